"""A meeting is run by those who coordinate or chair its panel today, and by nobody who once did.

Whoever planned a panel's meetings, or was named chair of one, ran it for ever, after every duty had
ended; whoever called a professionals' meeting kept its row when the case was closed to her.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, Only, as_guard, bound, rewall

walls = import_module("whitebeam.marac.migrations.0003_walls")
ME, COORDINATING = walls.ME, walls.COORDINATING
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
WORKING = f"sec.marac_takes_part(i.case_id, '{walls.WORKING}')"
FUNCTIONS = f"""
create or replace function sec.marac_called() returns uuid[] {HEAD} as $$
  select coalesce(array_agg(m.id), '{{}}') from public.marac_meeting m
  where m.called_by_id = sec.me() and m.kind = 'PROFESSIONALS' and exists (
    select 1 from public.marac_agendaitem i where i.meeting_id = m.id and {WORKING})
$$;
create or replace function sec.marac_runs(asked uuid) returns boolean {HEAD} as $$
  select exists (
    select 1 from public.marac_meeting m join public.marac_panel n on n.id = m.panel_id
    where m.id = asked and case m.kind
      when 'PANEL' then m.coordinated_by_id = any(sec.agencies_with('COORDINATE_MARAC'))
        or n.chaired_by_id = any(sec.agencies_with('CHAIR_MARAC'))
      else (m.called_by_id = sec.me()
            or m.coordinated_by_id = any(sec.agencies_with('COORDINATE_MARAC')))
        and exists (select 1 from public.marac_agendaitem i
                    where i.meeting_id = m.id and {WORKING})
      end)
$$
"""
CHAIRING = """exists (select 1 from marac_panel n where n.id = panel_id
    and n.chaired_by_id = any((select sec.agencies_with('CHAIR_MARAC'))::uuid[]))"""
CALLED = "id = any((select sec.marac_called())::uuid[])"
RUN = f"""kind = 'PANEL' and ({COORDINATING} or {CHAIRING})
  or kind = 'PROFESSIONALS' and {COORDINATING} or {CALLED}"""
READ = """kind = 'PANEL'
  or exists (select 1 from marac_agendaitem i where i.meeting_id = marac_meeting.id)"""
MEETING = f"""kind = 'PANEL' and ((select sec.marac_works()) or {COORDINATING})
  or exists (select 1 from marac_agendaitem i where i.meeting_id = marac_meeting.id)"""
RUN_ATTENDANCE_READ = f"""user_id = {ME} or exists (
  select 1 from marac_meeting where marac_meeting.id = meeting_id and ({RUN}))"""
COLUMNS = (
    *("state", "starts_at", "minutes", "place", "cut_off_at", "research_due_at"),
    *("chair_id", "statement_id", "began_at", "ended_at", "signed_at"),
    *("signed_by_id", "version", "updated_at"),
)
SEAT = (
    *("role", "apologised_at", "has_sent_information", "statement_id"),
    *("accepted_at", "joined_at", "left_at", "updated_at"),
)


class Migration(migrations.Migration):
    dependencies = [("marac", "0112_talks_beside_the_list_are_no_discussions")]
    operations = [
        as_guard(FUNCTIONS),
        migrations.RunSQL(
            "drop policy wb_app_update_only_those_read on marac_meeting", migrations.RunSQL.noop
        ),
        bound("marac_meeting", Only("update", "wb_app", using=READ, named="those_read")),
        rewall(
            "marac_meeting",
            Allow("select", "wb_app", using=MEETING),
            Allow("update", "wb_app", using=RUN, check=RUN, columns=COLUMNS),
        ),
        rewall(
            "marac_attendance",
            Allow(
                "update",
                "wb_app",
                using=RUN_ATTENDANCE_READ,
                check=walls.RUN_ATTENDANCE,
                columns=SEAT,
            ),
        ),
    ]
