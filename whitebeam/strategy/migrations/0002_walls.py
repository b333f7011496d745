"""What each role may do with the plan: drafts are their owner's, and the public sees no more."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, grant, judged, wall

KEEPS = "cardinality((select sec.agencies_with('KEEP_PLAN'))::uuid[]) > 0"
READS = (
    "cardinality((select sec.agencies_with("
    "'KEEP_PLAN,REPORT_PROGRESS,SIT_IN_GROUPS,VIEW_INDICATORS'))::uuid[]) > 0"
)
OWNS = "{agency} = any((select sec.agencies_with('REPORT_PROGRESS'))::uuid[])"
CLOCK = "(select sec.process()) = 'plan_clock'"
ME = "(select sec.me())"
MY_PART = f"(parent_id is not null and {OWNS.format(agency='owner_agency_id')})"
OF_MY_PROJECT = (
    "exists (select 1 from strategy_project p where p.id = {project}"
    f" and {OWNS.format(agency='p.owner_agency_id')})"
)
MINE = f"({KEEPS} or {OWNS.format(agency='agency_id')})"
OF_MY_DRAFT = (
    "exists (select 1 from strategy_update u where u.id = update_id"
    f" and u.state in ('DRAFT', 'RETURNED') and ({KEEPS} or {OWNS.format(agency='u.agency_id')}))"
)
OF_UPDATE = "exists (select 1 from strategy_update u where u.id = update_id)"
OF_PAPER = "exists (select 1 from strategy_paper p where p.id = paper_id)"
OF_SECTION = "exists (select 1 from strategy_section s where s.id = section_id)"
IN_HAND = "exists (select 1 from strategy_paper p where p.id = paper_id and p.finished_at is null)"
SHOWN = "not is_held_back and public_words <> '' and ended_on is null"

READ_BY_STAFF = [
    "strategy_framework",
    "strategy_strand",
    "strategy_commitment",
    "strategy_mapping",
    "strategy_figure",
    "strategy_link",
    "strategy_round",
    "strategy_return",
    "strategy_consultation",
    "strategy_consultationpart",
    "strategy_consultationtheme",
    "strategy_review",
    "strategy_criterion",
    "strategy_externalplan",
    "strategy_externalline",
]
KEPT_ON_SCREEN = {
    "strategy_commitment": ("update",),
    "strategy_figure": ("insert",),
    "strategy_link": ("insert",),
    "strategy_round": ("insert", "update"),
    "strategy_consultation": ("insert", "update"),
    "strategy_consultationpart": ("insert",),
    "strategy_consultationtheme": ("insert",),
    "strategy_review": ("update",),
    "strategy_criterion": ("update",),
}
PUBLIC_COLUMNS = (
    *("id", "code", "name", "strand_id", "theme", "public_words", "year", "starts_on", "ends_on"),
    *("status", "status_on", "review_due_on", "position", "is_held_back", "ended_on", "parent_id"),
)
PROJECT_COLUMNS = (
    *("name", "strand_id", "commitment_id", "theme", "summary", "public_words"),
    *("owner_agency_id", "owner_team_id", "owner_group_id", "year", "starts_on", "ends_on"),
    *("stage", "money", "duty_served", "equality_note", "is_held_back", "held_back_reason"),
    *("status", "status_on", "review_due_on", "evidence_count", "version", "updated_at"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0001_starting_tables"),
        ("partners", "0007_agencies_by_duty"),
        ("kernel", "0002_remembered_sets"),
    ]
    operations = [
        grant(READ_BY_STAFF, "select", "wb_app", "wb_worker", "wb_report"),
        grant(["strategy_framework", "strategy_strand"], "select", "wb_public"),
        *(
            grant([table], ", ".join(commands), "wb_app")
            for table, commands in KEPT_ON_SCREEN.items()
        ),
        *(
            judged(table, command, KEEPS)
            for table, commands in KEPT_ON_SCREEN.items()
            for command in commands
        ),
        grant(["strategy_return"], "insert, update", "wb_app", "wb_worker"),
        grant(["strategy_round"], "update", "wb_worker"),
        judged("strategy_return", "insert", KEEPS),
        wall(
            "strategy_project",
            Allow("select", "wb_app", using=READS),
            Allow("select", "wb_worker", using=CLOCK),
            Allow("select", "wb_public", using=SHOWN, columns=PUBLIC_COLUMNS),
            Allow("insert", "wb_app", check=f"{KEEPS} or {MY_PART}"),
            Allow(
                "update",
                "wb_app",
                using=f"{KEEPS} or {MY_PART}",
                check=f"{KEEPS} or {MY_PART}",
                columns=PROJECT_COLUMNS,
            ),
        ),
        judged(
            "strategy_return",
            "update",
            f"{KEEPS} or {OF_MY_PROJECT.format(project='new.project_id')}",
        ),
        wall(
            "strategy_change",
            Allow("select", "wb_app", using=READS),
            Allow(
                "select",
                "wb_public",
                using="is_public and (project_id is null or exists"
                " (select 1 from strategy_project p where p.id = project_id))",
                columns=("id", "project_id", "version", "is_public", "public_words", "agreed_on"),
            ),
            Allow(
                "insert",
                "wb_app",
                check=f"made_by_id = {ME} and ({KEEPS}"
                f" or {OF_MY_PROJECT.format(project='project_id')})",
            ),
        ),
        wall(
            "strategy_update",
            Allow(
                "select",
                "wb_app",
                using=f"{MINE} or (state in ('SUBMITTED', 'SIGNED_OFF') and {READS})",
            ),
            Allow(
                "insert",
                "wb_app",
                check=f"{MINE} and exists (select 1 from strategy_project p"
                " where p.id = project_id and p.owner_agency_id = agency_id)",
            ),
            Allow(
                "update",
                "wb_app",
                using=MINE,
                check=f"{MINE} and (state <> 'SIGNED_OFF' or {KEEPS})",
                columns=(
                    *("round_id", "state", "status", "words", "written_by_id", "submitted_at"),
                    *("decided_by_id", "decided_at", "decision_words", "review_due_on"),
                    *("evidence_count", "updated_at"),
                ),
            ),
            Allow("select", "wb_worker", using=CLOCK),
            Allow("insert", "wb_worker", check=f"{CLOCK} and state = 'DRAFT'"),
            Allow(
                "update",
                "wb_worker",
                using=CLOCK,
                check=f"{CLOCK} and state <> 'SIGNED_OFF'",
                columns=("round_id", "updated_at"),
            ),
        ),
        wall(
            "strategy_evidence",
            Allow("select", "wb_app", using=OF_UPDATE),
            Allow("insert", "wb_app", check=OF_MY_DRAFT),
            Allow("delete", "wb_app", using=OF_MY_DRAFT),
        ),
        wall(
            "strategy_paper",
            Allow("select", "wb_app", using=f"{KEEPS} or (finished_at is not null and {READS})"),
            Allow("insert", "wb_app", check=f"{KEEPS} and composed_by_id = {ME}"),
            Allow(
                "update",
                "wb_app",
                using=f"{KEEPS} and finished_at is null",
                check=KEEPS,
                columns=("meets_on", "title", "finished_at", "finished_by_id", "updated_at"),
            ),
        ),
        wall(
            "strategy_pathwaystep",
            Allow("select", "wb_app", using=OF_PAPER),
            Allow("insert", "wb_app", check=f"{OF_PAPER} and {KEEPS} and added_by_id = {ME}"),
        ),
        wall(
            "strategy_section",
            Allow("select", "wb_app", using=OF_PAPER),
            Allow("insert", "wb_app", check=f"{IN_HAND} and {KEEPS}"),
            Allow(
                "update",
                "wb_app",
                using=f"{IN_HAND} and {KEEPS}",
                check=f"{IN_HAND} and {KEEPS}",
                columns=("body", "version", "updated_at"),
            ),
        ),
        wall(
            "strategy_sectionversion",
            Allow("select", "wb_app", using=f"{OF_SECTION} and {KEEPS}"),
            Allow("insert", "wb_app", check=f"{OF_SECTION} and {KEEPS} and saved_by_id = {ME}"),
        ),
        wall(
            "strategy_comment",
            Allow("select", "wb_app", using=f"{OF_SECTION} and {KEEPS}"),
            Allow("insert", "wb_app", check=f"{OF_SECTION} and {KEEPS} and made_by_id = {ME}"),
            Allow(
                "update",
                "wb_app",
                using=f"{OF_SECTION} and {KEEPS}",
                check=f"{OF_SECTION} and {KEEPS}",
                columns=("settled_at", "settled_by_id", "updated_at"),
            ),
        ),
    ]
