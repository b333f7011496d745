"""A meeting that is moved moves the clock of what was asked for it and is not answered.

Whoever moves it may be kept from a case on its list: the database sets the clock of that one too,
and tells nothing.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, wall

COLUMNS = ("due_at", "version", "updated_at")
FUNCTION = """
create function sec.marac_move_research(asked uuid, due timestamptz) returns void volatile
security definer set search_path = pg_catalog, sec, pg_temp language plpgsql as $$
begin
  if not sec.marac_runs(asked) then
    raise exception 'may not move this meeting' using errcode = '42501';
  end if;
  update public.marac_researchrequest r
    set due_at = due, version = r.version + 1, updated_at = clock_timestamp()
    from public.marac_agendaitem i
    where i.meeting_id = asked and i.outcome = '' and not i.is_aside and i.case_id = r.case_id
      and r.answer = '' and r.withdrawn_at is null;
end $$;
grant execute on function sec.marac_move_research(uuid, timestamptz) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0224_the_database_knows_day_and_length")]
    operations = [
        grant(["marac_researchrequest"], f"update ({', '.join(COLUMNS)})", "wb_sec"),
        wall(
            "marac_researchrequest",
            Allow(
                "update",
                "wb_sec",
                using="id is not null",
                check="id is not null",
                columns=COLUMNS,
            ),
        ),
        as_guard(FUNCTION),
    ]
