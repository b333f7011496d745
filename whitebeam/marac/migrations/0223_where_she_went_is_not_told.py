"""Where her address is withheld, no line of the ledger names the MARAC that she went to.

Every agency of the case and guardians read the ledger. The transfer and its package keep the name.
"""

from django.db import migrations

NOT_NAMED = """
alter table marac_disclosure no force row level security;
alter table marac_packageitem no force row level security;
alter table marac_package no force row level security;
update marac_disclosure d set to_marac = 'Another MARAC'
  from marac_packageitem i join marac_package k on k.id = i.package_id
  where d.about_label = 'marac.PackageItem' and d.about_id = i.id and k.is_address_withheld;
set constraints all immediate;
alter table marac_disclosure force row level security;
alter table marac_packageitem force row level security;
alter table marac_package force row level security
"""


class Migration(migrations.Migration):
    dependencies = [("marac", "0222_kept_from_one_kept_from_both")]
    operations = [migrations.RunSQL(NOT_NAMED, migrations.RunSQL.noop)]
