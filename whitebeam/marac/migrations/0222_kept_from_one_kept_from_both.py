"""A case and the one that another of our panels made from it are kept from the same people.

Both are about one woman, and the package tells of the one what it tells of the other. So a case is
denied where the other is, whichever was blocked and whenever: its package, its transfer and what is
audited of it go with it. The blocks that stand are written on the new case too, where its coordinator
and guardians read them; the database takes no case on without them.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import as_guard, judged

arrivals = import_module("whitebeam.marac.migrations.0163_walls_of_arrivals")
HEAD = "security definer set search_path = pg_catalog, sec, pg_temp language sql"
# What was taken on until now is found by what both of its transfers say.
TAKEN = """
alter table marac_transfer no force row level security;
alter table marac_case no force row level security;
update marac_transfer t set taken_as_id = c.id
  from marac_transfer i join marac_case c on c.id = i.case_id
  where t.direction = 'OUT' and t.received_at is not null and i.direction = 'IN'
    and c.panel_id = t.to_panel_id and c.id <> t.case_id
    and i.sent_at = t.sent_at and i.received_at = t.received_at;
set constraints all immediate;
alter table marac_transfer force row level security;
alter table marac_case force row level security
"""
SAME = f"""
create function sec.marac_same_case(asked uuid[]) returns uuid[] stable {HEAD} as $$
  with recursive one(id) as (
    select unnest(asked)
    union
    select beside.id from one cross join lateral (
      select t.taken_as_id as id from public.marac_transfer t
      where t.case_id = one.id and t.taken_as_id is not null
      union all
      select t.case_id from public.marac_transfer t where t.taken_as_id = one.id
    ) beside
  )
  select array_agg(one.id) from one
$$;
create function sec.marac_blocks_arriving(asked uuid) returns setof public.marac_caseblock
stable {HEAD} as $$
  select b.* from public.marac_transfer t
  join public.marac_panel n on n.id = t.to_panel_id
  join public.marac_caseblock b on b.case_id = t.case_id and b.lifted_at is null
  where t.id = asked and t.direction = 'OUT' and t.received_at is null and t.cancelled_at is null
    and t.declined_at is null and t.case_id <> all((select sec.marac_denied())::uuid[])
    and n.coordinated_by_id = any((select sec.agencies_with('COORDINATE_MARAC'))::uuid[])
$$;
grant execute on function sec.marac_blocks_arriving(uuid) to wb_app
"""


def changed(function: str, *changes: tuple[str, str]) -> str:
    """Return what replaces these words of a function, each of which must be in it."""
    words = "".join(
        f"""
  if position($was${was}$was$ in now_is) = 0 then
    raise exception '{function} is not as it was';
  end if;
  now_is := replace(now_is, $was${was}$was$, $new${new}$new$);"""
        for was, new in changes
    )
    return f"""
do $do$
declare now_is text := pg_get_functiondef('{function}'::regprocedure);
begin{words}
  execute now_is;
end $do$
"""


DENIED = changed(
    "sec.marac_denied()",
    (
        "  perform sec.remember('marac_denied'",
        """  if denied <> '{}' then
    denied := sec.marac_same_case(denied);
  end if;
  perform sec.remember('marac_denied'""",
    ),
)
# Nobody is told of a case who is kept from the other.
UNTOLD = changed(
    "sec.keeps_marac_case_from(uuid, uuid)",
    ("b.case_id = thing", "b.case_id = any(sec.marac_same_case(array[thing]))"),
    ("p.case_id = thing", "p.case_id = any(sec.marac_same_case(array[thing]))"),
)
UNTOLD_OF_ACTIONS = changed(
    "sec.keeps_marac_action_from(uuid, uuid)",
    ("b.case_id = c.case_id", "b.case_id = any(sec.marac_same_case(array[c.case_id]))"),
)
TAKE_ON = changed(
    "sec.marac_take_on(uuid, uuid, text, timestamptz)",
    (
        "  update public.marac_transfer set received_at = at,",
        """  if exists (
    select 1 from public.marac_caseblock b where b.case_id = sent.case_id and b.lifted_at is null
      and not exists (select 1 from public.marac_caseblock n
        where n.case_id = taken and n.lifted_at is null
          and (n.user_id, n.team_id, n.agency_id) is not distinct from
              (b.user_id, b.team_id, b.agency_id)))
  then
    raise exception 'may not take this case on without its blocks' using errcode = '42501';
  end if;
  update public.marac_transfer set taken_as_id = taken, received_at = at,""",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("marac", "0221_what_was_taken_on_from_where")]
    operations = [
        migrations.RunSQL(TAKEN, migrations.RunSQL.noop),
        arrivals.guarded("marac_transfer", (*arrivals.RECEIVED, "taken_as_id")),
        # The database alone says which case was made from it.
        judged("marac_transfer", "insert", "new.taken_as_id is null"),
        as_guard(SAME),
        as_guard(DENIED),
        as_guard(UNTOLD),
        as_guard(UNTOLD_OF_ACTIONS),
        as_guard(TAKE_ON),
    ]
