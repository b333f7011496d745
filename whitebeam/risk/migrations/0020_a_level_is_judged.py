"""A tool without published bands tells no level: its assessor judges it, and nothing is standard.

What was signed with such a tool before has the judgement that was given, or no level at all: that
it was called standard by default told nothing. From now on nobody signs without a level.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import F, Q

walls = import_module("whitebeam.risk.migrations.0002_walls")

NAME = "assessment_signed_says_when_and_what"
DRAFT = Q(state="DRAFT", signed_at=None)
SIGNED = ~Q(state="DRAFT") & Q(signed_at__isnull=False)
AFTER = DRAFT | SIGNED & (~Q(level="") & ~Q(band="") | Q(band="", level=F("judged_level")))
UNBANDED = """tool_id in (select t.id from risk_toolversion t
  where t.kind in ('STALKING', 'HONOUR', 'GRID'))"""
JUDGED = f"""update risk_assessment set band = '', level = judged_level
  where state <> 'DRAFT' and {UNBANDED}"""
AS_BEFORE = """update risk_assessment
  set band = 'STANDARD', level = coalesce(nullif(level, ''), 'STANDARD')
  where state <> 'DRAFT' and band = ''"""
AT_ONCE = "set constraints all immediate"
FUNCTION = """
create or replace function risk_assessment_update_is_allowed() returns trigger
set search_path = public, pg_temp language plpgsql as $$
begin
  if ({condition}) is not true then
    raise exception 'may not update this row of risk_assessment' using errcode = '42501';
  end if;
  return new;
end $$"""
SAYS_A_LEVEL = "(old.state <> 'DRAFT' or new.state = 'DRAFT' or new.level <> '')"


def forced(how: str, back: str) -> migrations.RunSQL:
    """Return the step that lets the owner of the table reach every row, or no longer."""
    how, back = (f"alter table risk_assessment {one} row level security" for one in (how, back))
    return migrations.RunSQL(how, back)


class Migration(migrations.Migration):
    dependencies = [("risk", "0015_shared_under_what_covers_it")]
    operations = [
        migrations.RemoveConstraint("assessment", NAME),
        forced("no force", "force"),
        migrations.RunSQL([JUDGED, AT_ONCE], [AS_BEFORE, AT_ONCE]),
        forced("force", "no force"),
        migrations.AddConstraint("assessment", models.CheckConstraint(condition=AFTER, name=NAME)),
        migrations.RunSQL(
            FUNCTION.format(condition=f"({walls.MAY_CHANGE}) and {SAYS_A_LEVEL}"),
            FUNCTION.format(condition=walls.MAY_CHANGE),
        ),
    ]
