"""What was shared is a row of the signed minutes, read by those whom its ledger line names.

A copy held everything that was said. Now the database gives an agency its own facts and those that
it received, and to one that only researches none about somebody it was not asked about.
"""

import uuid
from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

import whitebeam.kernel.fields
from whitebeam.kernel.walls import Allow, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
FACT = "marac_minutesfact"
RECEIVED = f"""and (p.capacity in ('COORDINATOR', 'CHAIR') or p.agency_id = {FACT}.agency_id
      or p.capacity <> 'REFERRER' and exists (select 1 from marac_recipient r
          where r.disclosure_id = {FACT}.line_id and r.agency_id = p.agency_id)
        and (p.capacity <> 'RESEARCHER' or {FACT}.about_id is null or exists (
          select 1 from marac_researchrequest r join marac_caseperson c on c.case_id = r.case_id
          where r.case_id = p.case_id and r.agency_id = p.agency_id and r.withdrawn_at is null
          and c.id = {FACT}.about_id and c.part = any(r.parts))))"""
SEEN = f"{walls.part(walls.EVERYONE, f'{FACT}.case_id', RECEIVED)} and {walls.not_denied()}"
OF_ITS_MINUTES = f"""exists (select 1 from marac_minutes m
    where m.id = {FACT}.minutes_id and m.case_id = {FACT}.case_id)"""


def to(model: str, **more: object) -> models.ForeignKey:
    """Return a key to a row that nothing may take away."""
    how = django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=how, to=model, **{"related_name": "+"} | more)


class Migration(migrations.Migration):
    dependencies = [("marac", "0136_room_left_for_referrers")]
    operations = [
        migrations.CreateModel(
            name="MinutesFact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("place", models.CharField(max_length=16)),
                ("position", models.PositiveSmallIntegerField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("text", whitebeam.kernel.fields.SealedTextField()),
                ("minutes", to("marac.minutes", related_name="facts")),
                ("case", to("marac.case")),
                ("agency", to("partners.agency")),
                ("line", to("marac.disclosure", null=True, blank=True)),
                ("about", to("marac.caseperson", null=True, blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("minutes", "position"),
                        name="marac_minutes_have_one_fact_in_a_place",
                    )
                ]
            },
        ),
        wall(
            FACT,
            Allow("select", "wb_app", using=SEEN),
            Allow("insert", "wb_app", check=walls.acted("CHAIR", OF_ITS_MINUTES)),
        ),
    ]
