"""Cases that wait for screening, or for which no service speaks, have an adviser's clock too."""

from django.db import migrations

from whitebeam.kernel.clocks import Span

WITHOUT_CLOCK = """select id, referred_at from marac_case where idva_due_at is null
  and state in ('RECEIVED', 'RETURNED', 'ACCEPTED', 'LISTED', 'RELISTED', 'RESEARCH_OPEN',
                'RESEARCH_CLOSED', 'DEFERRED')"""
# Two working days, which the packs have had so far (Wakefield's adviser service).
USUAL = Span(2)


def begin(apps, schema_editor) -> None:
    """Let each clock begin with its referral."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(WITHOUT_CLOCK)
        due = [(USUAL.after(referred_at), pk) for pk, referred_at in cursor.fetchall()]
        cursor.executemany("update marac_case set idva_due_at = %s where id = %s", due)


def forced(how: str) -> migrations.RunSQL:
    """Return the step that lets the owner of the table reach every row, or no longer."""
    return migrations.RunSQL(
        f"alter table marac_case {how} row level security", migrations.RunSQL.noop
    )


class Migration(migrations.Migration):
    dependencies = [("marac", "0151_walls_of_who_was_not_reached")]
    operations = [
        forced("no force"),
        migrations.RunPython(begin, migrations.RunPython.noop),
        forced("force"),
    ]
