"""A worker reads her own notices; the posting process sees what waits to be posted."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, wall

ME = "(select sec.me())"
POSTING = "(select sec.process()) = any('{notices,triage_clock,agreements}')"


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_starting_tables"), ("partners", "0002_walls")]
    operations = [
        wall(
            "notices_notice",
            Allow("select", "wb_app", using=f"to_id = {ME}"),
            Allow("insert", "wb_app", check=f"{ME} is not null and read_at is null"),
            Allow(
                "update",
                "wb_app",
                using=f"to_id = {ME}",
                check=f"to_id = {ME}",
                columns=("read_at", "updated_at"),
            ),
            Allow("select", "wb_worker", using=POSTING),
            Allow("insert", "wb_worker", check=POSTING),
            Allow(
                "update",
                "wb_worker",
                using=POSTING,
                check=POSTING,
                columns=(
                    "post",
                    "why_stopped",
                    "tries",
                    "posted_at",
                    "provider_reference",
                    "updated_at",
                ),
            ),
        ),
    ]
