import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0193_walls_of_harm_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="LateReason",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("code", models.SlugField(max_length=60)),
                ("label", models.CharField(max_length=120)),
                ("needs_detail", models.BooleanField(default=False)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=240)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "starts_on"), name="late_reason_begins_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="late_reason_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="late_because",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="marac.latereason",
            ),
        ),
    ]
