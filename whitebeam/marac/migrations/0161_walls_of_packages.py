"""What was sent to another MARAC is read by whoever sent it and by whom it was sent to, alone.

Those who receive it never take part in the case. They are the coordinators of the panel that it
goes to, or one guest, by an access that names the package and whose code was given lately.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, judged, rewall, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
signing = import_module("whitebeam.marac.migrations.0086_each_signs_for_herself")
guests = import_module("whitebeam.marac.migrations.0081_walls_of_guests")
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
STANDS = """t.direction = 'OUT' and t.cancelled_at is null
    and t.case_id <> all((select sec.marac_denied())::uuid[])"""
TO_OUR_PANEL = """exists (select 1 from public.marac_panel n where n.id = t.to_panel_id
      and n.coordinated_by_id = any((select sec.agencies_with('COORDINATE_MARAC'))::uuid[]))"""
FUNCTIONS = f"""
create function sec.marac_packages_for_me() returns uuid[] {HEAD} as $$
  select coalesce(array_agg(k.id), '{{}}')
  from public.marac_package k join public.marac_transfer t on t.id = k.transfer_id
  where {STANDS} and ({TO_OUR_PANEL} or exists (
    select 1 from public.marac_guestaccess g where g.package_id = k.id
      and g.id::text = any((select sec.marac_keys('RESEARCHER'))::text[])))
$$;
create function sec.marac_transfers_for_me() returns uuid[] {HEAD} as $$
  select coalesce(array_agg(t.id), '{{}}') from public.marac_transfer t
  where {STANDS} and ({TO_OUR_PANEL} or exists (
    select 1 from public.marac_package k join public.marac_guestaccess g on g.package_id = k.id
    where k.transfer_id = t.id
      and g.id::text = any((select sec.marac_keys('RESEARCHER'))::text[])))
$$;
grant execute on function sec.marac_packages_for_me(), sec.marac_transfers_for_me() to wb_app
"""
FOR_ME = "any((select sec.marac_packages_for_me())::uuid[])"


def sent(table: str, column: str) -> str:
    """Return the condition that the reader sent this, or that it was sent to her."""
    own = walls.seen("COORDINATOR,IDVA", table)
    return f"({own}) or {column} = {FOR_ME}"


OF_ITS_CASE = """(package_id is null or exists (
  select 1 from marac_package k where k.id = marac_guestaccess.package_id
    and k.case_id = marac_guestaccess.case_id))"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0160_packages")]
    operations = [
        grant(("marac_transfer", "marac_package"), "select", "wb_sec"),
        rewall("marac_transfer", Allow("select", "wb_sec", using="id is not null")),
        wall("marac_package", Allow("select", "wb_sec", using="id is not null")),
        as_guard(FUNCTIONS),
        wall(
            "marac_package",
            Allow("select", "wb_app", using=sent("marac_package", "id")),
            Allow(
                "insert",
                "wb_app",
                check=walls.acted(
                    "COORDINATOR",
                    f"sent_by_id = {walls.ME}",
                    "opened_at is null",
                    "exists (select 1 from marac_transfer t where t.id = transfer_id"
                    " and t.case_id = marac_package.case_id)",
                ),
            ),
            Allow(
                "update",
                "wb_app",
                using=f"id = {FOR_ME}",
                check=f"id = {FOR_ME}",
                columns=("opened_at", "opened_by_id", "updated_at"),
            ),
        ),
        judged("marac_package", "update", signing.once_by_me("opened_at", "opened_by_id")),
        wall(
            "marac_packageitem",
            Allow("select", "wb_app", using=sent("marac_packageitem", "package_id")),
            Allow(
                "insert",
                "wb_app",
                check=walls.acted(
                    "COORDINATOR",
                    "exists (select 1 from marac_package k where k.id = package_id"
                    " and k.case_id = marac_packageitem.case_id)",
                ),
            ),
        ),
        rewall(
            "marac_transfer",
            Allow(
                "select",
                "wb_app",
                using="id = any((select sec.marac_transfers_for_me())::uuid[])",
                named="for_me",
            ),
        ),
        rewall(
            "marac_guestaccess",
            Allow(
                "insert",
                "wb_app",
                check=f"{guests.INVITING} and entered_with = '' and {OF_ITS_CASE}",
            ),
        ),
    ]
