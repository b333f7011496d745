"""Row-level security of people: who is involved sees, who is blocked never does."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, wall

# A cheap test first: sets are computed once a query, and the exists becomes a hash or an index
# look-up, whichever is cheaper for the number of rows.
INVOLVED = """exists (select 1 from people_involvement i where i.person_id = {person}
  and i.agency_id = any((select sec.agencies())::uuid[]) and i.ended_at is null
  and (i.agreement_id is null or i.agreement_id = any((select sec.agreements())::uuid[])))"""
NOT_DENIED = "{person} <> all((select sec.people_denied())::uuid[])"
SEEN = f"{INVOLVED} and {NOT_DENIED}".format(person="people_person.id")
OF_SEEN = "exists (select 1 from people_person p where p.id = person_id)"
ADDED = (
    "recorded_by_id = any((select sec.agencies_writing())::uuid[]) and sec.may_add_to(person_id)"
)
GUARDIAN = "array_length((select sec.agencies_guarded())::uuid[], 1) > 0"
COORDINATOR = "array_length((select sec.agencies_coordinated())::uuid[], 1) > 0"
LOADER = "(select sec.process()) = any('{notices,agreements}')"
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp"

GUARD = f"""
create function sec.people_denied() returns uuid[] {HEAD} language sql as $$
  with named as (
    select r.person_id from public.people_restriction r
    where r.lifted_at is null
      and (r.user_id = sec.uid()
           or r.team_id = any(sec.teams())
           or r.agency_id = any(sec.agencies_writing()))
  ), one_person as (
    select distinct coalesce(p.merged_into_id, p.id) as root
    from public.people_person p join named n on n.person_id = p.id
  )
  select coalesce(array_agg(p.id), '{{}}') from public.people_person p
  where p.id in (select root from one_person)
     or p.merged_into_id in (select root from one_person)
$$;
create function sec.may_add_to(person uuid) returns boolean {HEAD} language sql as $$
  select not (person = any(sec.people_denied())) and (
    exists (select 1 from public.people_person p
            where p.id = person and p.entered_by_id = sec.uid())
    or exists (select 1 from public.people_involvement i
               where i.person_id = person and i.ended_at is null
                 and i.agency_id = any(sec.agencies())
                 and (i.agreement_id is null or i.agreement_id = any(sec.agreements()))))
$$;
grant execute on function sec.people_denied() to wb_app, wb_report, wb_broker;
grant execute on function sec.may_add_to(uuid) to wb_app
"""

PERSON_COLUMNS = (
    "known_as",
    "date_of_birth",
    "birth_precision",
    "sex",
    "pronouns",
    "support_route",
    "area_id",
    "version",
    "updated_at",
)


def of_person(table: str, *, update: tuple[str, ...] = ()) -> migrations.RunSQL:
    """Return the wall of a table whose rows belong to one person."""
    allowed = [
        Allow("select", "wb_app", using=OF_SEEN),
        Allow("insert", "wb_app", check=ADDED),
    ]
    if update:
        allowed.append(
            Allow(
                "update",
                "wb_app",
                using=OF_SEEN,
                check="recorded_by_id = any((select sec.agencies_writing())::uuid[])",
                columns=update,
            )
        )
    return wall(table, *allowed)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_starting_tables"), ("partners", "0002_walls")]
    operations = [
        grant(
            ["people_person", "people_involvement", "people_restriction", "people_name"],
            "select",
            "wb_sec",
        ),
        as_guard(GUARD),
        wall(
            "people_involvement",
            Allow(
                "select",
                "wb_app",
                using="(agency_id = any((select sec.agencies())::uuid[])"
                " or agency_id = any((select sec.agencies_guarded())::uuid[]))"
                f" and {NOT_DENIED}".format(person="person_id"),
            ),
            Allow(
                "insert",
                "wb_app",
                check="added_by_id = (select sec.uid()) and sec.may_add_to(person_id)",
            ),
            Allow(
                "update",
                "wb_app",
                using="agency_id = any((select sec.agencies())::uuid[])",
                check="agency_id = any((select sec.agencies())::uuid[])",
                columns=("ended_at", "updated_at"),
            ),
            Allow("select", "wb_sec", using="id is not null"),
            Allow(
                "update",
                "wb_sec",
                using="id is not null",
                check="id is not null",
                columns=("ended_at",),
            ),
        ),
        wall(
            "people_person",
            Allow("select", "wb_app", using=SEEN),
            Allow(
                "insert",
                "wb_app",
                check="entered_by_id = (select sec.uid()) and merged_into_id is null"
                " and recorded_by_id = any((select sec.agencies_writing())::uuid[])",
            ),
            Allow("update", "wb_app", using=SEEN, check=SEEN, columns=PERSON_COLUMNS),
            Allow("select", "wb_sec", using="id is not null"),
            Allow(
                "update",
                "wb_sec",
                using="id is not null",
                check="id is not null",
                columns=("merged_into_id",),
            ),
        ),
        wall(
            "people_restriction",
            Allow(
                "select",
                "wb_app",
                using="exists (select 1 from people_involvement i"
                " where i.person_id = people_restriction.person_id"
                " and i.agency_id = any((select sec.agencies_guarded())::uuid[]))"
                f" and {NOT_DENIED}".format(person="person_id"),
            ),
            Allow("insert", "wb_app", check=f"set_by_id = (select sec.uid()) and {GUARDIAN}"),
            Allow(
                "update",
                "wb_app",
                using=GUARDIAN,
                check=GUARDIAN,
                columns=("lifted_at", "lifted_by_id", "lift_approved_by_id", "updated_at"),
            ),
            Allow("select", "wb_sec", using="id is not null"),
        ),
        of_person("people_name", update=("ended_on", "updated_at")),
        wall("people_name", Allow("select", "wb_sec", using="id is not null")),
        of_person("people_contactpoint", update=("ended_on", "updated_at")),
        of_person("people_safecontact", update=("superseded_at", "updated_at")),
        wall("people_safecontact", Allow("select", "wb_worker", using=LOADER)),
        of_person("people_communicationneed", update=("ended_on", "updated_at")),
        of_person("people_flag", update=("ended_at", "updated_at")),
        of_person("people_warningnote", update=("ended_at", "review_on", "ends_on", "updated_at")),
        wall("people_equalityanswers", Allow("insert", "wb_app", check=ADDED)),
        wall(
            "people_relationship",
            Allow(
                "select",
                "wb_app",
                using=f"{OF_SEEN} and exists (select 1 from people_person o where o.id = other_id)",
            ),
            Allow("insert", "wb_app", check=f"{ADDED} and sec.may_add_to(other_id)"),
            Allow(
                "update",
                "wb_app",
                using=OF_SEEN,
                check="recorded_by_id = any((select sec.agencies_writing())::uuid[])",
                columns=("ended_on", "updated_at"),
            ),
        ),
        wall(
            "people_householdmember",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check="sec.may_add_to(person_id)"),
            Allow(
                "update", "wb_app", using=OF_SEEN, check=OF_SEEN, columns=("ended_on", "updated_at")
            ),
        ),
        wall(
            "people_household",
            Allow(
                "select",
                "wb_app",
                using="exists (select 1 from people_householdmember m"
                " where m.household_id = people_household.id)",
            ),
            Allow(
                "insert",
                "wb_app",
                check="recorded_by_id = any((select sec.agencies_writing())::uuid[])",
            ),
        ),
        wall(
            "people_matchkey",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check="sec.may_add_to(person_id)"),
            Allow("delete", "wb_app", using=OF_SEEN),
            Allow("select", "wb_sec", using="id is not null"),
        ),
        wall(
            "people_matchrequest",
            Allow(
                "select",
                "wb_app",
                using=f"(asked_by_id = (select sec.uid()) or {COORDINATOR})"
                f" and {NOT_DENIED}".format(person="person_id"),
            ),
            Allow(
                "insert",
                "wb_app",
                check="asked_by_id = (select sec.uid()) and outcome = 'OPEN'"
                " and sec.may_add_to(person_id)",
            ),
            Allow(
                "update",
                "wb_app",
                using=COORDINATOR,
                check=f"decided_by_id = (select sec.uid()) and {COORDINATOR}",
                columns=("outcome", "decided_by_id", "decided_at", "note", "updated_at"),
            ),
            Allow("select", "wb_sec", using="id is not null"),
        ),
        wall(
            "people_merge",
            Allow(
                "select",
                "wb_app",
                using=f"{COORDINATOR} and {NOT_DENIED.format(person='kept_id')}"
                f" and {NOT_DENIED.format(person='gone_id')}",
            ),
            Allow(
                "insert",
                "wb_app",
                check=f"asked_by_id = (select sec.uid()) and state = 'ASKED' and {COORDINATOR}",
            ),
            Allow(
                "update",
                "wb_app",
                using=COORDINATOR,
                check=COORDINATOR,
                columns=("undo_asked_by_id", "updated_at"),
            ),
            Allow("select", "wb_sec", using="id is not null"),
            Allow("update", "wb_sec", using="id is not null", check="id is not null"),
        ),
        # No policy lets the web role near it; wb_sec's functions come with the audit (0003).
        wall("people_confidentiallocation"),
    ]
