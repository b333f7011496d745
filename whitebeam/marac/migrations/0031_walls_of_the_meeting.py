"""Walls of signed minutes and of conflicts; and a bell that says that a meeting has changed.

An agency reads its own copy of the minutes; only those who coordinate or chair read them whole. The
bell carries the meeting's id and nothing else: whoever hears it asks through the walls what there
is for them to see.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, rewall, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
EVERYONE, ME = walls.EVERYONE, walls.ME
HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"
OWN_COPY = walls.part(
    EVERYONE, "marac_minutescopy.case_id", "and p.agency_id = marac_minutescopy.agency_id"
)
WHOLE = walls.part("COORDINATOR,CHAIR", "marac_minutescopy.case_id")
COPY = f"({OWN_COPY} or {WHOLE}) and {walls.not_denied()}"
DECLARED = f"""user_id = {ME} and noted_by_id is null
    and sec.marac_takes_part(case_id, '{EVERYONE}')
  or noted_by_id = {ME} and sec.marac_takes_part(case_id, 'COORDINATOR,CHAIR')"""

FUNCTIONS = f"""
-- The next case can always be opened: a case that its opener cannot see is set aside.
create function sec.marac_set_aside(asked uuid) returns void volatile {HEAD} language plpgsql as $$
begin
  if not sec.marac_runs(asked) then
    raise exception 'may not run this meeting' using errcode = '42501';
  end if;
  update public.marac_agendaitem set closed_at = clock_timestamp(), updated_at = clock_timestamp()
    where meeting_id = asked and opened_at is not null and closed_at is null;
end $$;

create function sec.marac_block_rings() returns trigger volatile {HEAD} language plpgsql as $$
begin
  perform pg_notify('whitebeam_meeting', i.meeting_id::text)
    from public.marac_agendaitem i where i.case_id = new.case_id;
  return new;
end $$;

grant execute on function sec.marac_set_aside(uuid) to wb_app;
grant execute on function sec.marac_block_rings() to wb_owner
"""
RINGING = """
create function marac_meeting_changed() returns trigger
  set search_path = public, pg_temp language plpgsql as $$
begin
  perform pg_notify('whitebeam_meeting', new.meeting_id::text);
  return new;
end $$;
create function marac_meeting_moved() returns trigger
  set search_path = public, pg_temp language plpgsql as $$
begin
  perform pg_notify('whitebeam_meeting', new.id::text);
  return new;
end $$;
create trigger rings after insert or update on marac_entry
  for each row execute function marac_meeting_changed();
create trigger rings after insert or update on marac_agendaitem
  for each row execute function marac_meeting_changed();
create trigger rings after insert or update on marac_attendance
  for each row execute function marac_meeting_changed();
create trigger rings after insert or update on marac_minutes
  for each row execute function marac_meeting_changed();
create trigger rings after update on marac_meeting
  for each row execute function marac_meeting_moved();
create trigger rings after insert or update on marac_caseblock
  for each row execute function sec.marac_block_rings()
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0030_signed_minutes")]
    operations = [
        wall(
            "marac_minutes",
            Allow("select", "wb_app", using=walls.seen("COORDINATOR,CHAIR", "marac_minutes")),
            Allow("insert", "wb_app", check=walls.acted("CHAIR", f"signed_by_id = {ME}")),
        ),
        wall(
            "marac_minutescopy",
            Allow("select", "wb_app", using=COPY),
            Allow("insert", "wb_app", check=walls.acted("CHAIR")),
        ),
        rewall("marac_conflictdeclaration", Allow("insert", "wb_app", check=DECLARED)),
        grant(["marac_agendaitem"], "update (signed_at)", "wb_app"),
        grant(["marac_agendaitem"], "update (closed_at, updated_at)", "wb_sec"),
        wall(
            "marac_agendaitem",
            Allow(
                "update",
                "wb_sec",
                using="id is not null",
                check="id is not null",
                columns=("closed_at", "updated_at"),
            ),
        ),
        as_guard(FUNCTIONS),
        migrations.RunSQL(RINGING, migrations.RunSQL.noop),
    ]
