"""The kinds of agency that the national return of MARACs counts apart may have marked it too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("risk", "0022_drafts_are_put_together"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rolesmark",
            name="by_kind",
            field=models.CharField(
                choices=[
                    ("POLICE", "Police"),
                    ("COUNCIL", "Council"),
                    ("CHILDRENS_SERVICES", "Children's services"),
                    ("ADULT_SERVICES", "Adult services"),
                    ("PRIMARY_CARE", "Primary care"),
                    ("ACUTE_HEALTH", "Acute or hospital health"),
                    ("MENTAL_HEALTH", "Mental health"),
                    ("COMMUNITY_HEALTH", "Community health"),
                    ("HEALTH", "Health, of another kind"),
                    ("SUBSTANCE_MISUSE", "Drug and alcohol service"),
                    ("MASH", "Multi-agency safeguarding hub (MASH)"),
                    ("PROBATION", "Probation"),
                    ("HOUSING", "Housing"),
                    ("FIRE", "Fire and rescue"),
                    ("EDUCATION", "School or college"),
                    ("CHARITY", "Charity"),
                    ("SPECIALIST_SERVICE", "Specialist domestic abuse service"),
                    ("PARTNERSHIP_TEAM", "Partnership team"),
                    ("GUEST", "Guest referrers"),
                ],
                max_length=24,
            ),
        ),
    ]
