"""A case has a plan before its meeting when an action was raised before it, settled early or not."""

from django.db import migrations

from whitebeam.kernel.walls import as_guard

# The function is taken as it stands, so that what others changed in it stays.
PLANNED = r"""
do $do$ begin
  execute regexp_replace(
    pg_get_functiondef('sec.marac_settled_counted(timestamptz)'::regprocedure),
    'e\.settlement is not null and e\.audit <> ''TO_BE_HEARD''\s+or sec\.marac_is_planned',
    'sec.marac_is_planned');
end $do$
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0154_what_stands_and_what_audits_found")]
    operations = [as_guard(PLANNED)]
