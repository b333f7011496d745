"""A case names the signed assessment that it was referred with, and keeps what was taken of it."""

import django.db.models.deletion
from django.db import migrations, models

import whitebeam.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0132_the_check_stops_what_comes_later"),
        ("risk", "0015_shared_under_what_covers_it"),
    ]
    operations = [
        migrations.AddField(
            model_name="case",
            name="assessed",
            field=whitebeam.kernel.fields.SealedTextField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="assessment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="risk.assessment",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="prompts",
            field=whitebeam.kernel.fields.SealedTextField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("assessment", None), ("assessed__isnull", False), _connector="OR"
                ),
                name="marac_case_keeps_what_was_assessed",
            ),
        ),
    ]
