from django.db import migrations, models


class Migration(migrations.Migration):
    # No badge was signed before this step, so the new columns have no older rows to fill.
    dependencies = [("badges", "0002_initial")]

    operations = [
        migrations.AlterField("issuerkey", "key_id", models.CharField(max_length=300, unique=True)),
        migrations.AddField("issuerkey", "retired_at", models.DateTimeField(blank=True, null=True)),
        migrations.AlterField("credential", "token", models.TextField(blank=True)),
        migrations.AddField(
            "credential", "issuer", models.CharField(default="", max_length=300), preserve_default=False
        ),
        migrations.AddField(
            "credential",
            "sha256",
            models.CharField(default="", max_length=64, unique=True),
            preserve_default=False,
        ),
    ]
