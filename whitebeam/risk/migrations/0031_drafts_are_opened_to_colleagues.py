"""A draft that its writer opened is read by colleagues who assess risk, to be put with their own.

Nobody but its writer writes in it. Whoever takes it into her own draft must see both, of the same
people, tool and agency: one function empties it then, and nothing else does.
"""

from importlib import import_module

from django.db import migrations, models

from whitebeam.kernel.walls import Allow, Only, as_guard, bound, rewall

walls = import_module("whitebeam.risk.migrations.0002_walls")
SEEN = f"""((agency_id = {walls.SEEING} and {walls.SEES.format(person="victim_id")}
    and (state <> 'DRAFT' or by_id = {walls.ME}
      or (opened_at is not null and discarded_at is null and agency_id = {walls.ASSESSING}
        and (perpetrator_id is null or {walls.SEES.format(person="perpetrator_id")}))))
  or (state <> 'DRAFT' and {walls.SHARED})) and {walls.MINE_NOT_DENIED}"""
EMPTIED = (
    *("answers", "prescreen", "severity", "external", "events", "closing", "merged_from"),
    *("discarded_at", "updated_at"),
)
TAKEN = """
create function sec.risk_take_in(taken uuid, into_draft uuid, emptied bytea, at timestamptz)
returns void volatile security definer set search_path = pg_catalog, sec, pg_temp
language plpgsql as $$
begin
  perform 1 from public.risk_assessment t
  join public.risk_assessment d on d.id = into_draft and d.id <> t.id
    and d.by_id = sec.me() and d.state = 'DRAFT' and d.discarded_at is null
    and d.agency_id = t.agency_id and d.tool_id = t.tool_id and d.victim_id = t.victim_id
    and d.perpetrator_id is not distinct from t.perpetrator_id
  where t.id = taken and t.state = 'DRAFT' and t.discarded_at is null and t.opened_at is not null
    and t.agency_id = any(sec.agencies_with('ASSESS_RISK'))
    and sec.may_add_to(t.victim_id)
    and (t.perpetrator_id is null or sec.may_add_to(t.perpetrator_id))
    and t.id <> all(sec.assessments_denied())
  for update of t;
  if not found then
    raise exception 'may not take this draft in' using errcode = '42501';
  end if;
  update public.risk_assessment set answers = emptied, prescreen = null, severity = null,
    external = null, events = null, closing = null, merged_from = null, discarded_at = at,
    updated_at = clock_timestamp() where id = taken;
end $$;
grant execute on function sec.risk_take_in(uuid, uuid, bytea, timestamptz) to wb_app
"""
# A notice about an assessment that was never made for its reader does not exist either.
NOT_OF_DENIED = "about_id <> all((select sec.assessments_denied())::uuid[])"


class Migration(migrations.Migration):
    dependencies = [
        ("risk", "0030_answers_are_counted"),
        ("notices", "0005_told_of_what_the_teller_sees"),
    ]
    operations = [
        migrations.AddField("assessment", "opened_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(
            "grant update (opened_at) on risk_assessment to wb_app", migrations.RunSQL.noop
        ),
        rewall(
            "risk_assessment",
            Allow("select", "wb_app", using=SEEN),
            Allow(
                "update", "wb_sec", using="id is not null", check="id is not null", columns=EMPTIED
            ),
        ),
        as_guard(TAKEN),
        bound(
            "notices_notice",
            Only("select", "wb_app", using=NOT_OF_DENIED, named="not_of_a_denied_assessment"),
            Only("update", "wb_app", using=NOT_OF_DENIED, named="not_of_a_denied_assessment"),
        ),
    ]
