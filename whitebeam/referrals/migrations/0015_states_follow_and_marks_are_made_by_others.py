"""What a stray statement could still do: skip a state, clear an upload, write to anybody.

A referral begins in triage and goes from state to state as `Referral.MOVES` says. An upload is held
until the process that checks documents has looked at it. A notice of a referral goes to who sent it
and to agencies that it came to, from one of them.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, judged, rewall

MOVES = {
    "IN_TRIAGE": ("RETURNED", "ACCEPTED", "DECLINED", "TRANSFER_SENT", "RECALLED"),
    "RETURNED": ("IN_TRIAGE", "RECALLED", "DECLINED"),
    "TRANSFER_SENT": ("TRANSFERRED", "IN_TRIAGE"),
    "ACCEPTED": ("CLOSED", "TRANSFER_SENT"),
    "DECLINED": ("IN_TRIAGE",),
}
FOLLOWS = " or ".join(
    f"old.state = '{before}' and new.state = any('{{{','.join(after)}}}')"
    for before, after in MOVES.items()
)
MAY_TELL = """
create function sec.may_tell(reader uuid, referral uuid) returns boolean
  stable security definer set search_path = pg_catalog, sec, pg_temp language sql as $$
  with told as (
    select r.submitted_by_id, r.sent_by_id as agency_id
    from public.referrals_referral r
    where r.id = referral and r.id <> all(sec.referrals_denied())
  ), concerned as (
    select agency_id from told
    union
    select e.agency_id from public.referrals_queueentry e where e.referral_id = referral
  )
  select exists (
    select 1 from told
    where submitted_by_id = sec.uid()
       or exists (select 1 from concerned where agency_id = any(sec.agencies_writing()))
  ) and (
    exists (select 1 from told where submitted_by_id = reader)
    or exists (
      select 1 from public.partners_membership m join concerned c on c.agency_id = m.agency_id
      where m.user_id = reader and m.starts_on <= sec.today()
        and (m.ends_on is null or m.ends_on >= sec.today())))
$$;
grant execute on function sec.may_tell(uuid, uuid) to wb_app
"""
TELLING = """(select sec.me()) is not null and read_at is null
  and (about_label <> 'referrals.Referral' or sec.may_tell(to_id, about_id))"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0014_rules_stand_between_rules"),
        ("notices", "0005_told_of_what_the_teller_sees"),
    ]
    operations = [
        judged("referrals_referral", "insert", "new.state = 'IN_TRIAGE'"),
        judged("referrals_referral", "update", f"new.state = old.state or {FOLLOWS}"),
        judged("referrals_document", "insert", "new.state = 'HELD' and new.checked_at is null"),
        as_guard(MAY_TELL),
        rewall("notices_notice", Allow("insert", "wb_app", check=TELLING)),
    ]
