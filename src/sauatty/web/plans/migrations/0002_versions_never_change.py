"""Triggers that refuse to change a version of a plan, on both databases.

The name of who made it may be taken off; a version goes only together with its plan and survey.
"""

from django.db import migrations

TABLE = "plans_planversion"
MESSAGE = "a version of a plan never changes"
COLUMNS = "id, plan_id, number, kind, body, figures, answered, hours, made_from, created_at"
SQLITE = [
    f"CREATE TRIGGER plans_version_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION plans_version_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; "
    "END $$ LANGUAGE plpgsql",
    f"CREATE TRIGGER plans_version_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION plans_version_refuse()",
]
DROP_SQLITE = ["DROP TRIGGER plans_version_no_update"]
DROP_POSTGRESQL = [
    f"DROP TRIGGER plans_version_no_update ON {TABLE}",
    "DROP FUNCTION plans_version_refuse()",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def add_triggers(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop_triggers(apps, schema_editor):
    _run(schema_editor, DROP_SQLITE, DROP_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_plans")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
