"""Nobody names in a case an assessment that she may not read, or one that does not stand.

The question is asked through the walls of risk, as whoever refers. What a case keeps of an
assessment is written once: no role may change it.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, rewall

REFERRED = (
    "referred_by_id = (select sec.me()) and referring_agency_id ="
    " any(sec.agencies_with('REFER_TO_MARAC,COORDINATE_MARAC'))"
)
READ = """(assessment_id is null or exists (select 1 from risk_assessment a
  where a.id = marac_case.assessment_id and a.state <> 'DRAFT' and a.set_aside_by_id is null))"""


def inserted(check: str) -> str:
    """Return the statements that let a case be written under this condition alone."""
    return str(rewall("marac_case", Allow("insert", "wb_app", check=check)).sql)


class Migration(migrations.Migration):
    dependencies = [("marac", "0120_what_was_assessed")]
    operations = [migrations.RunSQL(inserted(f"{REFERRED} and {READ}"), inserted(REFERRED))]
