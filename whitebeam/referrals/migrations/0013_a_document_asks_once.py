"""A document asks once whether its referral is seen: the wall asked three times, one in another.

Whoever sees the referral sees its documents; whoever added one that belongs to no referral yet sees
it while she sees its draft. Together that is what the wall said before.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, rewall

OF_SEEN = "exists (select 1 from referrals_referral r where r.id = referral_id)"
OWN = (
    "added_by_id = (select sec.me()) and referral_id is null and (draft_id is null"
    " or exists (select 1 from referrals_draft f where f.id = draft_id))"
)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0012_held_means_this_referral")]
    operations = [
        rewall("referrals_document", Allow("select", "wb_app", using=f"{OF_SEEN} or ({OWN})")),
    ]
