"""What a stray statement could still do to referrals: undo a recall, turn a route.

Who held a referral before its sender took it back may not queue it again, nor call its stay by
another name. Routes are changed by whoever changes the partnership's settings.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard, judged

MAY_QUEUE = """
create or replace function sec.may_queue(referral uuid) returns boolean
  stable security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  select not (referral = any(sec.referrals_denied())) and exists (
    select 1 from public.referrals_referral r
    where r.id = referral and (
      r.submitted_by_id = sec.uid()
      or r.sent_by_id = any(sec.agencies())
      or exists (
        select 1 from public.referrals_queueentry e
        where e.referral_id = r.id and e.agency_id = any(sec.agencies())
          and e.left_how <> 'RECALLED'
          and (e.agreement_id is null or e.agreement_id = any(sec.agreements())))))
$$
"""
CONDITIONS = {
    ("referrals_queueentry", "update"): "old.left_how <> 'RECALLED' or new.left_how = 'RECALLED'",
    ("referrals_routingrule", "insert"): "sec.may_configure()",
    ("referrals_routingrule", "update"): "sec.may_configure()",
}


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0010_declines_are_counted"),
        ("people", "0009_what_ended_stays_ended"),
    ]
    operations = [
        migrations.RunSQL(
            "revoke insert, update on referrals_queue from wb_app", migrations.RunSQL.noop
        ),
        as_guard(MAY_QUEUE),
        *(judged(*place, condition) for place, condition in CONDITIONS.items()),
    ]
