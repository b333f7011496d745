"""What a case kept of somebody in one sealed text moves to their name and to rows of their own."""

import json

from django.db import migrations

from whitebeam.kernel import crypto

TABLES = ("marac_caseperson", "marac_caseidentifier")
# The column had this name when its texts were sealed.
SEALED_AS = "identifiers"


def move(apps, schema_editor) -> None:
    """Open every text with its old place and seal its parts in their new ones."""
    person_of, identifier = (
        apps.get_model("marac", name) for name in ("CasePerson", "CaseIdentifier")
    )
    for person in person_of.objects.all():
        kept = json.loads(opened(person))
        person.name = kept.pop("NAME", "")
        person.save(update_fields=["name"])
        for kind, text in kept.items():
            identifier.objects.create(case_id=person.case_id, about=person, kind=kind, text=text)
    schema_editor.execute("set constraints all immediate")


def opened(person) -> str:
    """Return the text that a row kept, sealed under its column's old name."""
    sealed = person.__dict__["kept_together"].data
    return crypto.unseal(sealed, table="marac_caseperson", row=str(person.pk), column=SEALED_AS)


def forced(how: str) -> migrations.RunSQL:
    """Return the step that lets the owner of these tables reach every row, or no longer."""
    return migrations.RunSQL(
        [f"alter table {table} {how} row level security" for table in TABLES],
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("marac", "0052_identifiers_are_rows")]
    operations = [
        forced("no force"),
        migrations.RunPython(move, migrations.RunPython.noop),
        forced("force"),
    ]
