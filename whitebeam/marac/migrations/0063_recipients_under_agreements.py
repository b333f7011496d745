"""Each agency that received a fact says under which agreement, for it need not be the same one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0062_the_clock_chases_transfers"),
        ("partners", "0007_agencies_by_duty"),
    ]
    operations = [
        migrations.AddField(
            model_name="recipient",
            name="agreement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.sharingagreement",
            ),
        )
    ]
