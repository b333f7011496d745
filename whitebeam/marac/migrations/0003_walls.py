"""Row-level security of MARAC: who takes part sees; to the blocked the case was never made.

Every table names its case, so that each asks the same flat question of one table.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, grant, wall

ME = "(select sec.me())"
EVERYONE = "COORDINATOR,CHAIR,IDVA,RESEARCHER,REFERRER"
WORKING = "COORDINATOR,CHAIR,IDVA,RESEARCHER"
COORDINATING = "coordinated_by_id = any((select sec.agencies_with('COORDINATE_MARAC'))::uuid[])"
CONFIGURED = ("marac_panel", "marac_panelmember", "marac_pathway", "marac_statement")


def part(capacities: str, case: str = "case_id", more: str = "") -> str:
    """Return the condition that the reader takes part in the row's case in such a capacity."""
    return f"""exists (select 1 from marac_participant p where p.case_id = {case}
      and p.key = any((select sec.marac_keys('{capacities}'))::text[])
      and p.ended_at is null and (p.until is null or p.until > statement_timestamp())
      and (p.agreement_id is null or p.agreement_id = any((select sec.agreements())::uuid[]))
      {more})"""


def not_denied(case: str = "case_id") -> str:
    """Return the condition that the row's case exists for the reader."""
    return f"{case} <> all((select sec.marac_denied())::uuid[])"


def seen(capacities: str, table: str) -> str:
    """Return the condition for reading a table whose rows belong to one case."""
    return f"{part(capacities, f'{table}.case_id')} and {not_denied()}"


def acted(capacities: str, *more: str) -> str:
    """Return the condition for writing a row of a case."""
    return " and ".join((f"sec.marac_takes_part(case_id, '{capacities}')", *more))


def of_case(
    table: str,
    *,
    seen_by: str = EVERYONE,
    added_by: str,
    author: str = "by_id",
    changed_by: str = "",
    columns: tuple[str, ...] = (),
) -> migrations.RunSQL:
    """Return the wall of a table whose rows belong to one case and are written by one capacity."""
    mine = (f"{author} = {ME}",) if author else ()
    allowed = [
        Allow("select", "wb_app", using=seen(seen_by, table)),
        Allow("insert", "wb_app", check=acted(added_by, *mine)),
    ]
    if columns:
        changing = seen(changed_by or added_by, table)
        allowed.append(
            Allow(
                "update",
                "wb_app",
                using=changing,
                check=changing,
                columns=(*columns, "updated_at"),
            )
        )
    return wall(table, *allowed)


CASE = f"""({part(f"{EVERYONE},GUARDIAN", "marac_case.id")} or referred_by_id = {ME})
  and {not_denied("id")}"""
CHANGED_CASE = f"""({part("COORDINATOR,CHAIR,IDVA,REFERRER", "marac_case.id")}
  or referred_by_id = {ME}) and {not_denied("id")}"""
# A researching agency is shown only the parts that it was asked about.
ASKED_ABOUT = """and (p.capacity <> 'RESEARCHER' or exists (
        select 1 from marac_researchrequest r where r.case_id = p.case_id
        and r.agency_id = p.agency_id and r.withdrawn_at is null
        and marac_caseperson.part = any(r.parts)))"""
OWN_REQUEST = part(
    "RESEARCHER",
    "marac_researchrequest.case_id",
    "and p.agency_id = marac_researchrequest.agency_id",
)
OWN_ITEM = part(
    "RESEARCHER", "marac_researchitem.case_id", "and p.agency_id = marac_researchitem.agency_id"
)
CHANGED_REQUEST = f"""({part("COORDINATOR", "marac_researchrequest.case_id")} or {OWN_REQUEST})
  and {not_denied()}"""
CHANGED_ITEM = f"{OWN_ITEM} and {not_denied()}"
SHARED_ITEM = f"""({part(WORKING, "marac_researchitem.case_id")} and shared_at is not null
  or {OWN_ITEM}) and {not_denied()}"""
MEETING = f"""kind = 'PANEL' and (select sec.marac_works())
  or {COORDINATING} and kind = 'PANEL' or called_by_id = {ME}
  or exists (select 1 from marac_agendaitem i where i.meeting_id = marac_meeting.id)"""
RUN_MEETING = f"{COORDINATING} or chair_id = {ME} or called_by_id = {ME}"
OF_MEETING = "exists (select 1 from marac_meeting m where m.id = meeting_id)"
RUN_ATTENDANCE = f"user_id = {ME} or sec.marac_runs(meeting_id)"
RUN_ATTENDANCE_READ = f"""user_id = {ME} or exists (select 1 from marac_meeting m
  where m.id = meeting_id and (m.chair_id = {ME} or m.called_by_id = {ME}
  or m.coordinated_by_id = any((select sec.agencies_with('COORDINATE_MARAC'))::uuid[])))"""
BLOCKING = """set_by_id = (select sec.me()) and (sec.marac_takes_part(case_id, 'COORDINATOR,CHAIR')
  or sec.marac_guards(case_id)
  or user_id = (select sec.me()) and sec.marac_takes_part(case_id,
     'COORDINATOR,CHAIR,IDVA,RESEARCHER,REFERRER'))"""
BLOCKS_SEEN = seen("COORDINATOR,GUARDIAN", "marac_caseblock")


class Migration(migrations.Migration):
    dependencies = [("marac", "0002_security_functions")]
    operations = [
        grant(CONFIGURED, "select", "wb_app", "wb_worker", "wb_report"),
        wall(
            "marac_participant",
            Allow(
                "select",
                "wb_app",
                using=f"(key = any((select sec.marac_keys('{EVERYONE},GUARDIAN'))::text[])"
                f" or {COORDINATING}) and {not_denied()}",
            ),
            Allow(
                "insert",
                "wb_app",
                check=f"added_by_id = {ME}"
                " and sec.marac_may_seat(case_id, agency_id, capacity, coordinated_by_id)",
            ),
            Allow(
                "update",
                "wb_app",
                using=f"{COORDINATING} and {not_denied()}",
                check=f"{COORDINATING} and {not_denied()}",
                columns=("until", "ended_at", "updated_at"),
            ),
        ),
        wall(
            "marac_case",
            Allow("select", "wb_app", using=CASE),
            Allow(
                "insert",
                "wb_app",
                check=f"referred_by_id = {ME} and referring_agency_id ="
                " any(sec.agencies_with('REFER_TO_MARAC,COORDINATE_MARAC'))",
            ),
            Allow(
                "update",
                "wb_app",
                using=CHANGED_CASE,
                check=CHANGED_CASE,
                columns=(
                    *("panel_id", "pathway_id", "state", "told", "consent", "without_consent_why"),
                    *("is_resident", "residence", "background", "fears", "talking", "heard_before"),
                    *("criteria", "repeat", "repeat_of_id", "screen_due_at", "screened_at"),
                    *("screened_by_id", "idva_agency_id", "idva_id", "idva_due_at", "heard_at"),
                    *("closed_at", "version", "updated_at"),
                ),
            ),
        ),
        wall(
            "marac_caseperson",
            Allow(
                "select",
                "wb_app",
                using=f"{part(EVERYONE, 'marac_caseperson.case_id', ASKED_ABOUT)}"
                f" and {not_denied()}",
            ),
            Allow("insert", "wb_app", check=acted("COORDINATOR,REFERRER")),
            Allow(
                "update",
                "wb_app",
                using=seen("COORDINATOR,REFERRER", "marac_caseperson"),
                check=seen("COORDINATOR,REFERRER", "marac_caseperson"),
                columns=("person_id", "relationship", "identifiers", "position", "updated_at"),
            ),
        ),
        of_case(
            "marac_caseprofile",
            seen_by="COORDINATOR",
            added_by="COORDINATOR,REFERRER",
            author="",
            changed_by="COORDINATOR",
            columns=("answers",),
        ),
        of_case("marac_ground", added_by="COORDINATOR,REFERRER", author="said_by_id"),
        of_case("marac_statechange", added_by=EVERYONE),
        wall(
            "marac_caseblock",
            Allow("select", "wb_app", using=BLOCKS_SEEN),
            Allow("insert", "wb_app", check=BLOCKING),
            Allow(
                "update",
                "wb_app",
                using=seen("GUARDIAN", "marac_caseblock"),
                check=seen("GUARDIAN", "marac_caseblock"),
                columns=("lifted_by_id", "updated_at"),
            ),
        ),
        wall(
            "marac_researchrequest",
            Allow("select", "wb_app", using=seen(WORKING, "marac_researchrequest")),
            Allow("insert", "wb_app", check=acted("COORDINATOR", f"asked_by_id = {ME}")),
            Allow(
                "update",
                "wb_app",
                using=CHANGED_REQUEST,
                check=CHANGED_REQUEST,
                columns=(
                    *("due_at", "answer", "answered_at", "answered_by_id", "chased_at"),
                    *("withdrawn_at", "version", "updated_at"),
                ),
            ),
        ),
        wall(
            "marac_knownperson",
            Allow("select", "wb_app", using=seen(WORKING, "marac_knownperson")),
            Allow("insert", "wb_app", check="sec.marac_answers(request_id)"),
            Allow(
                "update",
                "wb_app",
                using=seen("RESEARCHER", "marac_knownperson"),
                check="sec.marac_answers(request_id)",
                columns=("is_known", "updated_at"),
            ),
        ),
        wall(
            "marac_researchitem",
            Allow("select", "wb_app", using=SHARED_ITEM),
            Allow("insert", "wb_app", check=f"by_id = {ME} and sec.marac_answers(request_id)"),
            Allow(
                "update",
                "wb_app",
                using=CHANGED_ITEM,
                check=CHANGED_ITEM,
                columns=("shared_at", "is_withheld", "why_withheld", "removed_at", "updated_at"),
            ),
        ),
        of_case("marac_disclosure", seen_by=WORKING, added_by=EVERYONE, author="decided_by_id"),
        of_case("marac_recipient", seen_by=WORKING, added_by=EVERYONE, author=""),
        of_case("marac_contactattempt", seen_by="COORDINATOR,IDVA", added_by="IDVA"),
        of_case("marac_wish", seen_by=WORKING, added_by="IDVA"),
        of_case("marac_telling", seen_by=WORKING, added_by="IDVA"),
        wall(
            "marac_meeting",
            Allow("select", "wb_app", using=MEETING),
            Allow(
                "insert",
                "wb_app",
                check=f"{COORDINATING} or kind = 'PROFESSIONALS' and called_by_id = {ME}",
            ),
            Allow(
                "update",
                "wb_app",
                using=RUN_MEETING,
                check=RUN_MEETING,
                columns=(
                    *("state", "starts_at", "minutes", "place", "cut_off_at", "research_due_at"),
                    *("chair_id", "statement_id", "began_at", "ended_at", "signed_at"),
                    *("signed_by_id", "version", "updated_at"),
                ),
            ),
        ),
        of_case(
            "marac_agendaitem",
            added_by=WORKING,
            author="listed_by_id",
            changed_by="COORDINATOR,CHAIR",
            columns=(
                *("position", "minutes", "has_children", "late_reason", "opened_at", "closed_at"),
                *("outcome", "outcome_reason", "summary", "version"),
            ),
        ),
        wall(
            "marac_attendance",
            Allow("select", "wb_app", using=OF_MEETING),
            Allow("insert", "wb_app", check=f"({RUN_ATTENDANCE}) and {OF_MEETING}"),
            Allow(
                "update",
                "wb_app",
                using=RUN_ATTENDANCE_READ,
                check=RUN_ATTENDANCE,
                columns=(
                    *("role", "apologised_at", "has_sent_information", "statement_id"),
                    *("accepted_at", "joined_at", "left_at", "updated_at"),
                ),
            ),
        ),
        wall(
            "marac_entry",
            Allow("select", "wb_app", using=seen(WORKING, "marac_entry")),
            Allow(
                "insert",
                "wb_app",
                check=acted(WORKING, f"by_id = {ME}", "sec.marac_sits(meeting_id)"),
            ),
            Allow(
                "update",
                "wb_app",
                using=f"by_id = {ME} and {seen(WORKING, 'marac_entry')}",
                check=f"by_id = {ME} and {seen(WORKING, 'marac_entry')}",
                columns=("removed_at", "updated_at"),
            ),
        ),
        of_case(
            "marac_conflictdeclaration",
            seen_by="COORDINATOR,CHAIR,GUARDIAN",
            added_by=EVERYONE,
            author="user_id",
        ),
        of_case(
            "marac_earlysettlement",
            seen_by=WORKING,
            added_by=WORKING,
            author="proposed_by_id",
            changed_by=WORKING,
            columns=(
                *("seconded_by_id", "seconded_for_id", "seconded_at", "idva_id"),
                *("idva_agreed_at", "decided_at", "decided_by_id", "withdrawn_at"),
                *("withdrawn_by_id", "minutes_saved", "audit", "audited_by_id", "audited_at"),
                "audit_words",
            ),
        ),
        of_case(
            "marac_flagrequest",
            seen_by=WORKING,
            added_by="COORDINATOR",
            author="",
            changed_by=WORKING,
            columns=(
                *("until", "flagged_at", "flagged_by_id", "removal_asked_at", "removed_at"),
                "removed_by_id",
            ),
        ),
        of_case(
            "marac_transfer",
            seen_by="COORDINATOR,IDVA",
            added_by="COORDINATOR",
            author="sent_by_id",
            changed_by="COORDINATOR",
            columns=(
                *("their_idva", "handed_over_at", "received_at", "received_by_name"),
                *("confirmed_by_id", "chased_at", "cancelled_at"),
            ),
        ),
    ]
