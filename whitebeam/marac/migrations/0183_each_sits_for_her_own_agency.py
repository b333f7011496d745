"""Whoever sits at a meeting sits for an agency of hers; who runs it notes the others' apologies."""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, rewall

walls = import_module("whitebeam.marac.migrations.0003_walls")
steps = import_module("whitebeam.marac.migrations.0181_each_step_is_taken_for_ones_own_agency")
OWN = f"agency_id = any((select sec.agencies_with('{steps.DUTIES}'))::uuid[])"
SITTING = f"(user_id = {walls.ME} and {OWN} or sec.marac_runs(meeting_id)) and {walls.OF_MEETING}"


class Migration(migrations.Migration):
    dependencies = [("marac", "0131_walls_of_repeats")]
    operations = [rewall("marac_attendance", Allow("insert", "wb_app", check=SITTING))]
