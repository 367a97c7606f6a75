"""Triggers that refuse to change or delete a text on research, a pack that was made, a report or a file of it.

The name of who made it may be taken off, and of an answer on research whether it is the last and who noted it. What
belongs to invented programmes may be deleted with them; answers go with their person.
"""

from django.db import migrations

MESSAGES = {
    "reports_researchtext": "a text on research never changes",
    "reports_researchchoice": "an answer on research never changes",
    "reports_madepack": "a pack that was made never changes",
    "reports_reportversion": "a report never changes",
    "reports_reportfile": "a file of a report never changes",
}
KEPT = {
    "reports_researchtext": (
        "id, programme_id, number, who, recipients, years, text_kk, text_ru, text_en, sha256, made_at"
    ),
    "reports_researchchoice": "id, programme_id, person_id, text_id, agrees, language, how, basis, given_on, said_at",
    "reports_madepack": (
        "id, programme_id, number, text_id, sha256, n_people, k, minimum, suppressed, surveys, licence, file_id, made_at"
    ),
    "reports_reportversion": (
        "id, programme_id, number, language, source, pack_id, n_people, fragment, figures, stood_on, sha256, software, made_at"
    ),
    "reports_reportfile": "id, version_id, form, content, size, sha256",
}
_OF_PROGRAMME = "NOT EXISTS (SELECT 1 FROM programmes_programme p WHERE p.id = OLD.programme_id AND p.is_demo)"
IS_REAL = {
    "reports_researchtext": _OF_PROGRAMME,
    "reports_madepack": _OF_PROGRAMME,
    "reports_reportversion": _OF_PROGRAMME,
    "reports_reportfile": (
        "NOT EXISTS (SELECT 1 FROM reports_reportversion v JOIN programmes_programme p ON p.id = v.programme_id "
        "WHERE v.id = OLD.version_id AND p.is_demo)"
    ),
}


def _sqlite(table):
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGES[table]}'); END"
    yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {KEPT[table]} ON {table} {refuse}"
    if table in IS_REAL:
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {IS_REAL[table]} {refuse}"


def _postgresql(table):
    refuse = f"RAISE EXCEPTION '{MESSAGES[table]}';"
    yield f"CREATE FUNCTION {table}_refuse() RETURNS trigger AS $$ BEGIN {refuse} END $$ LANGUAGE plpgsql"
    yield (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {KEPT[table]} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
    )
    if table in IS_REAL:
        yield (
            f"CREATE FUNCTION {table}_refuse_delete() RETURNS trigger AS $$ BEGIN IF {IS_REAL[table]} THEN {refuse} "
            "END IF; RETURN OLD; END $$ LANGUAGE plpgsql"
        )
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse_delete()"
        )


def add_triggers(apps, schema_editor):
    make = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgresql
    for table in MESSAGES:
        for statement in make(table):
            schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in MESSAGES:
        names = ("no_update", "no_delete") if table in IS_REAL else ("no_update",)
        for name in names:
            schema_editor.execute(f"DROP TRIGGER {table}_{name}" + ("" if is_sqlite else f" ON {table}"))
        for name in () if is_sqlite else ("refuse", "refuse_delete")[: len(names)]:
            schema_editor.execute(f"DROP FUNCTION {table}_{name}()")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
