"""A sample of what is settled at screening is read again: who, when, and what was found."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import whitebeam.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0231_who_is_called_to_a_talk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="screeningsettlement",
            name="audit",
            field=models.CharField(
                choices=[
                    ("NOT_SAMPLED", "Not in the sample"),
                    ("WAITING", "In the sample, not yet read"),
                    ("SOUND", "Rightly settled"),
                    ("TO_BE_HEARD", "Should have been heard"),
                ],
                default="NOT_SAMPLED",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="screeningsettlement",
            name="audit_words",
            field=whitebeam.kernel.fields.SealedTextField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="screeningsettlement",
            name="audited_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="screeningsettlement",
            name="audited_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="screeningsettlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("audit__in", ["NOT_SAMPLED", "WAITING"]),
                    models.Q(("audited_at__isnull", False), ("audited_by__isnull", False)),
                    _connector="OR",
                ),
                name="marac_screened_audit_says_by_whom",
            ),
        ),
    ]
