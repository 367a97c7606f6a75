import django.db.models.deletion
from django.db import migrations, models


def write_lines(apps, schema_editor):
    """Write down up to which line each list is taken over; the mark at its lines goes."""
    row, roster = (apps.get_model("rosters", name) for name in ("RosterRow", "Roster"))
    taken = row.objects.filter(is_taken=True).values("roster").annotate(last=models.Max("number"))
    for one in taken.order_by():
        roster.objects.filter(pk=one["roster"]).update(taken_to=one["last"])


class Migration(migrations.Migration):

    dependencies = [
        ('rosters', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='roster',
            name='taken_to',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(write_lines, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='rosterrow',
            name='is_taken',
        ),
        migrations.AlterField(
            model_name='rosterrow',
            name='roster',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='rosters.roster'),
        ),
    ]
