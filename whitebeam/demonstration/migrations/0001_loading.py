import uuid

from django.db import migrations, models

from whitebeam.kernel.walls import wall


class Migration(migrations.Migration):
    """What has been loaded; only the loader, which passes the walls, reads or writes it."""

    initial = True

    dependencies = [("kernel", "0001_signed_context")]

    operations = [
        migrations.CreateModel(
            name="Loading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("seed", models.BigIntegerField(unique=True)),
                ("lived_until", models.DateTimeField()),
                ("people", models.PositiveIntegerField()),
                ("people_done", models.PositiveIntegerField(default=0)),
                ("households_done", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={"abstract": False},
        ),
        wall("demonstration_loading"),
    ]
