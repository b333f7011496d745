"""Standards are open to staff; what an organisation says of itself is read by those of the plan."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, grant, wall

READS = (
    "cardinality((select sec.agencies_with("
    "'KEEP_PLAN,REPORT_PROGRESS,SIT_IN_GROUPS,VIEW_INDICATORS'))::uuid[]) > 0"
)
MINE = (
    "(cardinality((select sec.agencies_with('KEEP_PLAN'))::uuid[]) > 0 or exists"
    " (select 1 from accreditation_effort e where e.id = effort_id and e.agency_id"
    " = any((select sec.agencies_with('REPORT_PROGRESS'))::uuid[])))"
)
OPEN = [
    "accreditation_standard",
    "accreditation_criterion",
    "accreditation_effort",
    "accreditation_step",
]
COLUMNS = (
    *("status", "evidence", "has_evidence", "owner", "gap", "action_id", "review_on"),
    *("version", "given_by_id", "updated_at", "effort_id", "criterion_id", "created_at"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("accreditation", "0001_starting_tables"),
        ("partners", "0007_agencies_by_duty"),
        ("kernel", "0002_remembered_sets"),
    ]
    operations = [
        grant(OPEN, "select", "wb_app", "wb_report"),
        wall(
            "accreditation_answer",
            Allow("select", "wb_app", using=READS),
            Allow("insert", "wb_app", check=f"{MINE} and given_by_id = (select sec.me())"),
            Allow("update", "wb_app", using=MINE, check=MINE, columns=COLUMNS),
        ),
    ]
