"""Who may add to a person involves the own agency, or another under an agreement that covers it.

Without this a stray statement could open her record to any agency, with no agreement named. The
partnership's own triage takes a referral that no paper covers: a missing paper must not stop help.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, rewall

UNDER_AGREEMENT = """exists (
    select 1 from partners_sharingagreement g
    join partners_agreementparty gives on gives.agreement_id = g.id and gives.gives
      and gives.agency_id = any((select sec.agencies_writing())::uuid[])
    join partners_agreementparty receives on receives.agreement_id = g.id and receives.receives
      and receives.agency_id = people_involvement.agency_id
    where g.id = people_involvement.agreement_id
      and people_involvement.purpose = any(g.purposes)
      and sec.today() between g.starts_on and g.ends_on)"""
PARTNERSHIP_TRIAGE = """capacity = 'TRIAGE' and exists (
    select 1 from partners_agency a where a.id = people_involvement.agency_id
      and a.kind = 'PARTNERSHIP_TEAM' and a.status = 'ACTIVE')"""
INVOLVING = f"""added_by_id = (select sec.uid()) and sec.may_add_to(person_id)
  and (agency_id = any((select sec.agencies_writing())::uuid[]) or {UNDER_AGREEMENT}
    or {PARTNERSHIP_TRIAGE})"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0011_earlier_births_are_kept"),
        ("partners", "0007_agencies_by_duty"),
    ]
    operations = [
        rewall("people_involvement", Allow("insert", "wb_app", check=INVOLVING)),
    ]
