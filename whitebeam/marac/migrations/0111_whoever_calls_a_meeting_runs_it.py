"""Whoever called a professionals' meeting opens and closes its case, if she works on it."""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
FUNCTION = """
create function sec.marac_called() returns uuid[] stable
security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  select coalesce(array_agg(m.id), '{}') from public.marac_meeting m
  where m.called_by_id = sec.me() and m.kind = 'PROFESSIONALS'
$$;
grant execute on function sec.marac_called() to wb_app
"""
CALLED = f"""meeting_id = any((select sec.marac_called())::uuid[])
  and {walls.seen(walls.WORKING, "marac_agendaitem")}"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0110_what_was_not_reached_is_put_off")]
    operations = [
        as_guard(FUNCTION),
        wall(
            "marac_agendaitem",
            Allow(
                "update",
                "wb_app",
                using=CALLED,
                check=CALLED,
                columns=("opened_at", "closed_at", "outcome", "version", "updated_at"),
                named="caller",
            ),
        ),
    ]
