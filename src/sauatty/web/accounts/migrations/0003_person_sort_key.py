"""People stand in lists by the Kazakh alphabet, no longer by the folded key of the search."""

from django.db import migrations, models

from sauatty.core.languages import ascii_sort_key

AT_ONCE = 2000


def fill(apps, schema_editor):
    Person = apps.get_model("accounts", "Person")
    rows = []
    for row in Person.objects.exclude(name="").only("id", "name").iterator(chunk_size=AT_ONCE):
        row.sort_key = ascii_sort_key(row.name)
        rows.append(row)
        if len(rows) == AT_ONCE:
            Person.objects.bulk_update(rows, ["sort_key"])
            rows = []
    Person.objects.bulk_update(rows, ["sort_key"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles_of_the_audit")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="sort_key",
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=80),
        ),
        migrations.AlterModelOptions(name="person", options={"ordering": ["sort_key", "id"]}),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
