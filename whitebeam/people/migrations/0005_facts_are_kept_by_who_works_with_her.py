"""Whoever works with her may end a fact that another agency recorded, and never change it.

What she now says is safe replaces what she said to the school; a name or a phone ends. The columns
granted are those of an ending alone. Flags and warning notes stay their agency's own.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, rewall

OF_SEEN = "exists (select 1 from people_person p where p.id = person_id)"


def ended_by_who_sees(table, *columns):
    return rewall(
        table,
        Allow("update", "wb_app", using=OF_SEEN, check=OF_SEEN, columns=(*columns, "updated_at")),
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0004_matching_functions")]
    operations = [
        ended_by_who_sees("people_name", "ended_on"),
        ended_by_who_sees("people_contactpoint", "ended_on"),
        ended_by_who_sees("people_safecontact", "superseded_at"),
        ended_by_who_sees("people_communicationneed", "ended_on"),
        ended_by_who_sees("people_relationship", "ended_on"),
    ]
