"""What the clock's process needs: to lock a stay while it decides, and to chase late receipts."""

from django.db import migrations, models

from whitebeam.kernel.walls import Allow, rewall

CLOCK = "(select sec.process()) = 'triage_clock'"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0007_a_blocked_referral_leaves_nothing")]
    operations = [
        migrations.AddField(
            model_name="transfer",
            name="chased_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        rewall(
            "referrals_queueentry",
            Allow("update", "wb_worker", using=CLOCK, check=CLOCK, columns=("updated_at",)),
        ),
        rewall(
            "referrals_transfer",
            Allow("select", "wb_worker", using=CLOCK),
            Allow(
                "update",
                "wb_worker",
                using=CLOCK,
                check=CLOCK,
                columns=("chased_at", "updated_at"),
            ),
        ),
    ]
