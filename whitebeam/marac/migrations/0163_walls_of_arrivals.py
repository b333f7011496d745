"""What goes from one of our panels to another is taken on, asked about or declined by those there.

They never take part in the case that it comes from: one function says there that they have it. The
origin that lists show is taken from what was recorded.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, Only, as_guard, bound, judged, rewall, wall

walls = import_module("whitebeam.marac.migrations.0003_walls")
signing = import_module("whitebeam.marac.migrations.0086_each_signs_for_herself")
HEAD = "security definer set search_path = pg_catalog, sec, pg_temp language plpgsql"
HERE = "cardinality((select sec.agencies_with('COORDINATE_MARAC'))::uuid[]) > 0"
ARRIVES = f"""to_panel_id is not null and {HERE}
  and id = any((select sec.marac_transfers_for_me())::uuid[])"""
NOTED = f"""({walls.seen("COORDINATOR", "marac_transfernote")})
  or {HERE} and transfer_id = any((select sec.marac_transfers_for_me())::uuid[])"""
RECEIVED = ("received_at", "received_by_name", "confirmed_by_id", "updated_at")
FUNCTION = f"""
create function sec.marac_take_on(asked uuid, taken uuid, called text, at timestamptz) returns void
volatile {HEAD} as $$
declare sent record;
begin
  select t.case_id, n.coordinated_by_id into sent
  from public.marac_transfer t
  join public.marac_panel n on n.id = t.to_panel_id
  join public.marac_case c on c.id = taken and c.panel_id = n.id and c.referred_by_id = sec.me()
  where t.id = asked and t.direction = 'OUT' and t.received_at is null and t.cancelled_at is null
    and t.declined_at is null and t.case_id <> all(sec.marac_denied())
    and n.coordinated_by_id = any(sec.agencies_with('COORDINATE_MARAC'))
  for update of t;
  if not found then
    raise exception 'may not take this case on' using errcode = '42501';
  end if;
  update public.marac_transfer set received_at = at, received_by_name = called,
    confirmed_by_id = sec.me(), updated_at = clock_timestamp() where id = asked;
  update public.marac_case set state = 'TRANSFERRED', version = version + 1,
    updated_at = clock_timestamp() where id = sent.case_id and state = 'TRANSFER_SENT';
  insert into public.marac_statechange
    (id, created_at, updated_at, case_id, before, after, by_id, agency_id, at, reason)
    values (gen_random_uuid(), clock_timestamp(), clock_timestamp(), sent.case_id,
      'TRANSFER_SENT', 'TRANSFERRED', sec.me(), sent.coordinated_by_id, at, '');
  update public.marac_flagrequest set until = (at at time zone 'Europe/London')::date,
    updated_at = clock_timestamp()
    where case_id = sent.case_id and removed_at is null
      and until > (at at time zone 'Europe/London')::date;
end $$;
grant execute on function sec.marac_take_on(uuid, uuid, text, timestamptz) to wb_app
"""
# Whoever declined a move has said that it is not hers to read.
packages = import_module("whitebeam.marac.migrations.0161_walls_of_packages")
NOT_DECLINED = (
    packages.FUNCTIONS.partition("create function sec.marac_transfers_for_me")[0]
    .replace("create function", "create or replace function")
    .replace(packages.STANDS, f"{packages.STANDS} and t.declined_at is null")
)
# A notice names the move: to whom its case is denied, the notice is too.
DENIED = """
create function sec.marac_transfers_denied() returns uuid[] stable security definer
set search_path = pg_catalog, sec, pg_temp language sql as $$
  select coalesce(array_agg(t.id), '{}') from public.marac_transfer t
  where t.case_id = any((select sec.marac_denied())::uuid[])
$$;
grant execute on function sec.marac_transfers_denied() to wb_app
"""
NOT_OF_DENIED = "about_id <> all((select sec.marac_transfers_denied())::uuid[])"
COORDINATES = signing.takes("COORDINATOR")
MOVING = " and ".join(
    (
        signing.once_by_me("declined_at", "declined_by_id", "old.received_at is null"),
        signing.only_if("declined_why", "old.declined_at is null"),
        signing.only_if("received_at received_by_name confirmed_by_id chased_at", COORDINATES),
        signing.only_if("cancelled_at their_idva handed_over_at", COORDINATES),
    )
)
ORIGINS = """
alter table marac_agendaitem no force row level security;
alter table marac_transfer no force row level security;
update marac_agendaitem i set from_marac = t.other_marac from marac_transfer t
  where t.case_id = i.case_id and t.direction = 'IN';
set constraints all immediate;
alter table marac_agendaitem force row level security;
alter table marac_transfer force row level security
"""


def guarded(table, columns):
    """Let the security functions change these columns."""
    changed = "id is not null"
    return rewall(table, Allow("update", "wb_sec", using=changed, check=changed, columns=columns))


class Migration(migrations.Migration):
    dependencies = [("marac", "0162_arrivals")]
    operations = [
        guarded("marac_transfer", RECEIVED),
        guarded("marac_flagrequest", ("until", "updated_at")),
        rewall("marac_flagrequest", Allow("select", "wb_sec", using="id is not null")),
        as_guard(FUNCTION),
        as_guard(DENIED),
        as_guard(NOT_DECLINED.strip().removesuffix(";")),
        bound(
            "notices_notice",
            Only("select", "wb_app", using=NOT_OF_DENIED, named="not_of_a_denied_move"),
            Only("update", "wb_app", using=NOT_OF_DENIED, named="not_of_a_denied_move"),
        ),
        rewall(
            "marac_transfer",
            Allow(
                "update",
                "wb_app",
                using=ARRIVES,
                check=ARRIVES,
                columns=("declined_at", "declined_by_id", "declined_why", "updated_at"),
                named="for_me",
            ),
        ),
        judged("marac_transfer", "update", MOVING),
        wall(
            "marac_transfernote",
            Allow("select", "wb_app", using=NOTED),
            Allow(
                "insert",
                "wb_app",
                check=f"""by_id = {walls.ME}
                  and agency_id = any((select sec.agencies_with('COORDINATE_MARAC'))::uuid[])
                  and exists (select 1 from marac_transfer t where t.id = transfer_id
                    and t.case_id = marac_transfernote.case_id)""",
            ),
        ),
        migrations.RunSQL(ORIGINS, migrations.RunSQL.noop),
        migrations.RunSQL(
            "grant update (from_marac) on marac_agendaitem to wb_app", migrations.RunSQL.noop
        ),
    ]
