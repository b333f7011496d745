"""Services and lots say nothing of a person, so they are granted plainly."""

from django.db import migrations

from whitebeam.kernel.walls import grant

TABLES = [
    "directory_lot",
    "directory_lotarea",
    "directory_service",
    "directory_servicearea",
    "directory_helpline",
    "directory_group",
]


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_starting_tables"), ("kernel", "0001_signed_context")]
    operations = [
        grant(TABLES, "select", "wb_app", "wb_worker", "wb_report"),
        grant(["directory_helpline"], "select", "wb_public"),
    ]
