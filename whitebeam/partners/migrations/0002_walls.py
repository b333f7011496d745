"""What each role may do with partners, and the sets that every other wall is built from."""

from django.db import migrations

from whitebeam.kernel.walls import as_guard, grant

READ_BY_ALL = [
    "partners_area",
    "partners_postcode",
    "partners_agency",
    "partners_agencyarea",
    "partners_team",
    "partners_roletemplate",
    "partners_membership",
    "partners_sharingagreement",
    "partners_agreementparty",
    "partners_localsetting",
]
CHANGED_ON_SCREEN = [
    "partners_agency",
    "partners_team",
    "partners_membership",
    "partners_sharingagreement",
    "partners_agreementparty",
    "partners_localsetting",
]

# A duty that reads records of people. Managing users, settings or figures alone reads none.
CASE_DUTIES = (
    "'{VIEW_OWN_REFERRALS,VIEW_PEOPLE,TRIAGE_REFERRALS,SUPPORT_VICTIMS,ASSIGN_REFERRALS,"
    "COORDINATE_MATCHES}'::varchar[]"
)
IN_FORCE = """
  from public.partners_membership m
  join public.partners_agency a on a.id = m.agency_id and a.status = 'ACTIVE'
  join public.accounts_user u on u.id = m.user_id and u.is_active
  where m.user_id = sec.uid()
    and m.starts_on <= sec.today() and (m.ends_on is null or m.ends_on >= sec.today())
"""
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp language sql as $$"

SETS = f"""
create function sec.agencies() returns uuid[] {HEAD}
  select coalesce(array_agg(m.agency_id), '{{}}') {IN_FORCE}
    and a.kind <> 'GUEST' and m.duties && {CASE_DUTIES}
$$;
create function sec.me() returns uuid {HEAD}
  select u.id from public.accounts_user u where u.id = sec.uid() and u.is_active
$$;
create function sec.agencies_writing() returns uuid[] {HEAD}
  select coalesce(array_agg(m.agency_id), '{{}}') {IN_FORCE}
$$;
create function sec.agencies_guarded() returns uuid[] {HEAD}
  select coalesce(array_agg(m.agency_id), '{{}}') {IN_FORCE}
    and a.kind <> 'GUEST' and 'GUARD_RECORDS' = any(m.duties)
$$;
create function sec.agencies_coordinated() returns uuid[] {HEAD}
  select coalesce(array_agg(m.agency_id), '{{}}') {IN_FORCE}
    and a.kind <> 'GUEST' and 'COORDINATE_MATCHES' = any(m.duties)
$$;
create function sec.teams() returns uuid[] {HEAD}
  select coalesce(array_agg(m.team_id) filter (where m.team_id is not null), '{{}}') {IN_FORCE}
$$;
create function sec.agreements() returns uuid[] {HEAD}
  select coalesce(array_agg(g.id), '{{}}') from public.partners_sharingagreement g
  where sec.today() between g.starts_on and g.ends_on
$$;
grant execute on function sec.me(), sec.agencies(), sec.agencies_writing(), sec.agencies_guarded(),
  sec.agencies_coordinated(), sec.teams(), sec.agreements() to wb_app, wb_broker, wb_report
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0001_starting_tables"),
        ("accounts", "0002_grants"),
        ("kernel", "0001_signed_context"),
    ]
    operations = [
        grant(READ_BY_ALL, "select", "wb_app", "wb_worker", "wb_broker", "wb_report", "wb_sec"),
        grant(CHANGED_ON_SCREEN, "insert, update", "wb_app"),
        grant(["partners_sharingagreement", "partners_membership"], "update", "wb_worker"),
        as_guard(SETS),
    ]
