"""Earlier cases of the same person harmed, with how sure their pair is, and who reads what was found.

Whoever coordinates is told of each earlier case whether the records of the two people are the same,
only look alike, or are of somebody else, so that the rule can be asked of the true pair. What was
found names the earlier case, so it is kept from whoever that case is kept from.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
ME = walls.ME
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
MAY = "cardinality(sec.agencies_with('COORDINATE_MARAC,VIEW_MARAC_FIGURES')) > 0"
FOUND = f"""{walls.seen("COORDINATOR,CHAIR", "marac_repeatfinding")}
  and (earlier_id is null or {walls.not_denied("earlier_id")})
  and (worked_out_id is null or {walls.not_denied("worked_out_id")})"""
OF_EARLIER = "({0} is null or sec.marac_takes_part({0}, 'COORDINATOR'))"

EARLIER = f"""
drop function if exists sec.marac_earlier(uuid);
create function sec.marac_plays_in_both(asked uuid, other uuid, wanted text) returns boolean
{HEAD} as $$
  select exists (
    select 1 from public.marac_caseperson v
    join public.marac_caseperson w on w.case_id = other and w.part = wanted
      and sec.marac_same_people(v.person_id, w.person_id)
    where v.case_id = asked and v.part = wanted)
$$;
create function sec.marac_earlier_of_her(asked uuid)
  returns table (case_id uuid, her text, him text) {HEAD} as $$
  select c.id,
    case when sec.marac_plays_in_both(asked, c.id, 'VICTIM') then 'SAME' else 'ALIKE' end,
    case when sec.marac_plays_in_both(asked, c.id, 'PERPETRATOR') then 'SAME'
         when c.id in (select sec.marac_candidates(asked, 'PERPETRATOR')) then 'ALIKE'
         else 'OTHER' end
  from public.marac_case c
  join public.marac_case this on this.id = asked and c.referred_at < this.referred_at
  where sec.marac_takes_part(asked, 'COORDINATOR')
    and c.id in (select sec.marac_candidates(asked, 'VICTIM'))
    and sec.marac_takes_part(c.id, 'COORDINATOR')
$$;
create function sec.marac_repeats_counted(since timestamptz, until timestamptz)
  returns table (found bigint, decided bigint, otherwise bigint) {HEAD} as $$
  select count(f.worked_out_id), count(f.earlier_id),
    count(*) filter (where f.worked_out_id is distinct from f.earlier_id)
  from public.marac_repeatfinding f
  where {MAY} and f.at >= since and f.at < until and f.case_id <> all(sec.marac_denied())
$$;
revoke execute on function sec.marac_plays_in_both(uuid, uuid, text) from public;
grant execute on function sec.marac_earlier_of_her(uuid) to wb_app;
grant execute on function sec.marac_repeats_counted(timestamptz, timestamptz) to wb_app, wb_report
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0130_what_happened_last")]
    operations = [
        grant(["marac_repeatfinding"], "select", "wb_sec"),
        wall(
            "marac_repeatfinding",
            Allow("select", "wb_app", using=FOUND),
            Allow(
                "insert",
                "wb_app",
                check=walls.acted(
                    "COORDINATOR",
                    f"by_id = {ME}",
                    OF_EARLIER.format("earlier_id"),
                    OF_EARLIER.format("worked_out_id"),
                ),
            ),
            Allow("select", "wb_sec", using="id is not null"),
        ),
        as_guard(EARLIER),
        migrations.RunSQL(
            "grant update (event_kind, event_on) on marac_case to wb_app", migrations.RunSQL.noop
        ),
    ]
