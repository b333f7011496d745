"""Row-level security of referrals: sender and holder see; to the blocked it was never made."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, wall

MINE = "any((select sec.agencies())::uuid[])"
WRITING = "any((select sec.agencies_writing())::uuid[])"
GUARDED = "any((select sec.agencies_guarded())::uuid[])"
GUARDIAN = "array_length((select sec.agencies_guarded())::uuid[], 1) > 0"
ME = "(select sec.me())"
IN_AGREEMENT = "(agreement_id is null or agreement_id = any((select sec.agreements())::uuid[]))"
NOT_DENIED = "{referral} <> all((select sec.referrals_denied())::uuid[])"
HELD = f"""exists (select 1 from referrals_queueentry e where e.referral_id = {{referral}}
  and e.agency_id = {MINE} and e.left_how <> 'RECALLED'
  and (e.agreement_id is null or e.agreement_id = any((select sec.agreements())::uuid[])))"""
SEEN = f"""(sent_by_id = {MINE} or submitted_by_id = {ME}
  or {HELD.format(referral="referrals_referral.id")}
  or sent_by_id = {GUARDED} or held_by_id = {GUARDED})
  and {NOT_DENIED.format(referral="referrals_referral.id")}"""
OF_SEEN = "exists (select 1 from referrals_referral r where r.id = referral_id)"
OF_HELD = f"{HELD.format(referral='referral_id')} and {NOT_DENIED.format(referral='referral_id')}"
OF_ENTRY = "exists (select 1 from referrals_queueentry e where e.id = entry_id)"
CLOCK = "(select sec.process()) = any('{triage_clock,notices,documents}')"
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp"

GUARD = f"""
create function sec.referrals_denied() returns uuid[] {HEAD} language sql as $$
  select coalesce(array_agg(x.id), '{{}}') from (
    select b.referral_id as id from public.referrals_caseblock b
    where b.lifted_at is null
      and (b.user_id = sec.uid()
           or b.team_id = any(sec.teams())
           or b.agency_id = any(sec.agencies_writing()))
    union
    select p.referral_id from public.referrals_part p
    where p.person_id = any(sec.people_denied())
  ) x
$$;
grant execute on function sec.referrals_denied() to wb_app, wb_report, wb_broker;

-- The sender takes a referral back: the holder's way to its people ends with it. The sender has no
-- other right to the holder's involvement.
create function sec.withdraw_from_triage(referral uuid) returns void
  security definer set search_path = pg_catalog, sec, pg_temp language plpgsql as $$
begin
  if not exists (
    select 1 from public.referrals_referral r
    where r.id = referral and r.state in ('IN_TRIAGE', 'RETURNED', 'RECALLED')
      and (r.sent_by_id = any(sec.agencies()) or r.submitted_by_id = sec.me())
      and r.id <> all(sec.referrals_denied())
  ) then
    raise exception 'may not take this back' using errcode = '42501';
  end if;
  update public.people_involvement i set ended_at = clock_timestamp()
  from public.referrals_part p, public.referrals_queueentry e
  where p.referral_id = referral and e.referral_id = referral
    and i.person_id = p.person_id and i.agency_id = e.agency_id
    and i.capacity = 'TRIAGE' and i.ended_at is null;
end $$;
grant execute on function sec.withdraw_from_triage(uuid) to wb_app
"""

CHANGING = (
    "answers",
    "state",
    "risk",
    "is_unsafe_now",
    "needs",
    "area_id",
    "rule_id",
    "accepted_by_id",
    "accepted_at",
    "held_by_id",
    "next_due_at",
    "version",
    "updated_at",
)
CONFIGURED = [
    "referrals_formversion",
    "referrals_queue",
    "referrals_routingrule",
    "referrals_reason",
]


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_starting_tables"),
        ("people", "0002_walls"),
        ("directory", "0002_grants"),
    ]
    operations = [
        grant(CONFIGURED, "select", "wb_app", "wb_worker", "wb_report"),
        grant(["referrals_queue", "referrals_routingrule"], "insert, update", "wb_app"),
        grant(
            [
                "referrals_caseblock",
                "referrals_part",
                "referrals_referral",
                "referrals_queueentry",
            ],
            "select",
            "wb_sec",
        ),
        as_guard(GUARD),
        wall(
            "referrals_queueentry",
            Allow(
                "select",
                "wb_app",
                using=f"((agency_id = {MINE} and {IN_AGREEMENT}) or sender_id = {MINE}"
                f" or sent_here_by_id = {ME})"
                f" and {NOT_DENIED.format(referral='referral_id')}",
            ),
            Allow("insert", "wb_app", check=f"sent_here_by_id = {ME} and {OF_SEEN}"),
            Allow(
                "update",
                "wb_app",
                using=f"agency_id = {MINE} or sender_id = {MINE} or sent_here_by_id = {ME}",
                check=f"agency_id = {MINE} or sender_id = {MINE} or sent_here_by_id = {ME}",
                columns=("left_at", "left_how", "updated_at"),
            ),
            Allow("select", "wb_worker", using=CLOCK),
        ),
        wall(
            "referrals_referral",
            Allow("select", "wb_app", using=SEEN),
            Allow("insert", "wb_app", check=f"submitted_by_id = {ME} and sent_by_id = {WRITING}"),
            Allow("update", "wb_app", using=SEEN, check=SEEN, columns=CHANGING),
            Allow("select", "wb_worker", using=CLOCK),
        ),
        wall(
            "referrals_part",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=f"{OF_SEEN} and sec.may_add_to(person_id)"),
            Allow("select", "wb_sec", using="id is not null"),
        ),
        wall(
            "referrals_statechange",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=f"by_id = {ME} and {OF_SEEN}"),
        ),
        wall(
            "referrals_correction",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=f"by_id = {ME} and {OF_SEEN}"),
            Allow(
                "update", "wb_app", using=OF_HELD, check=OF_HELD, columns=("seen_at", "updated_at")
            ),
        ),
        wall(
            "referrals_handovernote",
            Allow("select", "wb_app", using=f"agency_id = {MINE} and {OF_SEEN}"),
            Allow("insert", "wb_app", check=f"by_id = {ME} and agency_id = {MINE} and {OF_HELD}"),
        ),
        wall(
            "referrals_transfer",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=f"sent_by_id = {ME} and {OF_HELD}"),
            Allow(
                "update",
                "wb_app",
                using=OF_HELD,
                check=OF_HELD,
                columns=(
                    "received_by_name",
                    "received_at",
                    "confirmed_by_id",
                    "cancelled_at",
                    "updated_at",
                ),
            ),
        ),
        wall(
            "referrals_caseblock",
            Allow("select", "wb_app", using=f"{GUARDIAN} and {OF_SEEN}"),
            Allow("insert", "wb_app", check=f"set_by_id = {ME} and {GUARDIAN}"),
            Allow(
                "update",
                "wb_app",
                using=GUARDIAN,
                check=GUARDIAN,
                columns=("lifted_at", "lifted_by_id", "lift_approved_by_id", "updated_at"),
            ),
            Allow("select", "wb_sec", using="id is not null"),
        ),
        wall(
            "referrals_claim",
            Allow("select", "wb_app", using=OF_ENTRY),
            Allow("insert", "wb_app", check=f"by_id = {ME} and {OF_ENTRY}"),
            Allow(
                "update",
                "wb_app",
                using=OF_ENTRY,
                check=OF_ENTRY,
                columns=("until", "ended_at", "ended_how", "updated_at"),
            ),
            Allow("select", "wb_worker", using=CLOCK),
            Allow(
                "update",
                "wb_worker",
                using=CLOCK,
                check=CLOCK,
                columns=("ended_at", "ended_how", "updated_at"),
            ),
        ),
        wall(
            "referrals_escalation",
            Allow("select", "wb_app", using=OF_ENTRY),
            Allow("select", "wb_worker", using=CLOCK),
            Allow("insert", "wb_worker", check=CLOCK),
        ),
        wall(
            "referrals_draft",
            Allow("select", "wb_app", using=f"writer_id = {ME}"),
            Allow("insert", "wb_app", check=f"writer_id = {ME} and agency_id = {WRITING}"),
            Allow("update", "wb_app", using=f"writer_id = {ME}", check=f"writer_id = {ME}"),
        ),
        wall(
            "referrals_document",
            Allow(
                "select",
                "wb_app",
                using=f"added_by_id = {ME} or (referral_id is not null and {OF_SEEN})",
            ),
            Allow("insert", "wb_app", check=f"added_by_id = {ME}"),
            Allow(
                "update",
                "wb_app",
                using=f"added_by_id = {ME}",
                check=f"added_by_id = {ME}",
                columns=("referral_id", "updated_at"),
            ),
            Allow("select", "wb_worker", using=CLOCK),
            Allow(
                "update",
                "wb_worker",
                using=CLOCK,
                check=CLOCK,
                columns=("state", "why_refused", "checked_at", "updated_at"),
            ),
        ),
        wall(
            "referrals_advicecontact",
            Allow("select", "wb_app", using=f"agency_id = {MINE}"),
            Allow("insert", "wb_app", check=f"by_id = {ME} and agency_id = {MINE}"),
            Allow(
                "update",
                "wb_app",
                using=f"agency_id = {MINE}",
                check=f"agency_id = {MINE}",
                columns=("advice", "referral_id", "updated_at"),
            ),
        ),
    ]
