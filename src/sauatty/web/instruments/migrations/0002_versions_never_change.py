"""Triggers that refuse to change or delete a published version, on both databases.

The name of who published it may be taken off. Versions of invented instruments may be deleted with them.
"""

from django.db import migrations

TABLE = "instruments_instrumentversion"
MESSAGE = "a published version of an instrument never changes"
IS_REAL = "NOT EXISTS (SELECT 1 FROM instruments_instrument i WHERE i.id = OLD.instrument_id AND i.is_demo)"
COLUMNS = "id, instrument_id, number, body, sha256, languages, note, published_at"
SQLITE = [
    f"CREATE TRIGGER instrument_version_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    f"CREATE TRIGGER instrument_version_no_delete BEFORE DELETE ON {TABLE} WHEN {IS_REAL} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION instrument_version_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; "
    "END $$ LANGUAGE plpgsql",
    f"CREATE FUNCTION instrument_version_refuse_delete() RETURNS trigger AS $$ BEGIN IF {IS_REAL} THEN "
    f"RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN OLD; END $$ LANGUAGE plpgsql",
    f"CREATE TRIGGER instrument_version_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION instrument_version_refuse()",
    f"CREATE TRIGGER instrument_version_no_delete BEFORE DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION instrument_version_refuse_delete()",
]
DROP_SQLITE = ["DROP TRIGGER instrument_version_no_update", "DROP TRIGGER instrument_version_no_delete"]
DROP_POSTGRESQL = [
    f"DROP TRIGGER instrument_version_no_update ON {TABLE}",
    f"DROP TRIGGER instrument_version_no_delete ON {TABLE}",
    "DROP FUNCTION instrument_version_refuse()",
    "DROP FUNCTION instrument_version_refuse_delete()",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def add_triggers(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop_triggers(apps, schema_editor):
    _run(schema_editor, DROP_SQLITE, DROP_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("instruments", "0001_instruments")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
