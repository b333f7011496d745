"""What hangs on a person asks directly whether she is seen, not through her own wall.

The meaning is the same. A wall inside a wall was planned anew for each table of her page, most of
what the database did for it.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, rewall
from whitebeam.people.walls import of_seen_person

# Who may change these rows, as before: whoever works with her, or the agency that wrote them.
ENDED_BY_WHO_SEES = {
    "people_name": ("ended_on", "updated_at"),
    "people_contactpoint": ("ended_on", "updated_at"),
    "people_safecontact": ("superseded_at", "updated_at"),
    "people_communicationneed": ("ended_on", "updated_at"),
    "people_householdmember": ("ended_on", "updated_at"),
}
KEPT_BY_ITS_AGENCY = {
    "people_flag": ("ended_at", "updated_at"),
    "people_warningnote": ("ended_at", "review_on", "ends_on", "updated_at"),
}
OWN = "recorded_by_id = any((select sec.agencies_writing())::uuid[])"


def both_ends(table: str) -> str:
    """Return the condition that both people of a tie are seen."""
    return f"{of_seen_person(table)} and {of_seen_person(table, 'other_id')}"


def walled(table: str, columns: tuple[str, ...], *, check: str) -> migrations.RunSQL:
    """Return the operation that lets who sees the person read these rows, and end some."""
    seen = of_seen_person(table)
    return rewall(
        table,
        Allow("select", "wb_app", using=seen),
        Allow("update", "wb_app", using=seen, check=check, columns=columns),
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0009_what_ended_stays_ended")]
    operations = [
        *(
            walled(table, columns, check=of_seen_person(table))
            for table, columns in ENDED_BY_WHO_SEES.items()
        ),
        *(walled(table, columns, check=OWN) for table, columns in KEPT_BY_ITS_AGENCY.items()),
        rewall(
            "people_relationship",
            Allow("select", "wb_app", using=both_ends("people_relationship")),
            Allow(
                "update",
                "wb_app",
                using=of_seen_person("people_relationship"),
                check=of_seen_person("people_relationship"),
                columns=("ended_on", "updated_at"),
            ),
        ),
        rewall(
            "people_matchkey",
            Allow("select", "wb_app", using=of_seen_person("people_matchkey")),
            Allow("delete", "wb_app", using=of_seen_person("people_matchkey")),
        ),
    ]
