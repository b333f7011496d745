"""Who may put a referral into a queue, asked by a function.

The wall of the queues cannot ask the wall of the referrals, which itself asks the queues.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

ENTERING = """
create function sec.may_queue(referral uuid) returns boolean
  stable security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  select not (referral = any(sec.referrals_denied())) and exists (
    select 1 from public.referrals_referral r
    where r.id = referral and (
      r.submitted_by_id = sec.uid()
      or r.sent_by_id = any(sec.agencies())
      or exists (
        select 1 from public.referrals_queueentry e
        where e.referral_id = r.id and e.agency_id = any(sec.agencies())
          and (e.agreement_id is null or e.agreement_id = any(sec.agreements())))))
$$;
grant execute on function sec.may_queue(uuid) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_notices_respect_blocks")]
    operations = [
        as_guard(ENTERING),
        rewall(
            "referrals_queueentry",
            Allow(
                "insert",
                "wb_app",
                check="sent_here_by_id = (select sec.uid()) and sec.may_queue(referral_id)",
            ),
        ),
    ]
