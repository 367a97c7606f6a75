"""Letters, sheets and files belong to an app of their own; nothing was released that has rows of them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_contact")]
    operations = [
        migrations.DeleteModel(name="PaperSheet"),
        migrations.DeleteModel(name="ResponseFile"),
        migrations.DeleteModel(name="Wave"),
    ]
