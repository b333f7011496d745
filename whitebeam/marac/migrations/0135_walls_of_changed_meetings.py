"""A meeting that is cancelled puts every case back, and a coordinator knows what is taken of a list.

Whoever cancels may be kept from a case: the database puts it back and tells nothing. Of a list that
she coordinates she learns the minutes that are taken, so that it is not over-booked, and no more.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
before = import_module("whitebeam.marac.migrations.0110_what_was_not_reached_is_put_off")
ME = walls.ME
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
CALL_OFF = (
    before.FUNCTION.replace("marac_put_off", "marac_call_off")
    .replace("'NOT_REACHED'", "'CALLED_OFF'")
    .replace("'not_reached'", "'called_off'")
    .replace("may not run this meeting", "may not cancel this meeting")
)
TAKEN = f"""
create function sec.marac_minutes_taken(asked uuid[])
  returns table (meeting_id uuid, minutes int) {HEAD} as $$
  select m.id, sum(i.minutes)::int
  from public.marac_meeting m
  join public.marac_agendaitem i on i.meeting_id = m.id and i.outcome in ('', 'HEARD')
  where m.id = any(asked) and m.kind = 'PANEL'
    and m.coordinated_by_id = any(sec.agencies_with('COORDINATE_MARAC'))
  group by m.id
$$;
grant execute on function sec.marac_minutes_taken(uuid[]) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0134_meetings_change")]
    operations = [
        wall(
            "marac_meetingchange",
            Allow("select", "wb_app", using=walls.OF_MEETING),
            Allow("insert", "wb_app", check=f"by_id = {ME} and sec.marac_runs(meeting_id)"),
        ),
        as_guard(CALL_OFF),
        as_guard(TAKEN),
    ]
