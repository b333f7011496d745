"""Nobody answers, agrees, accepts, signs or lifts in another's name, nor undoes what has ended.

The columns that a table lets be changed were open to each who may change the row at all: a referrer
could screen her own case, one agency agree for two and for the adviser, a guardian write the first
signature of a lifting as somebody else's and give the second. What is compared is what was with what
will be, so these are triggers beside the policies (`judged`).
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, judged, rewall

walls = import_module("whitebeam.marac.migrations.0003_walls")
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
ME = "sec.me()"
SPEAKS = f"""
create function sec.marac_speaks_for(asked uuid, agency uuid) returns boolean {HEAD} as $$
  select asked <> all(sec.marac_denied()) and exists (
    select 1 from public.marac_participant p
    where p.case_id = asked and p.agency_id = agency and p.user_id is null
      and p.key = any(sec.marac_keys('COORDINATOR,CHAIR,IDVA,RESEARCHER'))
      and p.ended_at is null and (p.until is null or p.until > statement_timestamp())
      and (p.agreement_id is null or p.agreement_id = any(sec.agreements())))
$$;
-- Whoever called a professionals' meeting hears the case there that takes that way.
create function sec.marac_hears(asked uuid) returns boolean {HEAD} as $$
  select asked <> all(sec.marac_denied()) and exists (
    select 1 from public.marac_agendaitem i
    join public.marac_meeting m on m.id = i.meeting_id
    where i.case_id = asked and not i.is_aside and i.opened_at is not null
      and m.kind = 'PROFESSIONALS' and m.called_by_id = sec.me())
$$;
grant execute on function sec.marac_speaks_for(uuid, uuid), sec.marac_hears(uuid) to wb_app
"""


def takes(capacities: str) -> str:
    """Return the condition that whoever changes the row takes part in its case like this."""
    return f"sec.marac_takes_part(new.case_id, '{capacities}')"


def only_if(columns: str, condition: str) -> str:
    """Return the condition that these columns stay as they are, or that this holds."""
    old, new = (
        ", ".join(f"{row}.{column}" for column in columns.split()) for row in ("old", "new")
    )
    return f"(({new}) is not distinct from ({old}) or ({condition}))"


def once_by_me(at: str, by: str, more: str = "true") -> str:
    """Return the condition that somebody puts her own name to what nobody has signed yet."""
    return only_if(f"{at} {by}", f"old.{at} is null and new.{by} = {ME} and {more}")


SETTLEMENT = " and ".join(
    (
        once_by_me("seconded_at", "seconded_by_id"),
        only_if(
            "seconded_for_id",
            "old.seconded_at is null and new.seconded_for_id <> old.proposed_for_id"
            " and sec.marac_speaks_for(new.case_id, new.seconded_for_id)",
        ),
        once_by_me("idva_agreed_at", "idva_id", takes("IDVA")),
        once_by_me(
            "decided_at",
            "decided_by_id",
            f"{takes('COORDINATOR')} and new.seconded_at is not null"
            " and new.idva_agreed_at is not null and new.withdrawn_at is null",
        ),
        only_if("minutes_saved", "old.decided_at is null and new.decided_at is not null"),
        once_by_me("withdrawn_at", "withdrawn_by_id", "old.decided_at is null"),
        once_by_me(
            "audited_at",
            "audited_by_id",
            f"{takes('COORDINATOR,CHAIR')} and old.audit = 'WAITING' and {ME} <> all(array["
            "old.decided_by_id, old.proposed_by_id, old.seconded_by_id])",
        ),
        only_if(
            "audit",
            "old.decided_at is null and new.decided_at is not null"
            " and new.audit in ('WAITING', 'NOT_SAMPLED')"
            " or old.audited_at is null and new.audited_at is not null"
            " and new.audit in ('SOUND', 'TO_BE_HEARD')",
        ),
        only_if("audit_words", "old.audited_at is null and new.audited_at is not null"),
    )
)
PROPOSING = walls.acted(
    walls.WORKING,
    f"proposed_by_id = {walls.ME}",
    "sec.marac_speaks_for(case_id, proposed_for_id)",
    "num_nonnulls(seconded_at, idva_agreed_at, decided_at, withdrawn_at, audited_at) = 0",
)
REQUEST = " and ".join(
    (
        only_if(
            "answer answered_at answered_by_id",
            f"sec.marac_answers(new.id) and coalesce(new.answered_by_id, {ME}) = {ME}",
        ),
        only_if("due_at withdrawn_at chased_at", takes("COORDINATOR")),
    )
)
ACCEPTING = f"new.user_id = {ME}"
FLAG = " and ".join(
    (
        once_by_me("flagged_at", "flagged_by_id"),
        once_by_me("removed_at", "removed_by_id"),
        only_if("flagged_at removed_at", "sec.marac_speaks_for(new.case_id, new.agency_id)"),
        only_if("until removal_asked_at", takes("COORDINATOR")),
    )
)
# Whoever only refers takes a case back, or answers what was asked about it.
REFERRED = "old.referred_by_id = sec.me() or sec.marac_takes_part(new.id, 'REFERRER')"
RUN = "sec.marac_takes_part(new.id, 'COORDINATOR,CHAIR')"
CASE = " and ".join(
    (
        only_if(
            "panel_id pathway_id screened_at screened_by_id idva_due_at closed_at repeat"
            " repeat_of_id criteria",
            RUN,
        ),
        only_if("heard_at", f"{RUN} or sec.marac_hears(new.id)"),
        only_if("idva_id idva_agency_id", "sec.marac_takes_part(new.id, 'COORDINATOR,CHAIR,IDVA')"),
        only_if("screened_by_id", f"new.screened_by_id = {ME}"),
        only_if(
            "state",
            f"{RUN} or new.state = 'HEARD' and sec.marac_hears(new.id) or ({REFERRED}) and (new.state = 'WITHDRAWN'"
            " or new.state = 'RECEIVED' and old.state in ('RETURNED', 'NOT_MET'))",
        ),
    )
)
LISTED = " and ".join(
    (
        only_if("signed_at", f"old.signed_at is null and {takes('CHAIR')}"),
        only_if("summary", "old.signed_at is null"),
    )
)
MEETING = once_by_me("signed_at", "signed_by_id")
LIFTING = f"lifted_by_id = {walls.ME} and {walls.seen('GUARDIAN', 'marac_caseblock')}"


def voiced(table: str) -> migrations.RunSQL:
    """Return the step that lets an adviser write for her own service alone."""
    check = walls.acted("IDVA", f"by_id = {walls.ME}", "sec.marac_speaks_for(case_id, agency_id)")
    return rewall(table, Allow("insert", "wb_app", check=check))


class Migration(migrations.Migration):
    dependencies = [("marac", "0085_recipients_know_their_agreement")]
    operations = [
        as_guard(SPEAKS),
        rewall("marac_earlysettlement", Allow("insert", "wb_app", check=PROPOSING)),
        judged("marac_earlysettlement", "update", SETTLEMENT),
        judged("marac_researchrequest", "update", REQUEST),
        judged("marac_attendance", "insert", f"new.accepted_at is null or {ACCEPTING}"),
        judged("marac_attendance", "update", only_if("accepted_at statement_id", ACCEPTING)),
        judged("marac_flagrequest", "update", FLAG),
        judged("marac_case", "update", CASE),
        judged("marac_agendaitem", "update", LISTED),
        judged("marac_meeting", "update", MEETING),
        judged("marac_participant", "update", "old.ended_at is null"),
        rewall(
            "marac_caseblock",
            Allow(
                "update",
                "wb_app",
                using=walls.seen("GUARDIAN", "marac_caseblock"),
                check=LIFTING,
                columns=("lifted_by_id", "updated_at"),
            ),
        ),
        *(voiced(f"marac_{name}") for name in ("contactattempt", "wish", "telling")),
    ]
