"""That another process is at work is read by whoever reads what agencies share, and no further.

An agency names what it leads itself; the coordinator names what others lead too. What is withheld
stays with the agencies that it names. Nobody confirms or ends in another's name.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, judged, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
signing = import_module("whitebeam.marac.migrations.0086_each_signs_for_herself")
TABLE = "marac_processlink"
CASE = f"{TABLE}.case_id"
ASKED = f"""and (p.capacity <> 'RESEARCHER' or exists (
      select 1 from marac_researchrequest r join marac_caseperson c on c.case_id = r.case_id
      where r.case_id = p.case_id and r.agency_id = p.agency_id and r.withdrawn_at is null
      and c.id = {TABLE}.about_id and c.part = any(r.parts)))"""
NAMED = f"and p.user_id is null and p.agency_id in ({TABLE}.agency_id, {TABLE}.said_for_id)"
OWN = walls.part(walls.WORKING, CASE, NAMED)
SEEN = f"""(not is_withheld and {walls.part(walls.WORKING, CASE, ASKED)} or {OWN})
  and {walls.not_denied()}"""
KEPT = f"""(not is_withheld and {walls.part("COORDINATOR", CASE)} or {OWN})
  and {walls.not_denied()}"""
NAMING = walls.acted(
    walls.WORKING,
    f"by_id = {walls.ME}",
    "sec.marac_speaks_for(case_id, said_for_id)",
    "sec.marac_is_about(case_id, about_id)",
    "(agency_id = said_for_id or sec.marac_takes_part(case_id, 'COORDINATOR'))",
    f"(confirmed_by_id is null or confirmed_by_id = {walls.ME})",
    "ended_at is null",
)
CHANGED = " and ".join(
    (
        signing.only_if(
            "confirmed_at confirmed_by_id",
            f"old.ended_at is null and new.confirmed_by_id = {signing.ME}",
        ),
        signing.once_by_me("ended_at", "ended_by_id"),
        signing.only_if("ended_why", "old.ended_at is null and new.ended_at is not null"),
    )
)
DENIED = f"""
do $do$ begin
  execute replace(pg_get_functiondef('sec.marac_things_denied()'::regprocedure), ') x;',
    '  union all select id from public.{TABLE} where case_id = any(denied) ) x;');
end $do$
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0190_other_processes")]
    operations = [
        wall(
            TABLE,
            Allow("select", "wb_app", using=SEEN),
            Allow("insert", "wb_app", check=NAMING),
            Allow(
                "update",
                "wb_app",
                using=KEPT,
                check=KEPT,
                columns=(
                    *("confirmed_at", "confirmed_by_id", "ended_at", "ended_by_id", "ended_why"),
                    "updated_at",
                ),
            ),
            Allow("select", "wb_sec", using="id is not null"),
        ),
        judged(TABLE, "update", CHANGED),
        as_guard(DENIED),
    ]
