"""Triggers that refuse to change or delete a finished analysis, or the parameters that came of one, on both databases.

The name of who asked may be taken off, and which version is in use may change. What belongs to invented programmes
may be deleted with them.
"""

from django.db import migrations

MESSAGES = {
    "calibrations_analysis": "a finished analysis never changes",
    "calibrations_parameterset": "a version of parameters never changes",
}
KEPT = {
    "calibrations_analysis": (
        "id, programme_id, kind, tests, choices, state, problem, result, inputs_sha256, result_sha256, n_persons, "
        "code_version, created_at, made_at"
    ),
    "calibrations_parameterset": (
        "id, programme_id, number, analysis_id, model, method, items, groups, link, n_persons, made_at"
    ),
}
IS_OVER = {"calibrations_analysis": "OLD.state <> 'waiting'", "calibrations_parameterset": "1 = 1"}
IS_REAL = "NOT EXISTS (SELECT 1 FROM programmes_programme p WHERE p.id = OLD.programme_id AND p.is_demo)"


def _sqlite(table):
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGES[table]}'); END"
    yield (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {KEPT[table]} ON {table} "
        f"WHEN {IS_OVER[table]} {refuse}"
    )
    yield (
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {IS_OVER[table]} AND {IS_REAL} {refuse}"
    )


def _postgresql(table):
    refuse = f"RAISE EXCEPTION '{MESSAGES[table]}';"
    yield f"CREATE FUNCTION {table}_refuse() RETURNS trigger AS $$ BEGIN {refuse} END $$ LANGUAGE plpgsql"
    yield (
        f"CREATE FUNCTION {table}_refuse_delete() RETURNS trigger AS $$ BEGIN IF {IS_REAL} THEN {refuse} END IF; "
        "RETURN OLD; END $$ LANGUAGE plpgsql"
    )
    yield (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {KEPT[table]} ON {table} "
        f"FOR EACH ROW WHEN ({IS_OVER[table]}) EXECUTE FUNCTION {table}_refuse()"
    )
    yield (
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"FOR EACH ROW WHEN ({IS_OVER[table]}) EXECUTE FUNCTION {table}_refuse_delete()"
    )


def add_triggers(apps, schema_editor):
    make = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgresql
    for table in MESSAGES:
        for statement in make(table):
            schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in MESSAGES:
        for name in ("no_update", "no_delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_{name}" + ("" if is_sqlite else f" ON {table}"))
        for name in () if is_sqlite else ("refuse", "refuse_delete"):
            schema_editor.execute(f"DROP FUNCTION {table}_{name}()")


class Migration(migrations.Migration):
    dependencies = [("calibrations", "0001_calibrations")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
