"""Her adviser says that she could not be reached, and what was done instead."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import whitebeam.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0182_a_guest_enters_one_session"),
        ("partners", "0007_agencies_by_duty"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Unreached",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("at", models.DateTimeField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("TRIED", "Not reached, after the attempts that are asked for"),
                            ("DECLINED", "She does not want contact"),
                            ("NO_SAFE_WAY", "No way of reaching her is safe"),
                        ],
                        max_length=12,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField()),
                ("instead", whitebeam.kernel.fields.SealedTextField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("once_key", models.UUIDField(unique=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.agency",
                    ),
                ),
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
                        related_name="unreached",
                        to="marac.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("case",),
                        name="marac_unreached_stands_once_in_a_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("why", "NO_SAFE_WAY"), ("attempts__gte", 1), _connector="OR"
                        ),
                        name="marac_unreached_after_an_attempt_or_without_a_way",
                    ),
                ],
            },
        ),
    ]
