"""Row-level security of risk: the assessing agency sees, and whom it shares with; the blocked never.

A signed assessment is read only for the database too. One question reaches further than the asker
may look, and is answered yes or no: whether two people are each recorded as harmed by the other.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, judged, wall

SEEING = (
    "any((select sec.agencies_with('ASSESS_RISK,SUPPORT_VICTIMS,TRIAGE_REFERRALS,REFER_TO_MARAC,"
    "ASSIGN_REFERRALS'))::uuid[])"
)
RECEIVING = (
    "any((select sec.agencies_with('ASSESS_RISK,SUPPORT_VICTIMS,TRIAGE_REFERRALS,REFER_TO_MARAC,"
    "ASSIGN_REFERRALS,RESEARCH_MARAC,COORDINATE_MARAC,CHAIR_MARAC'))::uuid[])"
)
ASSESSING = "any((select sec.agencies_with('ASSESS_RISK'))::uuid[])"
REVIEWING = (
    "any((select sec.agencies_with('ASSESS_RISK,SUPPORT_VICTIMS,TRIAGE_REFERRALS,COORDINATE_MARAC'))"
    "::uuid[])"
)
REVIEWS_SEEN = (
    "any((select sec.agencies_with('ASSESS_RISK,SUPPORT_VICTIMS,TRIAGE_REFERRALS,REFER_TO_MARAC,"
    "ASSIGN_REFERRALS,COORDINATE_MARAC'))::uuid[])"
)
ME = "(select sec.me())"
IN_FORCE = "any((select sec.agreements())::uuid[])"
NOT_DENIED = "{assessment} <> all((select sec.assessments_denied())::uuid[])"
MINE_NOT_DENIED = NOT_DENIED.format(assessment="risk_assessment.id")
OF_SEEN = "exists (select 1 from risk_assessment a where a.id = assessment_id)"
OF_MINE = (
    "exists (select 1 from risk_assessment a where a.id = assessment_id"
    f" and a.by_id = {ME} and a.discarded_at is null)"
)
OF_MY_DRAFT = OF_MINE.replace("discarded_at is null", "discarded_at is null and a.state = 'DRAFT'")
SEES = "exists (select 1 from people_person p where p.id = {person})"
SHARED = f"""exists (select 1 from risk_shared s where s.assessment_id = risk_assessment.id
  and s.agency_id = {RECEIVING} and s.ended_at is null and s.agreement_id = {IN_FORCE})"""
SEEN = f"""((agency_id = {SEEING} and {SEES.format(person="victim_id")}
    and (state <> 'DRAFT' or by_id = {ME}))
  or (state <> 'DRAFT' and {SHARED})) and {MINE_NOT_DENIED}"""
OWN = f"agency_id = {ASSESSING} and {SEES.format(person='victim_id')} and {MINE_NOT_DENIED}"
ADDED = (
    f"by_id = {ME} and agency_id = {ASSESSING} and state = 'DRAFT' and supersedes_id is null"
    " and set_aside_by_id is null and sec.may_add_to(victim_id)"
    " and (perpetrator_id is null or sec.may_add_to(perpetrator_id))"
)
CHANGED = (
    f"{OWN} and (supersedes_id is null or sec.may_supersede(supersedes_id, agency_id, victim_id))"
    " and (set_aside_by_id is null or exists"
    " (select 1 from risk_rolecorrection c where c.id = set_aside_by_id))"
)
BOTH = f"{SEES.format(person='one_id')} and {SEES.format(person='other_id')}"
DOCUMENTS = "(select sec.process()) = 'documents'"
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp"

GUARD = f"""
create function sec.assessments_denied() returns uuid[] {HEAD} language plpgsql as $$
declare
  denied uuid[] := sec.people_denied();
begin
  if denied = '{{}}' then
    return denied;
  end if;
  return (select coalesce(array_agg(x.id), '{{}}') from (
    select a.id from public.risk_assessment a
    where a.victim_id = any(denied) or a.perpetrator_id = any(denied)
    union
    select c.assessment_id from public.risk_assessedchild c where c.person_id = any(denied)) x);
end $$;
create function sec.may_supersede(assessment uuid, by_agency uuid, victim uuid) returns boolean
{HEAD} language sql as $$
  select exists (
    select 1 from public.risk_assessment a
    where a.id = assessment and a.agency_id = by_agency and a.victim_id = victim
      and a.id <> all(sec.assessments_denied()))
$$;
create function sec.one_person(person uuid) returns uuid[] {HEAD} language sql as $$
  select coalesce(array_agg(same.id), '{{}}') from public.people_person p
  join public.people_person same
    on same.id = coalesce(p.merged_into_id, p.id)
    or same.merged_into_id = coalesce(p.merged_into_id, p.id)
  where p.id = person
$$;
-- Whether anybody recorded the first as harmed by the second. Apps above add what they record.
create function sec.is_said_harmed_by(victim uuid, perpetrator uuid) returns boolean
{HEAD} language sql as $$
  select exists (
    select 1 from public.risk_assessment a
    where a.victim_id = any(sec.one_person(victim))
      and a.perpetrator_id = any(sec.one_person(perpetrator))
      and a.state <> 'DRAFT' and a.set_aside_by_id is null
      and a.id <> all(sec.assessments_denied()))
$$;
-- The one answer that leaves here: the asker must be able to see both, and learns neither who
-- recorded it nor where.
create function sec.needs_counter_check(victim uuid, perpetrator uuid, said_here boolean)
returns boolean {HEAD} language plpgsql as $$
declare
  found_harmed uuid;
  again_on date;
begin
  if victim = perpetrator or not sec.may_add_to(victim) or not sec.may_add_to(perpetrator) then
    return false;
  end if;
  if not said_here and not sec.is_said_harmed_by(perpetrator, victim) then
    return false;
  end if;
  select r.harmed_id, r.review_on into found_harmed, again_on
    from public.risk_counterallegationreview r
    where (r.one_id = any(sec.one_person(victim)) and r.other_id = any(sec.one_person(perpetrator)))
       or (r.other_id = any(sec.one_person(victim)) and r.one_id = any(sec.one_person(perpetrator)))
    order by r.at desc limit 1;
  if not found then
    return true;
  end if;
  if found_harmed is null then
    return again_on < sec.today();
  end if;
  return found_harmed <> all(sec.one_person(victim));
end $$;
grant execute on function sec.assessments_denied() to wb_app, wb_report, wb_broker;
grant execute on function sec.may_supersede(uuid, uuid, uuid),
  sec.needs_counter_check(uuid, uuid, boolean) to wb_app
"""

KEPT = "'{state,superseded_at,set_aside_by_id,updated_at}'::text[]"
MAY_CHANGE = f"""
  (old.state = 'DRAFT' and old.by_id = sec.me() and old.discarded_at is null)
  or (old.state <> 'DRAFT' and (to_jsonb(new) - {KEPT}) = (to_jsonb(old) - {KEPT})
      and (new.state = old.state or (old.state = 'SIGNED' and new.state = 'SUPERSEDED')))
"""
WRITTEN = (
    *("wording_id", "state", "mode", "signed_at", "superseded_at", "discarded_at"),
    *("supersedes_id", "set_aside_by_id", "prescreen", "answers", "severity", "external"),
    *("events", "closing", "says_high", "judged_level", "judgement_reason", "risk_of_harm"),
    *("score", "items_n", "answered_n", "dont_know_n", "band", "level", "criteria"),
    *("pages_seen", "version", "updated_at"),
)
READ_BY_GUARD = (
    *("assessment", "assessedchild", "counterallegationreview", "rolecorrection"),
    *("resultdocument", "conflictorabuse", "childaware", "pause", "happening"),
)


def of_person(table: str, person: str, *, update: tuple[str, ...] = ()) -> migrations.RunSQL:
    """Return the wall of a table whose rows an agency writes about one person."""
    seen = f"agency_id = {SEEING} and {SEES.format(person=person)}"
    allowed = [
        Allow("select", "wb_app", using=seen),
        Allow(
            "insert",
            "wb_app",
            check=f"by_id = {ME} and agency_id = {SEEING} and sec.may_add_to({person})",
        ),
    ]
    if update:
        allowed.append(Allow("update", "wb_app", using=seen, check=seen, columns=update))
    return wall(table, *allowed)


def of_pair(table: str, *people: str) -> migrations.RunSQL:
    """Return the wall of a table whose rows an agency writes about two people, once for all."""
    both = " and ".join(SEES.format(person=person) for person in people)
    added = " and ".join(f"sec.may_add_to({person})" for person in people)
    return wall(
        table,
        Allow("select", "wb_app", using=f"agency_id = {REVIEWS_SEEN} and {both}"),
        Allow("insert", "wb_app", check=f"by_id = {ME} and agency_id = {REVIEWING} and {added}"),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("risk", "0001_starting_tables"),
        ("people", "0009_what_ended_stays_ended"),
        ("partners", "0007_agencies_by_duty"),
    ]
    operations = [
        grant(["risk_toolversion", "risk_toolwording"], "select", "wb_app", "wb_report"),
        grant([f"risk_{name}" for name in READ_BY_GUARD], "select", "wb_sec"),
        as_guard(GUARD),
        wall(
            "risk_shared",
            Allow(
                "select",
                "wb_app",
                using=f"(agency_id = {RECEIVING} or shared_by_agency_id = {SEEING})"
                f" and {NOT_DENIED.format(assessment='assessment_id')}",
            ),
            Allow(
                "insert",
                "wb_app",
                check=f"by_id = {ME} and agreement_id = {IN_FORCE}"
                f" and shared_by_agency_id = {SEEING} and exists"
                " (select 1 from risk_assessment a where a.id = assessment_id"
                " and a.agency_id = shared_by_agency_id and a.state <> 'DRAFT')",
            ),
            Allow(
                "update",
                "wb_app",
                using=f"shared_by_agency_id = {SEEING}"
                f" and {NOT_DENIED.format(assessment='assessment_id')}",
                check=f"shared_by_agency_id = {SEEING} and {OF_SEEN}",
                columns=("ended_at", "updated_at"),
            ),
        ),
        wall(
            "risk_assessment",
            Allow("select", "wb_app", using=SEEN),
            Allow("insert", "wb_app", check=ADDED),
            Allow("update", "wb_app", using=OWN, check=CHANGED, columns=WRITTEN),
        ),
        judged("risk_assessment", "update", MAY_CHANGE),
        *(
            wall(f"risk_{name}", Allow("select", "wb_sec", using="id is not null"))
            for name in READ_BY_GUARD
        ),
        wall(
            "risk_assessedchild",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=f"{OF_MY_DRAFT} and sec.may_add_to(person_id)"),
        ),
        wall(
            "risk_assessedset",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=OF_MY_DRAFT),
        ),
        wall(
            "risk_groundmet",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=OF_MINE),
        ),
        wall(
            "risk_promptdecision",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=f"by_id = {ME} and {OF_MY_DRAFT}"),
            Allow(
                "update",
                "wb_app",
                using=OF_MY_DRAFT,
                check=f"by_id = {ME} and {OF_MY_DRAFT}",
                columns=("decision", "words", "by_id", "at", "updated_at"),
            ),
        ),
        wall(
            "risk_resultdocument",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=f"added_by_id = {ME} and {OF_MY_DRAFT}"),
            Allow(
                "update",
                "wb_app",
                using=OF_MY_DRAFT,
                check=OF_MY_DRAFT,
                columns=("removed_at", "updated_at"),
            ),
            Allow("select", "wb_worker", using=DOCUMENTS),
            Allow(
                "update",
                "wb_worker",
                using=DOCUMENTS,
                check=DOCUMENTS,
                columns=("state", "checked_at", "updated_at"),
            ),
        ),
        of_pair("risk_counterallegationreview", "one_id", "other_id"),
        of_pair("risk_conflictorabuse", "one_id", "other_id"),
        wall(
            "risk_rolecorrection",
            Allow(
                "select",
                "wb_app",
                using=f"agency_id = {REVIEWS_SEEN} and {SEES.format(person='person_id')}"
                f" and {SEES.format(person='other_id')}",
            ),
            Allow(
                "insert",
                "wb_app",
                check=f"raised_by_id = {ME} and state = 'RAISED' and agency_id = {REVIEWING}"
                " and (review_id is null or exists"
                " (select 1 from risk_counterallegationreview r where r.id = review_id))"
                " and sec.may_add_to(person_id) and sec.may_add_to(other_id)",
            ),
            Allow(
                "update",
                "wb_app",
                using=f"agency_id = {REVIEWING} and {SEES.format(person='person_id')}"
                f" and {SEES.format(person='other_id')}",
                check=f"agency_id = {REVIEWING} and decided_by_id is not null"
                f" and {SEES.format(person='person_id')} and {SEES.format(person='other_id')}",
                columns=("state", "decided_by_id", "decided_at", "updated_at"),
            ),
        ),
        judged(
            "risk_rolecorrection",
            "update",
            "new.decided_by_id = old.decided_by_id or"
            " (old.decided_by_id is null and new.decided_by_id = sec.me())",
        ),
        wall(
            "risk_rolecorrectionstep",
            Allow(
                "select",
                "wb_app",
                using="exists (select 1 from risk_rolecorrection c where c.id = correction_id)",
            ),
            Allow(
                "insert",
                "wb_app",
                check=f"by_id = {ME} and exists"
                " (select 1 from risk_rolecorrection c where c.id = correction_id)",
            ),
        ),
        of_person("risk_childaware", "child_id"),
        of_person("risk_pause", "person_id", update=("ends_on", "updated_at")),
        of_person("risk_happening", "person_id"),
    ]
