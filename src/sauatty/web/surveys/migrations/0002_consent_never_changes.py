"""Triggers that refuse to change what respondents agreed to, on both databases. A campaign can take it with it."""

from django.db import migrations

TABLE = "surveys_consentpage"
MESSAGE = "what was agreed to never changes"
SQLITE = [
    f"CREATE TRIGGER consent_page_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
]
POSTGRESQL = [
    f"CREATE FUNCTION consent_page_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; "
    "END $$ LANGUAGE plpgsql",
    f"CREATE TRIGGER consent_page_no_update BEFORE UPDATE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION consent_page_refuse()",
]
DROP_SQLITE = ["DROP TRIGGER consent_page_no_update"]
DROP_POSTGRESQL = [f"DROP TRIGGER consent_page_no_update ON {TABLE}", "DROP FUNCTION consent_page_refuse()"]


def _run(schema_editor, on_sqlite, on_postgresql):
    for statement in on_sqlite if schema_editor.connection.vendor == "sqlite" else on_postgresql:
        schema_editor.execute(statement)


def add_triggers(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop_triggers(apps, schema_editor):
    _run(schema_editor, DROP_SQLITE, DROP_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_campaigns")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
