"""Who holds a referral is asked of this referral: the column was read from the queue instead.

An unqualified name inside the condition was that of the inner table, which always agrees with
itself: whoever held anything could add notes and transfers to what they did not hold.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, rewall

MINE = "any((select sec.agencies())::uuid[])"
ME = "(select sec.me())"
TRANSFERRING = (
    "received_by_name",
    "received_at",
    "confirmed_by_id",
    "cancelled_at",
    "updated_at",
)


def held(table: str) -> str:
    """Return the condition that this row's referral is held by an agency of the reader's."""
    return f"""exists (select 1 from referrals_queueentry e
      where e.referral_id = {table}.referral_id
      and e.agency_id = {MINE} and e.left_how <> 'RECALLED'
      and (e.agreement_id is null or e.agreement_id = any((select sec.agreements())::uuid[])))
    and {table}.referral_id <> all((select sec.referrals_denied())::uuid[])"""


CORRECTED, NOTED, SENT = map(
    held, ("referrals_correction", "referrals_handovernote", "referrals_transfer")
)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0011_what_was_taken_back_stays_back")]
    operations = [
        rewall(
            "referrals_correction",
            Allow(
                "update",
                "wb_app",
                using=CORRECTED,
                check=CORRECTED,
                columns=("seen_at", "updated_at"),
            ),
        ),
        rewall(
            "referrals_handovernote",
            Allow("insert", "wb_app", check=f"by_id = {ME} and agency_id = {MINE} and {NOTED}"),
        ),
        rewall(
            "referrals_transfer",
            Allow("insert", "wb_app", check=f"sent_by_id = {ME} and {SENT}"),
            Allow("update", "wb_app", using=SENT, check=SENT, columns=TRANSFERRING),
        ),
    ]
