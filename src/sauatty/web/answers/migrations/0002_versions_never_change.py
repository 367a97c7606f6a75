"""Triggers that refuse to change a published version of a codebook, on both databases.

The name of who published it may be taken off; a version goes only together with its codebook and programme.
"""

from django.db import migrations

TABLE = "answers_codebookversion"
MESSAGE = "a published version of a codebook never changes"
COLUMNS = "id, codebook_id, number, body, sha256, published_at"
SQLITE = [
    f"CREATE TRIGGER answers_codebook_version_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION answers_codebook_version_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; "
    "END $$ LANGUAGE plpgsql",
    f"CREATE TRIGGER answers_codebook_version_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION answers_codebook_version_refuse()",
]
DROP_SQLITE = ["DROP TRIGGER answers_codebook_version_no_update"]
DROP_POSTGRESQL = [
    f"DROP TRIGGER answers_codebook_version_no_update ON {TABLE}",
    "DROP FUNCTION answers_codebook_version_refuse()",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def add_triggers(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop_triggers(apps, schema_editor):
    _run(schema_editor, DROP_SQLITE, DROP_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("answers", "0001_coded_answers")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
