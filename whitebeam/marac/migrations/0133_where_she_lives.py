"""Whether she lives in the area of the panel is not presumed: what nobody asked is not known."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0170_wrong_codes_are_a_setting"),
        ("partners", "0007_agencies_by_duty"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="case",
            name="is_resident",
        ),
        migrations.AddField(
            model_name="case",
            name="home_area",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.area",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="lives_here",
            field=models.CharField(
                choices=[
                    ("YES", "She lives in the area of this MARAC"),
                    ("NO", "She lives somewhere else"),
                    ("JUST_MOVED", "She has just moved"),
                    ("NOT_KNOWN", "It is not known whether she lives here"),
                ],
                default="NOT_KNOWN",
                max_length=12,
            ),
        ),
    ]
