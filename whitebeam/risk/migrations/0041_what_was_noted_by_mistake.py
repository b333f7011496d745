"""What happened can be taken back as noted by mistake: once, by whoever says so, in her own name."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from whitebeam.kernel.walls import Allow, judged, rewall

walls = import_module("whitebeam.risk.migrations.0002_walls")
SEEN = f"agency_id = {walls.SEEING} and {walls.SEES.format(person='person_id')}"
WRITTEN = ("mistaken_at", "mistaken_by_id", "updated_at")


class Migration(migrations.Migration):
    dependencies = [
        ("risk", "0040_what_sets_aside_is_of_these_two"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "happening", "mistaken_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            "happening",
            "mistaken_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "happening",
            models.CheckConstraint(
                condition=Q(mistaken_at=None, mistaken_by=None)
                | Q(mistaken_at__isnull=False, mistaken_by__isnull=False),
                name="happening_mistaken_says_who",
            ),
        ),
        rewall(
            "risk_happening",
            Allow("update", "wb_app", using=SEEN, check=SEEN, columns=WRITTEN),
        ),
        judged(
            "risk_happening",
            "update",
            "old.mistaken_at is null and new.mistaken_at is not null"
            " and new.mistaken_by_id = sec.me()",
        ),
    ]
