"""The wall of sharing asks what the page asked: whether the agreement covers risk between the two.

And a document comes in as held: only the process that checks documents says that one is clean.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

ME = "(select sec.me())"
OF_MY_DRAFT = (
    "exists (select 1 from risk_assessment a where a.id = assessment_id"
    f" and a.by_id = {ME} and a.discarded_at is null and a.state = 'DRAFT')"
)
SEEING = (
    "any((select sec.agencies_with('ASSESS_RISK,SUPPORT_VICTIMS,TRIAGE_REFERRALS,REFER_TO_MARAC,"
    "ASSIGN_REFERRALS'))::uuid[])"
)
GUARD = """
create function sec.risk_is_covered(agreement uuid, giver uuid, receiver uuid) returns boolean
stable security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  select exists (
    select 1 from public.partners_sharingagreement a
    join public.partners_agreementparty g
      on g.agreement_id = a.id and g.agency_id = giver and g.gives
    join public.partners_agreementparty r
      on r.agreement_id = a.id and r.agency_id = receiver and r.receives
    where a.id = agreement and a.id = any(sec.agreements()) and 'F6' = any(a.categories))
$$;
grant execute on function sec.risk_is_covered(uuid, uuid, uuid) to wb_app
"""
SHARING = f"""by_id = {ME} and shared_by_agency_id = {SEEING}
  and sec.may_share(assessment_id, shared_by_agency_id)
  and sec.risk_is_covered(agreement_id, shared_by_agency_id, agency_id)"""
HELD = f"added_by_id = {ME} and {OF_MY_DRAFT} and state = 'HELD' and checked_at is null"


class Migration(migrations.Migration):
    dependencies = [("risk", "0004_the_check_stands_apart"), ("partners", "0007_agencies_by_duty")]
    operations = [
        as_guard(GUARD),
        rewall("risk_shared", Allow("insert", "wb_app", check=SHARING)),
        rewall("risk_resultdocument", Allow("insert", "wb_app", check=HELD)),
    ]
