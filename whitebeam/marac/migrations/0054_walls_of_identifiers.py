"""An agency that researches reads the identifiers that it was asked with, and no others."""

from importlib import import_module

from django.db import migrations

import whitebeam.kernel.fields
from whitebeam.kernel.walls import Allow, rewall, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
TABLE = "marac_caseidentifier"
ASKED_WITH = """and (p.capacity <> 'RESEARCHER' or exists (
        select 1 from marac_researchrequest r join marac_caseperson c on c.case_id = r.case_id
        where r.case_id = p.case_id and r.agency_id = p.agency_id and r.withdrawn_at is null
        and c.id = marac_caseidentifier.about_id and c.part = any(r.parts)
        and marac_caseidentifier.kind = any(r.identifiers)))"""
SEEN = f"""{walls.part(walls.EVERYONE, f"{TABLE}.case_id", ASKED_WITH)} and {walls.not_denied()}"""
OF_ITS_CASE = f"""exists (select 1 from marac_caseperson c
    where c.id = {TABLE}.about_id and c.case_id = {TABLE}.case_id)"""
CHANGED = walls.seen("COORDINATOR,REFERRER", "marac_caseperson")


class Migration(migrations.Migration):
    dependencies = [("marac", "0053_identifiers_move")]
    operations = [
        migrations.RemoveField("caseperson", "kept_together"),
        migrations.AlterField("caseperson", "name", whitebeam.kernel.fields.SealedTextField()),
        wall(
            TABLE,
            Allow("select", "wb_app", using=SEEN),
            Allow("insert", "wb_app", check=walls.acted("COORDINATOR,REFERRER", OF_ITS_CASE)),
        ),
        rewall(
            "marac_caseperson",
            Allow(
                "update",
                "wb_app",
                using=CHANGED,
                check=CHANGED,
                columns=("person_id", "relationship", "name", "position", "updated_at"),
            ),
        ),
    ]
