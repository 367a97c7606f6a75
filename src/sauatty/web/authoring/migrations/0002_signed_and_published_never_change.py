"""Triggers that refuse to change or delete a published version, a signature or an uploaded file, on both databases.

A version may be withdrawn and names may be taken off. What belongs to an invented lesson may be deleted with it.
"""

from django.db import migrations

LESSON_IS_REAL = "NOT EXISTS (SELECT 1 FROM authoring_authoredlesson l WHERE l.id = OLD.lesson_id AND l.is_demo)"
# name of the triggers, table, columns that stay, which rows stay, what is said
GUARDED = [
    (
        "lesson_version", "authoring_lessonversion",
        "id, lesson_id, number, body, sha256, shas, files, note, published_at", LESSON_IS_REAL,
        "a published version of a lesson never changes",
    ),
    (
        "text_review", "authoring_textreview",
        "id, kind, key, language, read_sha256, sha256, decision, texts, at", "NOT OLD.is_demo",
        "a signature under a text never changes",
    ),
    (
        "lesson_file", "authoring_lessonfile",
        "id, lesson_id, kind, name, media_type, content, sha256, size, author, source, licence", LESSON_IS_REAL,
        "a file of a lesson never changes",
    ),
]  # fmt: skip


def _sqlite():
    for name, table, columns, stays, message in GUARDED:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        yield f"CREATE TRIGGER {name}_no_update BEFORE UPDATE OF {columns} ON {table} {refuse}"
        yield f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {table} WHEN {stays} {refuse}"


def _postgresql():
    for name, table, columns, stays, message in GUARDED:
        yield (
            f"CREATE FUNCTION {name}_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{message}'; "
            "END $$ LANGUAGE plpgsql"
        )
        yield (
            f"CREATE FUNCTION {name}_refuse_delete() RETURNS trigger AS $$ BEGIN IF {stays} THEN "
            f"RAISE EXCEPTION '{message}'; END IF; RETURN OLD; END $$ LANGUAGE plpgsql"
        )
        yield (
            f"CREATE TRIGGER {name}_no_update BEFORE UPDATE OF {columns} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
        )
        yield (
            f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse_delete()"
        )


def _drop(vendor):
    for name, table, *_rest in GUARDED:
        place = "" if vendor == "sqlite" else f" ON {table}"
        yield f"DROP TRIGGER {name}_no_update{place}"
        yield f"DROP TRIGGER {name}_no_delete{place}"
        if vendor != "sqlite":
            yield f"DROP FUNCTION {name}_refuse()"
            yield f"DROP FUNCTION {name}_refuse_delete()"


def add_triggers(apps, schema_editor):
    for statement in _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgresql():
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in _drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("authoring", "0001_authoring")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
