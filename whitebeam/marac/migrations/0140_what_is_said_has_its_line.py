"""What is said at a meeting is about somebody of the case, or the family, and has its ledger line."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

BASES = [
    ("PUBLIC_TASK", "Public task"),
    ("LEGAL_OBLIGATION", "Legal obligation"),
    ("VITAL_INTERESTS", "To protect life"),
    ("LEGITIMATE_INTERESTS", "Legitimate interests"),
    ("CONSENT", "She agreed"),
    ("LAW_ENFORCEMENT", "Law enforcement (Part 3)"),
    ("NOT_KEPT", "Not recorded: entered before lines were kept"),
]
NAMED = "marac_line_names_an_agreement_or_the_emergency"


class Migration(migrations.Migration):
    dependencies = [("marac", "0121_walls_of_what_was_assessed")]
    operations = [
        migrations.AddField(
            model_name="entry",
            name="about",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="marac.caseperson",
            ),
        ),
        migrations.AlterField(
            model_name="disclosure",
            name="basis",
            field=models.CharField(choices=BASES, max_length=24),
        ),
        migrations.RemoveConstraint(model_name="disclosure", name=NAMED),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=Q(agreement__isnull=False)
                | Q(emergency_why__isnull=False)
                | Q(about_label="marac.Case")
                | Q(basis="NOT_KEPT"),
                name=NAMED,
            ),
        ),
    ]
