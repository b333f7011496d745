"""Drafts stay with their agency, flags with theirs; guests open their own; the clock its few rows.

`sec.marac_receivers` names the agencies that read the papers of a case, for the ledger: whoever
shares must be able to say who received it, although the parts of others are hidden from them.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall, wall

ME = "(select sec.me())"
NOT_DENIED = "case_id <> all((select sec.marac_denied())::uuid[])"
CLOCK = "(select sec.process()) = 'marac_clock'"
COORDINATING = "coordinated_by_id = any((select sec.agencies_with('COORDINATE_MARAC'))::uuid[])"
IF_OF_CASE = f"(case_id is null or {NOT_DENIED})"
HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"


def part(table: str, capacities: str, more: str = "") -> str:
    """Return the condition that the reader takes part in the row's case in such a capacity."""
    return f"""exists (select 1 from marac_participant p where p.case_id = {table}.case_id
      and p.key = any((select sec.marac_keys('{capacities}'))::text[])
      and p.ended_at is null and (p.until is null or p.until > statement_timestamp())
      and (p.agreement_id is null or p.agreement_id = any((select sec.agreements())::uuid[]))
      {more}) and {NOT_DENIED}"""


def own_part(table: str, capacities: str) -> str:
    """Return the same, for the agency that the row names."""
    return part(table, capacities, f"and p.agency_id = {table}.agency_id")


OWN_DRAFT = own_part("marac_researchdraft", "RESEARCHER")
COORDINATED_FLAG = part("marac_flagrequest", "COORDINATOR")
OWN_FLAG = own_part("marac_flagrequest", "RESEARCHER,IDVA,CHAIR")
CHANGED_FLAG = f"({COORDINATED_FLAG}) or ({OWN_FLAG})"
GUEST = f"({COORDINATING} or user_id = {ME}) and {IF_OF_CASE}"
FUNCTIONS = f"""
create function sec.marac_receivers(asked uuid) returns uuid[] stable {HEAD} language sql as $$
  select coalesce(array_agg(distinct p.agency_id), '{{}}')
  from public.marac_participant p
  where p.case_id = asked
    and sec.marac_takes_part(asked, 'COORDINATOR,CHAIR,IDVA,RESEARCHER,REFERRER')
    and p.capacity <> 'REFERRER' and p.ended_at is null
    and (p.until is null or p.until > statement_timestamp())
    and (p.agreement_id is null or p.agreement_id = any(sec.agreements()))
$$;
create function sec.marac_withheld(asked uuid) returns table (agency uuid, number bigint)
  stable {HEAD} language sql as $$
  select i.agency_id, count(*) from public.marac_researchitem i
  where i.case_id = asked and i.is_withheld and i.removed_at is null
    and sec.marac_takes_part(asked, 'COORDINATOR,CHAIR,IDVA,RESEARCHER')
  group by 1
$$;
grant execute on function sec.marac_receivers(uuid), sec.marac_withheld(uuid) to wb_app
"""

# The clock tells agencies that they owe answers.
NOTICES = """
create policy wb_worker_select_marac on notices_notice for select to wb_worker
  using ((select sec.process()) = 'marac_clock');
create policy wb_worker_insert_marac on notices_notice for insert to wb_worker
  with check ((select sec.process()) = 'marac_clock')
"""


def clocked(table: str, *columns: str) -> migrations.RunSQL:
    """Return the clock's right to read a table, and to change these columns of it."""
    allowed = [Allow("select", "wb_worker", using=CLOCK)]
    if columns:
        allowed.append(
            Allow("update", "wb_worker", using=CLOCK, check=CLOCK, columns=(*columns, "updated_at"))
        )
    return rewall(table, *allowed)


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0010_drafts_guests_and_emergencies"),
        ("notices", "0004_posting_says_when_to_try_again"),
    ]
    operations = [
        rewall("marac_researchitem", Allow("select", "wb_sec", using="id is not null")),
        as_guard(FUNCTIONS),
        migrations.RunSQL(NOTICES, migrations.RunSQL.noop),
        wall(
            "marac_researchdraft",
            Allow("select", "wb_app", using=OWN_DRAFT),
            Allow("insert", "wb_app", check=f"by_id = {ME} and sec.marac_answers(request_id)"),
            Allow(
                "update",
                "wb_app",
                using=OWN_DRAFT,
                check=f"by_id = {ME} and sec.marac_answers(request_id)",
                columns=("answers", "by_id", "version", "updated_at"),
            ),
        ),
        wall(
            "marac_guestaccess",
            Allow("select", "wb_app", using=GUEST),
            Allow(
                "insert",
                "wb_app",
                check=f"invited_by_id = {ME} and {COORDINATING}"
                " and (case_id is null or sec.marac_takes_part(case_id, 'COORDINATOR'))",
            ),
            Allow(
                "update",
                "wb_app",
                using=GUEST,
                check=GUEST,
                columns=(
                    "until",
                    "words_hash",
                    "wrong_words",
                    "entered_at",
                    "ended_at",
                    "updated_at",
                ),
            ),
        ),
        rewall(
            "marac_flagrequest",
            Allow(
                "update",
                "wb_app",
                using=CHANGED_FLAG,
                check=CHANGED_FLAG,
                columns=(
                    "until",
                    "flagged_at",
                    "flagged_by_id",
                    "removal_asked_at",
                    "removed_at",
                    "removed_by_id",
                    "updated_at",
                ),
            ),
        ),
        clocked("marac_case", "state", "version"),
        clocked("marac_researchrequest", "chased_at"),
        clocked("marac_flagrequest", "removal_asked_at"),
        clocked("marac_agendaitem"),
        clocked("marac_meeting"),
        rewall("marac_statechange", Allow("insert", "wb_worker", check=CLOCK)),
    ]
