"""A draft keeps, sealed, what two drafts said before they were put together."""

from django.db import migrations

import whitebeam.kernel.fields


class Migration(migrations.Migration):
    dependencies = [("risk", "0021_roles_are_marked_elsewhere")]
    operations = [
        migrations.AddField(
            "assessment",
            "merged_from",
            whitebeam.kernel.fields.SealedTextField(blank=True, null=True),
        ),
        migrations.RunSQL(
            "grant update (merged_from) on risk_assessment to wb_app", migrations.RunSQL.noop
        ),
    ]
