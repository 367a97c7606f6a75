"""Files of a lesson that was never published may be deleted with its draft; those of a published one never."""

from django.db import migrations

IS_REAL = "NOT EXISTS (SELECT 1 FROM authoring_authoredlesson l WHERE l.id = OLD.lesson_id AND l.is_demo)"
WAS_PUBLISHED = "EXISTS (SELECT 1 FROM authoring_lessonversion v WHERE v.lesson_id = OLD.lesson_id)"
MESSAGE = "a file of a lesson never changes"


def _guard(schema_editor, stays):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER lesson_file_no_delete")
        schema_editor.execute(
            f"CREATE TRIGGER lesson_file_no_delete BEFORE DELETE ON authoring_lessonfile WHEN {stays} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
    else:
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION lesson_file_refuse_delete() RETURNS trigger AS $$ BEGIN "
            f"IF {stays} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN OLD; END $$ LANGUAGE plpgsql"
        )


def keep_what_was_published(apps, schema_editor):
    _guard(schema_editor, f"{IS_REAL} AND {WAS_PUBLISHED}")


def keep_all(apps, schema_editor):
    _guard(schema_editor, IS_REAL)


class Migration(migrations.Migration):
    dependencies = [("authoring", "0002_signed_and_published_never_change")]
    operations = [migrations.RunPython(keep_what_was_published, keep_all)]
