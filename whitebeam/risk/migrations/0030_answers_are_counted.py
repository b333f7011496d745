"""How items were answered is kept apart, sealed, so that it can be summed across assessors.

Nobody reads the rows. One function gives out what may be summed, still sealed and without whose it
is: with its agency for whoever steers the partnership; for whoever leads an agency's practice with
her own agency and its teams, and nobody else's. What was never made for her is not among it.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import whitebeam.kernel.fields
from whitebeam.kernel.walls import Allow, as_guard, wall

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql"
# Her own, in the moment of signing; what was signed earlier is counted by nobody afterwards.
SIGNED_BY_ME = """exists (select 1 from risk_assessment a where a.id = assessment_id
  and a.by_id = (select sec.me()) and a.state = 'SIGNED')
  and (tool_id = (select a.tool_id from risk_assessment a where a.id = assessment_id)
    or exists (select 1 from risk_assessedset s
      where s.assessment_id = risk_countedanswers.assessment_id
        and s.tool_id = risk_countedanswers.tool_id))"""
GIVEN = f"""
create function sec.risk_answers_to_count(asked text, since timestamptz, until timestamptz)
returns table (id uuid, agency_id uuid, agency text, team_id uuid, team text, quarter date,
  assessor bigint, answers bytea)
{HEAD} as $$
  with reader as (
    select sec.agencies_with('VIEW_SERVICE_FIGURES') as leads,
      cardinality(sec.agencies_with('VIEW_MARAC_FIGURES')) > 0 as steers
  )
  select c.id, g.id, g.name::text, t.id, t.name::text,
    date_trunc('quarter', a.signed_at at time zone 'Europe/London')::date,
    dense_rank() over (order by a.by_id), c.answers
  from reader
  join public.risk_countedanswers c on reader.steers or cardinality(reader.leads) > 0
  join public.risk_toolversion v on v.id = c.tool_id and v.code = asked
  join public.risk_assessment a on a.id = c.assessment_id
  left join public.partners_agency g on g.id = a.agency_id
    and (reader.steers or a.agency_id = any(reader.leads))
  left join lateral (
    select m.team_id from public.partners_membership m
    where m.user_id = a.by_id and m.agency_id = a.agency_id and a.agency_id = any(reader.leads)
      and m.starts_on <= a.signed_at::date
      and (m.ends_on is null or m.ends_on >= a.signed_at::date)
    order by m.starts_on desc limit 1) m on true
  left join public.partners_team t on t.id = m.team_id
  where a.signed_at >= since and a.signed_at < until
    and a.state <> 'DRAFT' and a.set_aside_by_id is null
    and not sec.roles_are_in_doubt(a.id)
    and a.id <> all((select sec.assessments_denied())::uuid[])
$$;
grant execute on function sec.risk_answers_to_count(text, timestamptz, timestamptz) to wb_app
"""


class Migration(migrations.Migration):
    dependencies = [("risk", "0023_kinds_of_agency_by_whom")]
    operations = [
        migrations.CreateModel(
            name="CountedAnswers",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("answers", whitebeam.kernel.fields.SealedTextField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="risk.assessment",
                    ),
                ),
                (
                    "tool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="risk.toolversion",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "counted answers",
                "indexes": [models.Index(fields=["tool"], name="counted_answers_by_tool")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "tool"), name="answers_are_counted_once_per_tool"
                    )
                ],
            },
        ),
        wall(
            "risk_countedanswers",
            Allow("select", "wb_sec", using="id is not null"),
            Allow("insert", "wb_app", check=SIGNED_BY_ME),
        ),
        migrations.RunSQL("grant select on risk_toolversion to wb_sec", migrations.RunSQL.noop),
        as_guard(GIVEN),
    ]
