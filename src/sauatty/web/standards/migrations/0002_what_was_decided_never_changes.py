"""Triggers that refuse to change a pass mark or the answer of a judge, on both databases.

A pass mark may be replaced by a later one, and names may be taken off; both go with the session they belong to.
"""

from django.db import migrations

# name of the triggers, table, columns that stay, what is said
GUARDED = [
    (
        "pass_mark", "standards_passmark",
        "id, session_id, programme_id, paper_id, points, most, figures, is_provisional, reason, adopted_at",
        "a pass mark never changes: a later decision takes its place",
    ),
    (
        "judge_answer", "standards_judgeanswer", "id, judge_id, item, answer, points, at",
        "the answer of a judge never changes",
    ),
]  # fmt: skip


def _sqlite():
    for name, table, columns, message in GUARDED:
        yield (
            f"CREATE TRIGGER {name}_no_update BEFORE UPDATE OF {columns} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def _postgresql():
    for name, table, columns, message in GUARDED:
        yield (
            f"CREATE FUNCTION {name}_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{message}'; "
            "END $$ LANGUAGE plpgsql"
        )
        yield (
            f"CREATE TRIGGER {name}_no_update BEFORE UPDATE OF {columns} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
        )


def _drop(vendor):
    for name, table, *_rest in GUARDED:
        yield f"DROP TRIGGER {name}_no_update" + ("" if vendor == "sqlite" else f" ON {table}")
        if vendor != "sqlite":
            yield f"DROP FUNCTION {name}_refuse()"


def guard(apps, schema_editor):
    for statement in _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgresql():
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for statement in _drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("standards", "0001_standards")]

    operations = [migrations.RunPython(guard, unguard)]
