"""A transfer names the case that one of our panels made from it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("marac", "0220_a_panel_of_ours_takes_on_itself")]
    operations = [
        migrations.AddField(
            model_name="transfer",
            name="taken_as",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="marac.case",
            ),
        ),
    ]
