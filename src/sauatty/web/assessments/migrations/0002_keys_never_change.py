"""Triggers that refuse to change or delete a published key, on both databases.

The name of who published or corrected it may be taken off. Keys of invented programmes may be deleted with them.
"""

from django.db import migrations

TABLE = "assessments_scoringkey"
MESSAGE = "a published key never changes"
IS_REAL = (
    "NOT EXISTS (SELECT 1 FROM papers_paper r JOIN programmes_programme p ON p.id = r.programme_id "
    "WHERE r.id = OLD.paper_id AND p.is_demo)"
)
COLUMNS = (
    "id, paper_id, item, number, key, whys, item_sha256, competence, demand, max_score, difficulty, is_shipped, "
    "is_provisional, is_left_out, reason, made_at"
)
SQLITE = [
    f"CREATE TRIGGER scoring_key_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    f"CREATE TRIGGER scoring_key_no_delete BEFORE DELETE ON {TABLE} WHEN {IS_REAL} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION scoring_key_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; "
    "END $$ LANGUAGE plpgsql",
    f"CREATE FUNCTION scoring_key_refuse_delete() RETURNS trigger AS $$ BEGIN IF {IS_REAL} THEN "
    f"RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN OLD; END $$ LANGUAGE plpgsql",
    f"CREATE TRIGGER scoring_key_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION scoring_key_refuse()",
    f"CREATE TRIGGER scoring_key_no_delete BEFORE DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION scoring_key_refuse_delete()",
]
DROP_SQLITE = ["DROP TRIGGER scoring_key_no_update", "DROP TRIGGER scoring_key_no_delete"]
DROP_POSTGRESQL = [
    f"DROP TRIGGER scoring_key_no_update ON {TABLE}",
    f"DROP TRIGGER scoring_key_no_delete ON {TABLE}",
    "DROP FUNCTION scoring_key_refuse()",
    "DROP FUNCTION scoring_key_refuse_delete()",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def add_triggers(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop_triggers(apps, schema_editor):
    _run(schema_editor, DROP_SQLITE, DROP_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_assessments")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
