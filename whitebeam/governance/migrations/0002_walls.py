"""Row-level security of groups: private to those who sit in a group, public by decision only.

Who sits where is known to everybody who works here, which a guest does not. Meetings, papers and minutes are read by those
who sit in the group and by those who keep groups; others read what was made public, papers once the
pack was sent, minutes and decisions once they were signed. Numbered pages are only added.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, judged, wall

ME = "(select sec.me())"
KEEPS = "array_length((select sec.agencies_with('KEEP_GROUPS'))::uuid[], 1) > 0"
WORKS_HERE = "(select sec.works_here())"
SAT_IN = "any((select sec.groups_sat_in())::uuid[])"
INSIDE = f"(group_id = {SAT_IN} or {KEEPS})"
HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"


def of_meeting(table: str) -> str:
    """Return the condition that the reader sits in, or keeps, the group of this row's meeting."""
    return f"""exists (select 1 from governance_meeting m where m.id = {table}.meeting_id
      and (m.group_id = {SAT_IN} or {KEEPS}))"""


def of_item(table: str) -> str:
    """Return the same of this row's item."""
    return f"""exists (select 1 from governance_item i
      join governance_meeting m on m.id = i.meeting_id where i.id = {table}.item_id
      and (m.group_id = {SAT_IN} or {KEEPS}))"""


def public_item(table: str, *, when: str) -> str:
    """Return the condition that this row's item is public and its meeting has come so far."""
    return f"""exists (select 1 from governance_item i
      join governance_meeting m on m.id = i.meeting_id where i.id = {table}.item_id
      and i.label = 'PUBLIC' and m.{when} is not null and {WORKS_HERE})"""


SETS = f"""
create function sec.groups_sat_in() returns uuid[] volatile {HEAD} language plpgsql as $$
declare
  kept text := sec.recall('groups_sat_in');
begin
  if kept is null then
    select sec.remember('groups_sat_in', coalesce(array_agg(distinct s.group_id), '{{}}')::text)
      into kept
      from public.governance_sitting t
      join public.governance_seat s on s.id = t.seat_id and s.ended_on is null
      where t.user_id = sec.me() and t.starts_on <= sec.today()
        and (t.ends_on is null or t.ends_on >= sec.today())
        and array_length(sec.agencies_with('SIT_IN_GROUPS'), 1) > 0;
  end if;
  return kept::uuid[];
end $$;
create function sec.works_here() returns boolean volatile {HEAD} language sql as $$
  select jsonb_array_length(sec.works()) > 0
$$;
create function sec.meetings_public() returns uuid[] stable {HEAD} language sql as $$
  select coalesce(array_agg(distinct m.id), '{{}}') from public.governance_meeting m
  join public.governance_item i on i.meeting_id = m.id and i.label = 'PUBLIC'
  where m.pack_sent_at is not null and sec.works_here()
$$;
create function sec.actions_of_groups() returns uuid[] stable {HEAD} language sql as $$
  select coalesce(array_agg(g.action_id), '{{}}') from public.governance_agreedaction g
  join public.governance_item i on i.id = g.item_id
  join public.governance_meeting m on m.id = i.meeting_id
  where m.group_id = any(sec.groups_sat_in())
    or array_length(sec.agencies_with('KEEP_GROUPS'), 1) > 0
$$;
create function sec.meeting_is_open(meeting uuid) returns boolean stable {HEAD} language sql as $$
  select exists (select 1 from public.governance_meeting m
    where m.id = meeting and m.signed_at is null)
$$;
create function sec.item_is_open(item uuid) returns boolean stable {HEAD} language sql as $$
  select exists (select 1 from public.governance_item i
    join public.governance_meeting m on m.id = i.meeting_id
    where i.id = item and m.signed_at is null)
$$;
create function sec.sits_in(seat uuid) returns boolean stable {HEAD} language sql as $$
  select exists (select 1 from public.governance_sitting t
    where t.seat_id = seat and t.user_id = sec.me() and t.starts_on <= sec.today()
      and (t.ends_on is null or t.ends_on >= sec.today()))
$$;
grant execute on function sec.groups_sat_in(), sec.meetings_public(), sec.actions_of_groups(),
  sec.meeting_is_open(uuid), sec.item_is_open(uuid), sec.sits_in(uuid), sec.works_here() to wb_app
"""
READ_BY_GUARD = ("sitting", "meeting", "item", "agreedaction")


def read_by_guard(name: str) -> migrations.RunSQL:
    """Return the right of the security functions to read this table."""
    return wall(f"governance_{name}", Allow("select", "wb_sec", using="id is not null"))


def kept(table: str, inside: str, *, by: str, more: str = "", open_to: str = "") -> list[Allow]:
    """Return what is read inside the group, and perhaps by others, and added by who keeps groups."""
    seen = f"({inside}) or ({open_to})" if open_to else inside
    return [
        Allow("select", "wb_app", using=seen),
        Allow(
            "insert", "wb_app", check=f"{by} = {ME} and {KEEPS}" + (f" and {more}" if more else "")
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0001_starting_tables"),
        ("actions", "0002_walls"),
        ("partners", "0007_agencies_by_duty"),
    ]
    operations = [
        grant(["governance_charter", "governance_seat"], "select", "wb_app", "wb_sec", "wb_worker"),
        *(read_by_guard(name) for name in READ_BY_GUARD),
        as_guard(SETS),
        wall(
            "governance_sitting",
            Allow("select", "wb_app", using=WORKS_HERE),
            Allow("insert", "wb_app", check=f"added_by_id = {ME} and {KEEPS}"),
            Allow("update", "wb_app", using=KEEPS, check=KEEPS, columns=("ends_on", "updated_at")),
        ),
        wall(
            "governance_meeting",
            *kept(
                "governance_meeting",
                INSIDE,
                by="added_by_id",
                open_to="id = any((select sec.meetings_public())::uuid[])",
            ),
            Allow(
                "update",
                "wb_app",
                using=KEEPS,
                check=f"{KEEPS} and (signed_by_id is null or signed_by_id = {ME})",
                columns=("place", "pack_sent_at", "signed_at", "signed_by_id", "updated_at"),
            ),
        ),
        judged("governance_meeting", "update", "old.signed_at is null"),
        wall(
            "governance_attendance",
            Allow("select", "wb_app", using=of_meeting("governance_attendance")),
            Allow("insert", "wb_app", check=f"{KEEPS} and sec.meeting_is_open(meeting_id)"),
            Allow(
                "update",
                "wb_app",
                using=KEEPS,
                check=f"{KEEPS} and sec.meeting_is_open(meeting_id)",
                columns=("how", "updated_at"),
            ),
        ),
        wall(
            "governance_item",
            *kept(
                "governance_item",
                of_meeting("governance_item"),
                by="added_by_id",
                more="label = 'PRIVATE' and sec.meeting_is_open(meeting_id)",
                open_to=f"label = 'PUBLIC' and {WORKS_HERE} and exists (select 1 from governance_meeting m"
                " where m.id = governance_item.meeting_id and m.pack_sent_at is not null)",
            ),
            Allow("update", "wb_app", using=KEEPS, check=KEEPS, columns=("label", "updated_at")),
        ),
        wall(
            "governance_minute",
            *kept(
                "governance_minute",
                of_item("governance_minute"),
                by="written_by_id",
                more="sec.item_is_open(item_id)",
                open_to=public_item("governance_minute", when="signed_at"),
            ),
            Allow(
                "update",
                "wb_app",
                using=KEEPS,
                check=f"{KEEPS} and written_by_id = {ME} and sec.item_is_open(item_id)",
                columns=("text", "written_by_id", "updated_at"),
            ),
        ),
        wall(
            "governance_paper",
            *kept(
                "governance_paper",
                of_item("governance_paper"),
                by="added_by_id",
                more="label = 'PRIVATE' and sec.item_is_open(item_id)",
                open_to="label = 'PUBLIC' and "
                + public_item("governance_paper", when="pack_sent_at"),
            ),
            Allow("update", "wb_app", using=KEEPS, check=KEEPS, columns=("label", "updated_at")),
        ),
        wall(
            "governance_packpage",
            Allow(
                "select",
                "wb_app",
                using="exists (select 1 from governance_paper p where p.id = paper_id)",
            ),
            Allow("insert", "wb_app", check=f"{KEEPS} and sec.meeting_is_open(meeting_id)"),
        ),
        wall(
            "governance_labelling",
            *kept(
                "governance_labelling",
                "exists (select 1 from governance_item i where i.id = item_id)"
                " and (paper_id is null"
                " or exists (select 1 from governance_paper p where p.id = paper_id))",
                by="by_id",
            ),
        ),
        wall(
            "governance_interest",
            Allow("select", "wb_app", using=of_meeting("governance_interest")),
            Allow(
                "insert",
                "wb_app",
                check=f"recorded_by_id = {ME} and sec.meeting_is_open(meeting_id)"
                f" and ({KEEPS} or sec.sits_in(seat_id))",
            ),
        ),
        wall(
            "governance_decision",
            *kept(
                "governance_decision",
                of_item("governance_decision"),
                by="recorded_by_id",
                more="sec.item_is_open(item_id)",
                open_to=public_item("governance_decision", when="signed_at"),
            ),
            Allow(
                "update",
                "wb_app",
                using=KEEPS,
                check=KEEPS,
                columns=("result", "result_on", "updated_at"),
            ),
        ),
        wall(
            "governance_agreedaction",
            Allow("select", "wb_app", using=of_item("governance_agreedaction")),
            Allow("insert", "wb_app", check=f"{KEEPS} and sec.sees_action(action_id)"),
        ),
        wall(
            "governance_risk",
            *kept("governance_risk", INSIDE, by="recorded_by_id"),
            Allow(
                "update",
                "wb_app",
                using=KEEPS,
                check=KEEPS,
                columns=(
                    *("likelihood", "impact", "answer", "review_on", "result", "closed_on"),
                    "updated_at",
                ),
            ),
        ),
        wall(
            "governance_planned",
            *kept("governance_planned", INSIDE, by="added_by_id"),
            Allow(
                "update",
                "wb_app",
                using=KEEPS,
                check=KEEPS,
                columns=("wanted_on", "item_id", "withdrawn_at", "updated_at"),
            ),
        ),
        wall(
            "actions_action",
            Allow(
                "select",
                "wb_app",
                using="id = any((select sec.actions_of_groups())::uuid[])",
                named="governance",
            ),
        ),
    ]
