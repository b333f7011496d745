"""How many advisers and administrators an area has in post, from a day."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0171_settled_in_whole_months"),
        ("partners", "0008_kinds_of_the_national_return"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffInPost",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("ADVISER", "Advisers (IDVAs)"),
                            ("ADMINISTRATOR", "Administrators"),
                        ],
                        max_length=16,
                    ),
                ),
                ("posts", models.DecimalField(decimal_places=1, max_digits=5)),
                ("starts_on", models.DateField()),
                ("source", models.CharField(max_length=240)),
                ("entered_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.area",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "staff in post",
                "indexes": [
                    models.Index(fields=["area", "role", "-starts_on"], name="marac_staff_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("posts__gte", 0)), name="marac_posts_are_not_below_none"
                    )
                ],
            },
        ),
    ]
