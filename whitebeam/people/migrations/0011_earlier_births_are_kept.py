"""A date of birth that was corrected is kept beside the record, walled as her names are."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from whitebeam.kernel.walls import Allow, wall
from whitebeam.people.walls import of_seen_person

PRECISIONS = [
    ("EXACT", "Exact"),
    ("YEAR", "Year only"),
    ("ESTIMATE", "Estimated from age"),
    ("NOT_KNOWN", "Not known"),
]
ADDED = (
    "corrected_by_id = (select sec.uid())"
    " and recorded_by_id = any((select sec.agencies_writing())::uuid[])"
    " and sec.may_add_to(person_id)"
)
TO = {"on_delete": django.db.models.deletion.PROTECT}


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0007_agencies_by_duty"),
        ("people", "0010_walls_ask_directly"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="EarlierBirth",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("date_of_birth", models.DateField()),
                ("birth_precision", models.CharField(choices=PRECISIONS, max_length=10)),
                ("corrected_at", models.DateTimeField()),
                (
                    "corrected_by",
                    models.ForeignKey(related_name="+", to=settings.AUTH_USER_MODEL, **TO),
                ),
                (
                    "person",
                    models.ForeignKey(related_name="earlier_births", to="people.person", **TO),
                ),
                ("recorded_by", models.ForeignKey(related_name="+", to="partners.agency", **TO)),
            ],
            options={"abstract": False},
        ),
        wall(
            "people_earlierbirth",
            Allow("select", "wb_app", using=of_seen_person("people_earlierbirth")),
            Allow("insert", "wb_app", check=ADDED),
        ),
    ]
