"""A meeting that ends puts off what it did not reach, so that no case stays on a list of the past.

Whoever ends it may be kept from a case: that one is put off by the database, which tells her
nothing. The step is hers by name, and those who may see the case read it in its history.
"""

from django.db import migrations, models

from whitebeam.kernel.walls import Allow, as_guard, grant, wall

OUTCOMES = [
    ("", "To be heard"),
    ("HEARD", "Heard"),
    ("DEFERRED", "Deferred"),
    ("WITHDRAWN", "Withdrawn"),
    ("SETTLED", "Settled before the meeting"),
    ("NOT_REACHED", "Not reached"),
]
ITEM = ("closed_at", "outcome", "version", "updated_at")
CASE = ("state", "version", "updated_at")
FUNCTION = """
create function sec.marac_put_off(asked uuid, at timestamptz) returns void volatile
security definer set search_path = pg_catalog, sec, pg_temp language plpgsql as $$
declare found record;
begin
  if not sec.marac_runs(asked) then
    raise exception 'may not run this meeting' using errcode = '42501';
  end if;
  for found in
    select i.id, i.case_id, i.is_aside, c.state, m.coordinated_by_id
    from public.marac_agendaitem i
    join public.marac_case c on c.id = i.case_id
    join public.marac_meeting m on m.id = i.meeting_id
    where i.meeting_id = asked and i.outcome = '' order by i.id
  loop
    update public.marac_agendaitem
      set outcome = 'NOT_REACHED', closed_at = coalesce(closed_at, case when opened_at is not null
            then at end), version = version + 1, updated_at = clock_timestamp()
      where id = found.id;
    if found.is_aside
      or found.state not in ('LISTED', 'RELISTED', 'RESEARCH_OPEN', 'RESEARCH_CLOSED') then
      continue;
    end if;
    update public.marac_case
      set state = 'DEFERRED', version = version + 1, updated_at = clock_timestamp()
      where id = found.case_id;
    insert into public.marac_statechange
      (id, created_at, updated_at, case_id, before, after, by_id, agency_id, at, reason)
      values (gen_random_uuid(), clock_timestamp(), clock_timestamp(), found.case_id, found.state,
        'DEFERRED', sec.me(), found.coordinated_by_id, at, 'not_reached');
  end loop;
end $$;
grant execute on function sec.marac_put_off(uuid, timestamptz) to wb_app
"""


def guard_changes(table, columns):
    """Let the security functions change these columns."""
    return wall(
        table,
        Allow("update", "wb_sec", using="id is not null", check="id is not null", columns=columns),
    )


class Migration(migrations.Migration):
    dependencies = [("marac", "0086_each_signs_for_herself")]
    operations = [
        migrations.AlterField(
            "agendaitem",
            "outcome",
            models.CharField(blank=True, choices=OUTCOMES, default="", max_length=12),
        ),
        grant(["marac_agendaitem"], f"update ({', '.join(ITEM)})", "wb_sec"),
        grant(["marac_case"], f"update ({', '.join(CASE)})", "wb_sec"),
        grant(["marac_statechange"], "insert", "wb_sec"),
        guard_changes("marac_case", CASE),
        wall("marac_statechange", Allow("insert", "wb_sec", check="id is not null")),
        as_guard(FUNCTION),
    ]
