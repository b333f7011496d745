"""How many posts are filled is said by whoever coordinates or steers, and never changed."""

from django.db import migrations

from whitebeam.kernel.walls import grant, judged

MAY = (
    "new.entered_by_id = sec.me()"
    " and (sec.holds('COORDINATE_MARAC') or sec.holds('VIEW_MARAC_FIGURES'))"
)


class Migration(migrations.Migration):
    dependencies = [("marac", "0172_staff_in_post")]
    operations = [
        grant(["marac_staffinpost"], "select, insert", "wb_app"),
        judged("marac_staffinpost", "insert", MAY),
    ]
