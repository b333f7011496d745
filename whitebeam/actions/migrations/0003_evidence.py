"""Files that show what was done."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import whitebeam.kernel.fields


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", whitebeam.kernel.fields.SealedTextField()),
                ("content_type", models.CharField(max_length=80)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("HELD", "Held until it is checked"),
                            ("CLEAN", "Checked"),
                            ("REFUSED", "Refused"),
                        ],
                        default="HELD",
                        max_length=8,
                    ),
                ),
                ("stored_as", models.CharField(max_length=80, unique=True)),
                ("added_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="actions.action",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "indexes": [models.Index(fields=["action", "added_at"], name="evidence_by_action")],
            },
        )
    ]
