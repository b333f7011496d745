"""The rules of partners.policy on who changes access, said again by the database.

Every wall is built from memberships, agencies and agreements, so whoever could write these with one
stray statement could open every other table. They stay readable; what the web role may write shrinks
to the columns its pages change, and a trigger asks who the signed context says is writing. Triggers,
not policies, because the rules compare what was with what will be.
"""

from django.db import migrations

from whitebeam.kernel.walls import as_guard, judged

# What no page changes is not granted; who loads the partnership writes it as another role.
NARROW = """
revoke insert, update on partners_agency, partners_team, partners_membership,
  partners_sharingagreement, partners_agreementparty, partners_localsetting, partners_invitation
  from wb_app;
revoke update on partners_sharingagreement, partners_membership from wb_worker;
grant insert on partners_agency, partners_membership, partners_localsetting, partners_invitation
  to wb_app;
grant update (status, updated_at) on partners_agency to wb_app;
grant update (duties, ends_on, checked_on, updated_at) on partners_membership to wb_app;
grant update (review_on, ends_on, updated_at) on partners_sharingagreement to wb_app;
grant update (withdrawn_at, updated_at) on partners_localsetting to wb_app;
grant update (accepted_at, withdrawn_at, updated_at) on partners_invitation to wb_app;
grant select on partners_invitation, accounts_oneuselink to wb_sec
"""

HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp"
PARTNERSHIP = "'{GUARD_RECORDS,CONFIGURE_PARTNERSHIP,COORDINATE_MATCHES}'::varchar[]"
IN_FORCE = """
  from public.partners_membership m
  join public.partners_agency a on a.id = m.agency_id and a.status = 'ACTIVE'
  where m.user_id = sec.me()
    and m.starts_on <= sec.today() and (m.ends_on is null or m.ends_on >= sec.today())
"""
LATELY = """i.updated_at between transaction_timestamp() - interval '10 minutes'
                     and clock_timestamp() + interval '1 minute'"""

ASKED = f"""
create function sec.holds(duty text) returns boolean {HEAD} language sql as $$
  select exists (select 1 {IN_FORCE} and duty = any(m.duties))
$$;
create function sec.manages(agency uuid) returns boolean {HEAD} language sql as $$
  select exists (select 1 {IN_FORCE} and a.id = agency and a.kind <> 'GUEST'
    and 'MANAGE_AGENCY' = any(m.duties))
$$;
create function sec.may_give(given varchar[]) returns boolean {HEAD} language sql as $$
  select not given && {PARTNERSHIP} or sec.holds('CONFIGURE_PARTNERSHIP')
$$;
create function sec.is_guest_entry(guest uuid, agency uuid, given varchar[]) returns boolean
{HEAD} language sql as $$
  select given <@ '{{REFER,VIEW_OWN_REFERRALS}}'::varchar[]
    and exists (select 1 from public.partners_agency a where a.id = agency and a.kind = 'GUEST')
    and exists (select 1 from public.accounts_user u where u.id = guest and u.kind = 'GUEST')
$$;
create function sec.was_invited(agency uuid, given varchar[], until date, inviter uuid)
returns boolean {HEAD} language sql as $$
  select exists (
    select 1 from public.partners_invitation i
    join public.accounts_user u on u.id = sec.me() and lower(u.email) = lower(i.email)
    join public.accounts_oneuselink l on l.id = i.link_id and l.used_at is not null
      and l.token_hash is not null
    where i.agency_id = agency and i.duties = given and i.invited_by_id = inviter
      and i.ends_on is not distinct from until and i.accepted_at is not null and {LATELY})
$$;
create function sec.works_at(worker uuid, agency uuid) returns boolean {HEAD} language sql as $$
  select exists (select 1 from public.partners_membership m
    where m.user_id = worker and m.agency_id = agency)
$$;
create function sec.link_was_used(link uuid) returns boolean {HEAD} language sql as $$
  select exists (select 1 from public.accounts_oneuselink l
    where l.id = link and l.used_at is not null and l.token_hash is not null)
$$;
create function sec.was_let_in(address text) returns boolean {HEAD} language sql as $$
  select exists (
    select 1 from public.partners_invitation i
    join public.accounts_oneuselink l on l.id = i.link_id and l.used_at is not null
      and l.token_hash is not null
    where lower(i.email) = lower(address) and i.accepted_at is not null and {LATELY})
$$;
create function sec.manages_user(worker uuid) returns boolean {HEAD} language sql as $$
  select worker <> sec.me() and exists (
    select 1 from public.partners_membership m
    where m.user_id = worker and sec.manages(m.agency_id))
$$;
grant execute on function sec.holds(text), sec.manages(uuid), sec.may_give(varchar[]),
  sec.is_guest_entry(uuid, uuid, varchar[]), sec.was_invited(uuid, varchar[], date, uuid),
  sec.works_at(uuid, uuid), sec.link_was_used(uuid), sec.was_let_in(text),
  sec.manages_user(uuid) to wb_app
"""

# One condition for each table and command; `new` is what will be, `old` what was.
ADDED_MEMBERSHIP = """
  sec.is_guest_entry(new.user_id, new.agency_id, new.duties)
  or (new.user_id = sec.me()
      and sec.was_invited(new.agency_id, new.duties, new.ends_on, new.added_by_id))
  or (new.user_id <> sec.me() and new.added_by_id = sec.me() and sec.manages(new.agency_id)
      and sec.works_at(new.user_id, new.agency_id) and sec.may_give(new.duties))
"""
CHANGED_MEMBERSHIP = """
  case when old.user_id = sec.me()
  then new.duties <@ old.duties and new.ends_on <= coalesce(old.ends_on, 'infinity')
  else sec.manages(old.agency_id) and sec.may_give(old.duties) and sec.may_give(new.duties) end
"""
CHANGED_AGENCY = """
  (sec.holds('GUARD_RECORDS') or sec.holds('CONFIGURE_PARTNERSHIP'))
  and old.id <> all(sec.agencies_writing()) and old.status <> 'ENDED' and new.status <> 'ENDED'
"""
ADDED_INVITATION = """
  new.invited_by_id = sec.me() and sec.manages(new.agency_id) and sec.may_give(new.duties)
  and new.accepted_at is null and new.withdrawn_at is null
"""
CHANGED_INVITATION = """
  old.accepted_at is null and old.withdrawn_at is null and case when new.accepted_at is not null
  then sec.link_was_used(old.link_id) else sec.manages(old.agency_id) end
"""
# Signing in has no context and changes none of these; a password it may hash anew.
CHANGED_USER = """
  (new.email, new.kind, new.is_active, new.is_demonstration)
    is not distinct from (old.email, old.kind, old.is_active, old.is_demonstration)
  or new.email = old.email and new.is_demonstration = old.is_demonstration and case
    when old.is_active and not new.is_active then new.kind = old.kind and sec.manages_user(old.id)
    else sec.was_let_in(old.email) end
"""
ADDED_USER = "not new.is_demonstration and (new.kind = 'GUEST' or sec.was_let_in(new.email))"
CONDITIONS = {
    ("accounts_user", "insert"): ADDED_USER,
    ("accounts_user", "update"): CHANGED_USER,
    ("mfa_authenticator", "insert"): "new.user_id = sec.me()",
    ("mfa_authenticator", "delete"): "old.user_id = sec.me() or sec.manages_user(old.user_id)",
    ("partners_membership", "insert"): ADDED_MEMBERSHIP,
    ("partners_membership", "update"): CHANGED_MEMBERSHIP,
    ("partners_agency", "insert"): "new.kind = 'GUEST'",
    ("partners_agency", "update"): CHANGED_AGENCY,
    ("partners_sharingagreement", "update"): "sec.holds('GUARD_RECORDS')",
    ("partners_localsetting", "insert"): (
        "new.set_by_id = sec.me() and sec.holds('CONFIGURE_PARTNERSHIP')"
    ),
    ("partners_localsetting", "update"): "sec.holds('CONFIGURE_PARTNERSHIP')",
    ("partners_invitation", "insert"): ADDED_INVITATION,
    ("partners_invitation", "update"): CHANGED_INVITATION,
}


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0004_who_invites_and_warns"),
        ("accounts", "0004_walls_of_sign_in"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("referrals", "0010_declines_are_counted"),
    ]
    operations = [
        migrations.RunSQL(NARROW, migrations.RunSQL.noop),
        as_guard(ASKED),
        *(judged(*place, condition) for place, condition in CONDITIONS.items()),
    ]
