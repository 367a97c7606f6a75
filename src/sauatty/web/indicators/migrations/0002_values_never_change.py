"""Triggers that refuse to change a value, its check or the moment of a snapshot, on both databases.

Names, and the words of who entered a value, may be taken off; all of them go with the programme they belong to.
"""

from django.db import migrations

# name of the triggers, table, columns that stay, what is said
GUARDED = [
    (
        "indicator_value", "indicators_value",
        "id, indicator_id, snapshot_id, region_id, day, value, low, high, n, why_missing, corrects_id, entered_at",
        "a value of an indicator never changes: a correction takes its place",
    ),
    ("indicator_signature", "indicators_signature", "id, value_id, at", "the check of a value never changes"),
    (
        "indicator_snapshot", "indicators_snapshot", "id, programme_id, month, taken_at",
        "what was written down never changes",
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
    dependencies = [("indicators", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
