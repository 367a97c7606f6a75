"""A trigger that refuses to change what was published, on both databases; the name of who published may be taken off."""

from django.db import migrations

TABLE, NAME = "showcases_snapshot", "showcase_snapshot"
COLUMNS = "id, showcase_id, number, content, n_people, made_at"
MESSAGE = "what was published never changes"


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {NAME}_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
        return
    schema_editor.execute(
        f"CREATE FUNCTION {NAME}_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; "
        "END $$ LANGUAGE plpgsql"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {NAME}_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {NAME}_refuse()"
    )


def unguard(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(f"DROP TRIGGER {NAME}_no_update" + ("" if is_sqlite else f" ON {TABLE}"))
    if not is_sqlite:
        schema_editor.execute(f"DROP FUNCTION {NAME}_refuse()")


class Migration(migrations.Migration):
    dependencies = [("showcases", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
