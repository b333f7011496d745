"""What became of a planned meeting, with the reason; a case whose meeting was cancelled."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0133_where_she_lives"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="agendaitem",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "To be heard"),
                    ("HEARD", "Heard"),
                    ("DEFERRED", "Deferred"),
                    ("WITHDRAWN", "Withdrawn"),
                    ("SETTLED", "Settled before the meeting"),
                    ("NOT_REACHED", "Not reached"),
                    ("CALLED_OFF", "Its meeting was cancelled"),
                ],
                default="",
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="MeetingChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("CANCELLED", "Cancelled"), ("MOVED", "Moved")], max_length=12
                    ),
                ),
                ("was_at", models.DateTimeField()),
                ("now_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(max_length=500)),
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="marac.meeting",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["meeting", "at"], name="marac_meeting_changes")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "CANCELLED"), ("now_at", None)),
                            models.Q(("kind", "MOVED"), ("now_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="marac_moved_meeting_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="marac_changed_meeting_says_why",
                    ),
                ],
            },
        ),
    ]
