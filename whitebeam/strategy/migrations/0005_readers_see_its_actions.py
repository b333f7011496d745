"""Whoever reads the plan sees the actions of its projects; no block is reached past."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, grant, judged, wall

KEEPS = "cardinality((select sec.agencies_with('KEEP_PLAN'))::uuid[]) > 0"
READS = (
    "cardinality((select sec.agencies_with("
    "'KEEP_PLAN,REPORT_PROGRESS,SIT_IN_GROUPS,VIEW_INDICATORS'))::uuid[]) > 0"
)
OWNED = (
    "exists (select 1 from strategy_project p where p.id = new.project_id and p.owner_agency_id"
    " = any((select sec.agencies_with('REPORT_PROGRESS'))::uuid[]))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0004_actions_of_projects"),
        ("actions", "0002_walls"),
    ]
    operations = [
        grant(["strategy_projectaction"], "select", "wb_app", "wb_report"),
        grant(["strategy_projectaction"], "insert", "wb_app"),
        judged(
            "strategy_projectaction",
            "insert",
            f"{KEEPS} or {OWNED}",
        ),
        wall(
            "actions_action",
            Allow(
                "select",
                "wb_app",
                using=f"{READS} and exists (select 1 from strategy_projectaction l"
                " where l.action_id = actions_action.id)",
                named="strategy",
            ),
        ),
    ]
