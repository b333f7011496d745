"""Who asks about a fact, its controller and the coordinator read what was asked and answered.

It is asked for an agency of whoever asks, about a line that she reads and of another's fact; the
controller's worker answers once, in her own name.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
TABLE = "marac_originatorquestion"
OF_ITS_PARTIES = f"""and p.user_id is null and (p.agency_id = {TABLE}.controller_id
  or p.agency_id = {TABLE}.asked_for_id or p.capacity = 'COORDINATOR')"""
OF_THE_CONTROLLER = f"and p.user_id is null and p.agency_id = {TABLE}.controller_id"
SEEN = f"{walls.part(walls.EVERYONE, f'{TABLE}.case_id', OF_ITS_PARTIES)} and {walls.not_denied()}"
ANSWERING = f"""{walls.part(walls.EVERYONE, f"{TABLE}.case_id", OF_THE_CONTROLLER)}
  and {walls.not_denied()}"""
ASKING = walls.acted(
    walls.WORKING,
    f"asked_by_id = {walls.ME}",
    "sec.marac_speaks_for(case_id, asked_for_id)",
    "asked_for_id <> controller_id",
    "answer = ''",
    f"""exists (select 1 from marac_disclosure d where d.id = disclosure_id
      and d.case_id = {TABLE}.case_id and d.controller_id = {TABLE}.controller_id
      and d.about_label = {TABLE}.about_label)""",
)
ANSWERS = ("answer", "answer_words", "answered_by_id", "answered_at", "updated_at")
# The function is taken as it stands, so that what others added to it stays.
DENIED = f"""
do $do$ begin
  execute replace(pg_get_functiondef('sec.marac_things_denied()'::regprocedure), ') x;',
    '  union all select id from public.{TABLE} where case_id = any(denied) ) x;');
end $do$
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0212_asking_the_originator")]
    operations = [
        wall(
            TABLE,
            Allow("select", "wb_app", using=SEEN),
            Allow("insert", "wb_app", check=ASKING),
            Allow(
                "update",
                "wb_app",
                using=f"{ANSWERING} and answer = ''",
                check=f"{ANSWERING} and answer <> '' and answered_by_id = {walls.ME}",
                columns=ANSWERS,
            ),
            Allow("select", "wb_sec", using="id is not null"),
        ),
        as_guard(DENIED),
    ]
