"""Triggers that refuse to change or delete a published paper, on both databases.

The name of who published it may be taken off. Papers of invented programmes may be deleted with them.
"""

from django.db import migrations

TABLE = "papers_paper"
MESSAGE = "a published paper of a test never changes"
IS_REAL = "NOT EXISTS (SELECT 1 FROM programmes_programme p WHERE p.id = OLD.programme_id AND p.is_demo)"
COLUMNS = "id, programme_id, code, number, family, body, sha256, languages, n_items, is_provisional, published_at"
SQLITE = [
    f"CREATE TRIGGER paper_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    f"CREATE TRIGGER paper_no_delete BEFORE DELETE ON {TABLE} WHEN {IS_REAL} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION paper_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; "
    "END $$ LANGUAGE plpgsql",
    f"CREATE FUNCTION paper_refuse_delete() RETURNS trigger AS $$ BEGIN IF {IS_REAL} THEN "
    f"RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN OLD; END $$ LANGUAGE plpgsql",
    f"CREATE TRIGGER paper_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION paper_refuse()",
    f"CREATE TRIGGER paper_no_delete BEFORE DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION paper_refuse_delete()",
]
DROP_SQLITE = ["DROP TRIGGER paper_no_update", "DROP TRIGGER paper_no_delete"]
DROP_POSTGRESQL = [
    f"DROP TRIGGER paper_no_update ON {TABLE}",
    f"DROP TRIGGER paper_no_delete ON {TABLE}",
    "DROP FUNCTION paper_refuse()",
    "DROP FUNCTION paper_refuse_delete()",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def add_triggers(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop_triggers(apps, schema_editor):
    _run(schema_editor, DROP_SQLITE, DROP_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial"), ("programmes", "0003_cohort_members")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
