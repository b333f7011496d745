"""Whoever made an assessment whose roles another agency corrected is told that it waits for a look.

The one function that marks it tells her in the same moment: who corrects learns neither of the mark
nor of the notice. If she works there no more, or is kept from it now, whoever else assesses there is
told. A notice does not exist for whoever is kept from the assessment, nor does its e-mail leave.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, rewall

marking = import_module("whitebeam.risk.migrations.0021_roles_are_marked_elsewhere")

# `sec.is_kept_from()` asks every function of this form before an e-mail leaves.
KEPT_FROM = """
create function sec.keeps_assessment_from(reader uuid, thing uuid) returns boolean
stable security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  with mine as (
    select m.agency_id, m.team_id from public.partners_membership m
    where m.user_id = reader and m.starts_on <= sec.today()
      and (m.ends_on is null or m.ends_on >= sec.today())
  ), one_person as (
    select unnest(array[a.victim_id, a.perpetrator_id]) as id from public.risk_assessment a
    where a.id = thing
    union
    select c.person_id from public.risk_assessedchild c where c.assessment_id = thing
  )
  select exists (
    select 1 from public.people_restriction r
    join public.people_person blocked on blocked.id = r.person_id
    join public.people_person here
      on coalesce(here.merged_into_id, here.id) = coalesce(blocked.merged_into_id, blocked.id)
    where here.id in (select id from one_person) and r.lifted_at is null
      and (r.user_id = reader or r.agency_id in (select agency_id from mine)
           or r.team_id in (select team_id from mine)))
$$
"""
MARKED = f"""
create or replace function sec.mark_roles_corrected(correction uuid) returns void
{marking.HEAD} language sql as $$
  with marked as (
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
    returning assessment_id
  ), assessing as (
    select distinct a.id as assessment, m.user_id, m.user_id = a.by_id as made_it
    from marked
    join public.risk_assessment a on a.id = marked.assessment_id
    join public.partners_membership m on m.agency_id = a.agency_id
      and 'ASSESS_RISK' = any(m.duties) and m.starts_on <= sec.today()
      and (m.ends_on is null or m.ends_on >= sec.today())
    where not sec.keeps_assessment_from(m.user_id, a.id)
  )
  insert into public.notices_notice (id, created_at, updated_at, to_id, template, about_label,
    about_id, reference, made_at, post, why_stopped, tries, provider_reference)
  select gen_random_uuid(), clock_timestamp(), clock_timestamp(), one.user_id,
    'roles_corrected_elsewhere', 'risk.Assessment', one.assessment, '', clock_timestamp(),
    'WAITING', '', 0, ''
  from assessing one
  where one.made_it or not exists (
    select 1 from assessing other where other.assessment = one.assessment and other.made_it)
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("risk", "0031_drafts_are_opened_to_colleagues"),
        ("notices", "0005_told_of_what_the_teller_sees"),
    ]
    operations = [
        rewall(
            "notices_notice", Allow("insert", "wb_sec", check="about_label = 'risk.Assessment'")
        ),
        as_guard(KEPT_FROM),
        as_guard(MARKED),
    ]
