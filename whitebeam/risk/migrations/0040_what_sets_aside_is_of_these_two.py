"""A signed assessment is set aside by what put these two right, for good, and replaced by a successor.

A check of the new row alone let any correction set aside any assessment, and let it be put back.
What was is known to the trigger: it compares both, and whoever did not set it aside may still
replace it.
"""

from importlib import import_module

from django.db import migrations

from whitebeam.kernel.walls import Allow, rewall

walls = import_module("whitebeam.risk.migrations.0002_walls")
judging = import_module("whitebeam.risk.migrations.0020_a_level_is_judged")

SETS_ASIDE = """(new.set_aside_by_id is not distinct from old.set_aside_by_id
  or old.set_aside_by_id is null and (
    sec.may_set_aside(new.id, new.set_aside_by_id)
    or exists (
      select 1 from risk_rolecorrection c
      where c.id = new.set_aside_by_id and c.state = 'CORRECTED'
        and c.agency_id = new.agency_id and c.other_id = new.victim_id
        and c.person_id = new.perpetrator_id)))"""
REPLACES = """(new.state = old.state and new.superseded_at is not distinct from old.superseded_at
  or old.state = 'SIGNED' and new.state = 'SUPERSEDED' and exists (
    select 1 from risk_assessment s where s.supersedes_id = new.id and s.state <> 'DRAFT'))"""
MAY_CHANGE = f"""
  (old.state = 'DRAFT' and old.by_id = sec.me() and old.discarded_at is null
      and new.state in ('DRAFT', 'SIGNED') and new.set_aside_by_id is null
      and new.superseded_at is null)
  or (old.state <> 'DRAFT' and (to_jsonb(new) - {walls.KEPT}) = (to_jsonb(old) - {walls.KEPT})
      and {REPLACES} and {SETS_ASIDE})
"""
CHANGED = (
    f"{walls.OWN} and (supersedes_id is null"
    " or sec.may_supersede(supersedes_id, agency_id, victim_id))"
)


def update(check: str) -> Allow:
    """Return what the web role may update, by this check of the new row."""
    return Allow("update", "wb_app", using=walls.OWN, check=check, columns=walls.WRITTEN)


class Migration(migrations.Migration):
    dependencies = [("risk", "0032_owners_are_told")]
    operations = [
        migrations.RunSQL(
            judging.FUNCTION.format(condition=f"({MAY_CHANGE}) and {judging.SAYS_A_LEVEL}"),
            judging.FUNCTION.format(
                condition=f"({walls.MAY_CHANGE}) and {judging.SAYS_A_LEVEL}",
            ),
        ),
        rewall("risk_assessment", update(CHANGED)),
    ]
