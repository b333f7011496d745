"""Sharing asks a function: a policy of sharing that asks the assessments would ask itself."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

SEEING = (
    "any((select sec.agencies_with('ASSESS_RISK,SUPPORT_VICTIMS,TRIAGE_REFERRALS,REFER_TO_MARAC,"
    "ASSIGN_REFERRALS'))::uuid[])"
)
ME = "(select sec.me())"
IN_FORCE = "any((select sec.agreements())::uuid[])"
MAY = f"shared_by_agency_id = {SEEING} and sec.may_share(assessment_id, shared_by_agency_id)"
NOT_DENIED = "assessment_id <> all((select sec.assessments_denied())::uuid[])"

GUARD = """
create function sec.may_share(assessment uuid, by_agency uuid) returns boolean
stable security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  select exists (
    select 1 from public.risk_assessment a
    where a.id = assessment and a.agency_id = by_agency and a.state <> 'DRAFT'
      and a.id <> all(sec.assessments_denied()) and sec.may_add_to(a.victim_id))
$$;
grant execute on function sec.may_share(uuid, uuid) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("risk", "0002_walls")]
    operations = [
        as_guard(GUARD),
        rewall(
            "risk_shared",
            Allow(
                "insert",
                "wb_app",
                check=f"by_id = {ME} and agreement_id = {IN_FORCE} and {MAY}",
            ),
            Allow(
                "update",
                "wb_app",
                using=f"shared_by_agency_id = {SEEING} and {NOT_DENIED}",
                check=MAY,
                columns=("ended_at", "updated_at"),
            ),
        ),
    ]
