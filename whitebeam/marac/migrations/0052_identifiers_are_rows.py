"""Each identifier becomes a row of its own, so that the wall can tell them apart."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import whitebeam.kernel.fields

KINDS = [
    ("ALIASES", "Other names"),
    ("DATE_OF_BIRTH", "Date of birth"),
    ("ADDRESS", "Address"),
    ("PHONE", "Telephone"),
    ("GP", "GP practice"),
    ("SCHOOL", "School"),
]


class Migration(migrations.Migration):
    dependencies = [("marac", "0051_meetings_of_hidden_cases_are_not_changed")]
    operations = [
        migrations.CreateModel(
            name="CaseIdentifier",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("kind", models.CharField(choices=KINDS, max_length=16)),
                ("text", whitebeam.kernel.fields.SealedTextField()),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identifiers",
                        to="marac.caseperson",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="marac.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="marac_identifiers_of_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("about", "kind"), name="marac_identifier_stands_once_a_person"
                    )
                ],
            },
        ),
        migrations.RenameField("caseperson", "identifiers", "kept_together"),
        migrations.AddField(
            model_name="caseperson",
            name="name",
            field=whitebeam.kernel.fields.SealedTextField(null=True),
        ),
    ]
