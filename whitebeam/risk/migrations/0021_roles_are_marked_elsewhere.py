"""Other agencies' assessments of a pair whose roles were corrected are marked, by a function alone.

Whoever corrects learns nothing of them, not even whether there are any. Until their owner has
looked, they say of nobody that she is harmed by the other.
"""

import uuid
from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import whitebeam.kernel.fields
from whitebeam.kernel.walls import Allow, as_guard, judged, rewall, wall

walls = import_module("whitebeam.risk.migrations.0002_walls")

HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"
MARKED = f"""
create function sec.mark_roles_corrected(correction uuid) returns void {HEAD} language sql as $$
  insert into public.risk_rolesmark
    (id, created_at, updated_at, assessment_id, correction_id, by_kind, marked_on, found)
  select gen_random_uuid(), clock_timestamp(), clock_timestamp(), a.id, c.id, g.kind, sec.today(),
    ''
  from public.risk_rolecorrection c
  join public.partners_agency g on g.id = c.agency_id
  join public.risk_assessment a on a.agency_id <> c.agency_id
    and a.victim_id = any(sec.one_person(c.other_id))
    and a.perpetrator_id = any(sec.one_person(c.person_id))
    and a.state <> 'DRAFT' and a.set_aside_by_id is null
  where c.id = correction and c.state = 'CORRECTED'
    and c.agency_id = any(sec.agencies_with('ASSESS_RISK'))
    and sec.may_add_to(c.person_id) and sec.may_add_to(c.other_id)
  on conflict do nothing
$$;
create function sec.roles_are_in_doubt(assessment uuid) returns boolean
stable {HEAD} language sql as $$
  select exists (
    select 1 from public.risk_rolesmark m where m.assessment_id = assessment and m.found = '')
$$;
create function sec.may_set_aside(assessment uuid, correction uuid) returns boolean
stable {HEAD} language sql as $$
  select exists (
    select 1 from public.risk_rolesmark m
    where m.assessment_id = assessment and m.correction_id = correction
      and m.found = 'SET_ASIDE' and m.looked_by_id = sec.me())
$$;
grant execute on function sec.mark_roles_corrected(uuid), sec.may_set_aside(uuid, uuid) to wb_app;
-- Apps above rename this function when they add to it, and may have done so before this runs.
do $do$
declare
  named text := case when to_regprocedure('sec.is_assessed_harmed_by(uuid, uuid)') is null
    then 'is_said_harmed_by' else 'is_assessed_harmed_by' end;
begin
  execute format($define$
create or replace function sec.%I(victim uuid, perpetrator uuid) returns boolean
stable {HEAD} language sql as $$
  select exists (
    select 1 from public.risk_assessment a
    where a.victim_id = any(sec.one_person(victim))
      and a.perpetrator_id = any(sec.one_person(perpetrator))
      and a.state <> 'DRAFT' and a.set_aside_by_id is null
      and not sec.roles_are_in_doubt(a.id)
      and a.id <> all(sec.assessments_denied()))
$$
  $define$, named);
end $do$
"""
OF_MINE = (
    "exists (select 1 from risk_assessment a where a.id = assessment_id"
    f" and a.agency_id = {walls.ASSESSING})"
)
CHANGED = (
    f"{walls.OWN} and (supersedes_id is null"
    " or sec.may_supersede(supersedes_id, agency_id, victim_id))"
    " and (set_aside_by_id is null or sec.may_set_aside(risk_assessment.id, set_aside_by_id)"
    " or exists (select 1 from risk_rolecorrection c where c.id = set_aside_by_id))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("risk", "0020_a_level_is_judged"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="RolesMark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "by_kind",
                    models.CharField(
                        choices=[
                            ("POLICE", "Police"),
                            ("COUNCIL", "Council"),
                            ("CHILDRENS_SERVICES", "Children's services"),
                            ("ADULT_SERVICES", "Adult services"),
                            ("HEALTH", "Health"),
                            ("PROBATION", "Probation"),
                            ("HOUSING", "Housing"),
                            ("FIRE", "Fire and rescue"),
                            ("EDUCATION", "School or college"),
                            ("CHARITY", "Charity"),
                            ("SPECIALIST_SERVICE", "Specialist domestic abuse service"),
                            ("PARTNERSHIP_TEAM", "Partnership team"),
                            ("GUEST", "Guest referrers"),
                        ],
                        max_length=24,
                    ),
                ),
                ("marked_on", models.DateField()),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Waits to be looked at"),
                            ("STANDS", "Looked at: it stands"),
                            ("SET_ASIDE", "Looked at: set aside"),
                        ],
                        max_length=9,
                    ),
                ),
                ("words", whitebeam.kernel.fields.SealedTextField(blank=True, null=True)),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="risk.assessment",
                    ),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="risk.rolecorrection",
                    ),
                ),
                (
                    "looked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "correction"),
                        name="roles_are_marked_once_per_correction",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("found", ""),
                                ("looked_at", None),
                                ("looked_by", None),
                                ("words", None),
                            ),
                            models.Q(
                                models.Q(("found", ""), _negated=True),
                                ("looked_at__isnull", False),
                                ("looked_by__isnull", False),
                                ("words__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="roles_mark_says_who_looked_and_why",
                    ),
                ],
            },
        ),
        wall(
            "risk_rolesmark",
            Allow("select", "wb_sec", using="id is not null"),
            Allow("insert", "wb_sec", check="id is not null"),
            Allow("select", "wb_app", using=walls.OF_SEEN),
            Allow(
                "update",
                "wb_app",
                using=OF_MINE,
                check=f"{OF_MINE} and looked_by_id = {walls.ME}",
                columns=("found", "words", "looked_by_id", "looked_at", "updated_at"),
            ),
        ),
        judged("risk_rolesmark", "update", "old.found = '' and new.found <> ''"),
        as_guard(MARKED),
        rewall(
            "risk_assessment",
            Allow("update", "wb_app", using=walls.OWN, check=CHANGED, columns=walls.WRITTEN),
        ),
    ]
