"""A file is seen by whoever sees its action, and added by whoever may report it while it is open.

Only the process that checks documents says that one is clean.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, wall

ME = "(select sec.me())"
OF_SEEN = "exists (select 1 from actions_action a where a.id = action_id)"
OF_OPEN = """exists (
  select 1 from actions_action a where a.id = action_id and a.closed_at is null
    and (sec.does_actions_of(a.owner_agency_id, a.owner_id) or sec.chases_actions_of(a.kept_by_id)))"""
MINE = f"added_by_id = {ME} and {OF_OPEN}"
# The same, asked of sets that are found once.
DOING, CHASING, WRITING = (
    f"any((select sec.{found})::uuid[])"
    for found in (
        "agencies_with('DO_ACTIONS,RESEARCH_MARAC')",
        "agencies_with('CHASE_ACTIONS,COORDINATE_MARAC')",
        "agencies_writing()",
    )
)
MINE_READ = f"""added_by_id = {ME} and exists (
  select 1 from actions_action a where a.id = action_id and a.closed_at is null
    and (a.owner_agency_id = {DOING} or a.kept_by_id = {CHASING}
      or a.owner_id = {ME} and a.owner_agency_id = {WRITING}))"""
DOCUMENTS = "(select sec.process()) = 'documents'"


class Migration(migrations.Migration):
    dependencies = [("actions", "0003_evidence")]
    operations = [
        wall(
            "actions_evidence",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=f"{MINE} and state = 'HELD' and checked_at is null"),
            Allow(
                "update",
                "wb_app",
                using=MINE_READ,
                check=MINE,
                columns=("removed_at", "updated_at"),
            ),
            Allow("select", "wb_worker", using=DOCUMENTS),
            Allow(
                "update",
                "wb_worker",
                using=DOCUMENTS,
                check=DOCUMENTS,
                columns=("state", "checked_at", "updated_at"),
            ),
        )
    ]
