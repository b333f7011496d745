"""An agency whose work with her has ended does not open it again: it is involved anew, or not at all.

The columns granted are those of an ending, but an ending could be taken back by the same update, by
an agency from which a referral was taken back.
"""

from django.db import migrations

from whitebeam.kernel.walls import judged


class Migration(migrations.Migration):
    dependencies = [("people", "0008_location_opens_to_who_sees_her")]
    operations = [judged("people_involvement", "update", "old.ended_at is null")]
