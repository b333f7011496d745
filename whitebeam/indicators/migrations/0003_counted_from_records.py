"""What Whitebeam counts itself: numbers by district, of no one person, each with its definition.

One function for each, always of the same shape: from a first to a last day, the district (none where
it is not known), a number, and of how many. The definition is the function's own comment.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard, grant

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp"
SHAPE = "(first date, last date) returns table (area uuid, part numeric, whole numeric)"
WITHIN = "({} at time zone 'Europe/London')::date between first and last"

COUNTED = f"""
create function sec.count_referrals_sent{SHAPE} {HEAD} language sql as $$
  select r.area_id, count(*)::numeric, null::numeric
  from public.referrals_referral r
  where sec.keeps_figures() and {WITHIN.format("r.sent_at")} and r.state <> 'RECALLED'
  group by 1
$$;
comment on function sec.count_referrals_sent(date, date) is
  'Referrals sent in the period, whatever became of them; those taken back are left out.';

create function sec.count_referrals_accepted{SHAPE} {HEAD} language sql as $$
  select r.area_id, count(r.accepted_at)::numeric, count(*)::numeric
  from public.referrals_referral r
  where sec.keeps_figures() and {WITHIN.format("r.sent_at")} and r.state <> 'RECALLED'
  group by 1
$$;
comment on function sec.count_referrals_accepted(date, date) is
  'Referrals sent in the period that a service has accepted by the day of counting, of those sent.';

create function sec.count_waits_in_time{SHAPE} {HEAD} language sql as $$
  select null::uuid, (count(*) filter (where e.left_at <= e.due_at))::numeric, count(*)::numeric
  from public.referrals_queueentry e
  where sec.keeps_figures() and {WITHIN.format("e.left_at")} and e.left_how <> 'RECALLED'
$$;
comment on function sec.count_waits_in_time(date, date) is
  'Stays in a triage queue that ended in the period before their clock ran out, of those that ended.';

create function sec.count_waits_median{SHAPE} {HEAD} language sql as $$
  select null::uuid,
         round((percentile_cont(0.5) within group (
           order by extract(epoch from e.left_at - e.entered_at) / 3600))::numeric, 1),
         count(*)::numeric
  from public.referrals_queueentry e
  where sec.keeps_figures() and {WITHIN.format("e.left_at")} and e.left_how <> 'RECALLED'
$$;
comment on function sec.count_waits_median(date, date) is
  'Median hours from entering a queue to leaving it, of the stays that ended in the period.';

create function sec.count_unmet_need{SHAPE} {HEAD} language sql as $$
  select r.area_id, count(*)::numeric, null::numeric
  from public.referrals_statechange c
  join public.referrals_referral r on r.id = c.referral_id
  join public.referrals_reason w on w.id = c.reason_id and w.counts_as_unmet_need
  where sec.keeps_figures() and {WITHIN.format("c.at")}
    and c.after = 'DECLINED' and c.before <> 'DECLINED'
  group by 1
$$;
comment on function sec.count_unmet_need(date, date) is
  'Referrals declined in the period for a reason that the partnership counts as unmet need.';

grant execute on function sec.count_referrals_sent(date, date),
  sec.count_referrals_accepted(date, date), sec.count_waits_in_time(date, date),
  sec.count_waits_median(date, date), sec.count_unmet_need(date, date) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0002_walls"),
        ("referrals", "0012_held_means_this_referral"),
    ]
    operations = [
        grant(["referrals_reason"], "select", "wb_sec"),
        as_guard(COUNTED),
    ]
