"""A repeat rests on two events: what a case was referred for, and what screening made of it."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import whitebeam.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0152_her_clock_begins_with_the_referral"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="event_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("VIOLENCE", "Violence"),
                    ("SEXUAL", "Rape or other sexual abuse"),
                    ("THREATS", "Threats, to anybody or anything"),
                    ("PROPERTY", "Damage to property"),
                    ("STALKING_PATTERN", "Stalking or harassment, more than once"),
                    ("UNWANTED_CONTACT", "One unwanted contact"),
                    ("CONTROLLING", "Control or isolation"),
                    ("EMOTIONAL", "Emotional abuse"),
                    ("ECONOMIC", "Economic abuse"),
                    ("OTHER_ABUSE", "Abuse of another kind"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="event_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="RepeatFinding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("earlier_on", models.DateField(blank=True, null=True)),
                (
                    "event_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("VIOLENCE", "Violence"),
                            ("SEXUAL", "Rape or other sexual abuse"),
                            ("THREATS", "Threats, to anybody or anything"),
                            ("PROPERTY", "Damage to property"),
                            ("STALKING_PATTERN", "Stalking or harassment, more than once"),
                            ("UNWANTED_CONTACT", "One unwanted contact"),
                            ("CONTROLLING", "Control or isolation"),
                            ("EMOTIONAL", "Emotional abuse"),
                            ("ECONOMIC", "Economic abuse"),
                            ("OTHER_ABUSE", "Abuse of another kind"),
                        ],
                        max_length=16,
                    ),
                ),
                ("event_on", models.DateField(blank=True, null=True)),
                ("rule", models.CharField(max_length=16)),
                ("rule_from", models.DateField(blank=True, null=True)),
                ("months", models.PositiveSmallIntegerField()),
                ("counts_until", models.DateField(blank=True, null=True)),
                ("reason", whitebeam.kernel.fields.SealedTextField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeat_findings",
                        to="marac.case",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="marac.case",
                    ),
                ),
                (
                    "worked_out",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="marac.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="marac_repeat_of_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("earlier", None), ("worked_out", None)),
                            models.Q(
                                ("earlier__isnull", False),
                                ("worked_out", models.F("earlier")),
                                ("worked_out__isnull", False),
                            ),
                            ("reason__isnull", False),
                            _connector="OR",
                        ),
                        name="marac_other_than_the_rule_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("counts_until", None), ("earlier", None), ("earlier_on", None)
                            ),
                            models.Q(
                                ("counts_until__isnull", False),
                                ("earlier__isnull", False),
                                ("earlier_on__isnull", False),
                                models.Q(("earlier", models.F("case")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="marac_repeat_keeps_both_events",
                    ),
                ],
            },
        ),
    ]
