"""What hung on a referral is gone with it: the writer's own draft and files, advice, clocks, audit.

To the blocked it was never made, so neither an update's number of rows, nor a foreign key, nor a
dry run's figures, nor a guardian's log may say otherwise.
"""

import django.db.models.deletion
from django.db import migrations, models

from whitebeam.kernel.walls import Allow, as_guard, rewall

ME = "(select sec.me())"
MINE = "any((select sec.agencies())::uuid[])"
WRITING = "any((select sec.agencies_writing())::uuid[])"
OF_SEEN = "exists (select 1 from referrals_referral r where r.id = referral_id)"
IF_ANY = f"(referral_id is null or {OF_SEEN})"
IF_DRAFT = "(draft_id is null or exists (select 1 from referrals_draft f where f.id = draft_id))"
FILED = f"added_by_id = {ME} and {IF_ANY} and {IF_DRAFT}"
NOT_DENIED = "referral_id <> all((select sec.referrals_denied())::uuid[])"
GUARDIAN = "array_length((select sec.agencies_guarded())::uuid[], 1) > 0"
STAYS = f"(agency_id = {MINE} or sender_id = {MINE} or sent_here_by_id = {ME}) and {NOT_DENIED}"
HEAD = "security definer set search_path = pg_catalog, sec, pg_temp"

# What the audit may name as a subject, or in its details, and that is denied to whoever reads.
DENIED = f"""
create function sec.may_block_referral(referral uuid) returns boolean stable {HEAD}
  language sql as $$
  select referral <> all(sec.referrals_denied()) and exists (
    select 1 from public.referrals_referral r where r.id = referral
      and (r.sent_by_id = any(sec.agencies_guarded()) or r.held_by_id = any(sec.agencies_guarded())))
$$;
create function sec.lift_case_block(block uuid) returns void {HEAD} language plpgsql as $$
begin
  update public.referrals_caseblock set lifted_at = clock_timestamp(),
    lift_approved_by_id = sec.me()
    where id = block and lifted_at is null
      and sec.guards_elsewhere(lifted_by_id) and sec.may_block_referral(referral_id);
  if not found then
    raise exception 'may not lift this block' using errcode = '42501';
  end if;
end $$;
create function sec.things_denied() returns text[] stable {HEAD} language sql as $$
  with p as (select unnest(sec.people_denied()) as id),
       r as (select unnest(sec.referrals_denied()) as id),
       e as (select q.id from public.referrals_queueentry q join r on r.id = q.referral_id)
  select coalesce(array_agg(x.id::text), '{{}}') from (
    select id from p union select id from r union select id from e
    union select c.id from public.referrals_claim c join e on e.id = c.entry_id
    union select b.id from public.referrals_caseblock b join r on r.id = b.referral_id
    union select d.id from public.referrals_draft d join r on r.id = d.referral_id
    union select d.id from public.referrals_document d
      left join public.referrals_draft f on f.id = d.draft_id
      join r on r.id in (d.referral_id, f.referral_id)
    union select t.id from public.referrals_transfer t join r on r.id = t.referral_id
    union select b.id from public.people_restriction b join p on p.id = b.person_id
    union select m.id from public.people_matchrequest m join p on p.id = m.person_id
    union select m.id from public.people_merge m join p on p.id in (m.kept_id, m.gone_id)
  ) x
$$;
create or replace function sec.referrals_counted(since timestamptz)
  returns table (area text, age integer, sex text, risk text, needs jsonb, queue uuid, n bigint)
  stable {HEAD} language sql as $$
  select coalesce(a.code, '')::text,
         extract(year from age(r.sent_at, p.date_of_birth::timestamp))::integer,
         p.sex::text, r.risk::text, r.needs, first.queue_id, count(*)
  from public.referrals_referral r
  join public.referrals_part v on v.referral_id = r.id and v.kind = 'VICTIM'
  join public.people_person p on p.id = v.person_id
  left join public.partners_area a on a.id = r.area_id
  join lateral (
    select e.queue_id from public.referrals_queueentry e
    where e.referral_id = r.id order by e.entered_at limit 1) first on true
  where sec.may_configure() and r.sent_at >= since
    and r.id <> all((select sec.referrals_denied())::uuid[])
  group by 1, 2, 3, 4, 5, 6
  order by 1, 2, 3, 4, 5, 6
$$;
grant execute on function sec.may_block_referral(uuid), sec.lift_case_block(uuid),
  sec.things_denied() to wb_app
"""
READABLE = (
    "agencies && (select sec.agencies_guarded())::uuid[]"
    " and coalesce(person_id <> all((select sec.people_denied())::uuid[]), true)"
    " and subject_id <> all((select sec.things_denied())::text[])"
    " and not exists (select 1 from unnest((select sec.things_denied())::text[]) as denied(id)"
    " where strpos(details::text, denied.id) > 0)"
)
READINGS = f"""
create or replace function audit.readings_of(person uuid) returns setof public.audit_entry
  stable security definer set search_path = pg_catalog, audit, sec, pg_temp language sql as $$
  select * from public.audit_entry where person_id = person and {READABLE}
$$;
create or replace function audit.policy_version() returns text immutable
  set search_path = pg_catalog, pg_temp language sql as $$ select '2' $$
"""
SEEN_BY_GUARD = ("claim", "draft", "document", "transfer")


def read_by_guard(table: str) -> migrations.RunSQL:
    """Return the right of the security functions to read this table."""
    return rewall(table, Allow("select", "wb_sec", using="id is not null"))


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0006_entering_a_queue"),
        ("people", "0007_matching_keeps_blocks_and_pairs"),
        ("audit", "0004_blocks_bind_guardians"),
    ]
    operations = [
        migrations.AddField(
            model_name="draft",
            name="referral",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="referrals.referral",
            ),
        ),
        *(read_by_guard(f"referrals_{name}") for name in SEEN_BY_GUARD),
        migrations.RunSQL(
            "revoke update (lifted_at, lift_approved_by_id) on referrals_caseblock from wb_app",
            migrations.RunSQL.noop,
        ),
        as_guard(DENIED),
        as_guard(READINGS),
        rewall(
            "audit_entry",
            Allow("select", "wb_app", using=READABLE),
            Allow("select", "wb_sec", using=READABLE),
        ),
        rewall(
            "referrals_queueentry",
            Allow(
                "update",
                "wb_app",
                using=STAYS,
                check=STAYS,
                columns=("left_at", "left_how", "updated_at"),
            ),
        ),
        rewall(
            "referrals_caseblock",
            Allow(
                "insert",
                "wb_app",
                check=f"set_by_id = {ME} and sec.may_block_referral(referral_id)",
            ),
            Allow(
                "update",
                "wb_app",
                using=f"{GUARDIAN} and {OF_SEEN}",
                check=f"lifted_by_id = {ME} and {OF_SEEN}",
                columns=("lifted_by_id", "updated_at"),
            ),
            Allow(
                "update",
                "wb_sec",
                using="id is not null",
                check="id is not null",
                columns=("lifted_at", "lift_approved_by_id"),
            ),
        ),
        rewall(
            "referrals_draft",
            Allow("select", "wb_app", using=f"writer_id = {ME} and {IF_ANY}"),
            Allow(
                "insert", "wb_app", check=f"writer_id = {ME} and agency_id = {WRITING} and {IF_ANY}"
            ),
            Allow(
                "update",
                "wb_app",
                using=f"writer_id = {ME} and {IF_ANY}",
                check=f"writer_id = {ME} and {IF_ANY}",
            ),
        ),
        rewall(
            "referrals_document",
            Allow("select", "wb_app", using=f"({FILED}) or {OF_SEEN}"),
            Allow("insert", "wb_app", check=FILED),
            Allow(
                "update",
                "wb_app",
                using=FILED,
                check=FILED,
                columns=("referral_id", "updated_at"),
            ),
        ),
        rewall(
            "referrals_advicecontact",
            Allow("select", "wb_app", using=f"agency_id = {MINE} and {IF_ANY}"),
            Allow("insert", "wb_app", check=f"by_id = {ME} and agency_id = {MINE} and {IF_ANY}"),
            Allow(
                "update",
                "wb_app",
                using=f"agency_id = {MINE} and {IF_ANY}",
                check=f"agency_id = {MINE} and {IF_ANY}",
                columns=("advice", "referral_id", "updated_at"),
            ),
        ),
    ]
