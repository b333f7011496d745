"""What each role may do with invitations, warnings and guests.

These tables say who works where, nothing about a person whom the partnership helps, so they are
granted plainly, like the others of this app.
"""

from django.db import migrations

from whitebeam.kernel.walls import grant


class Migration(migrations.Migration):
    dependencies = [("partners", "0003_invitations_and_warnings")]
    operations = [
        grant(["partners_invitation"], "select, insert, update", "wb_app"),
        grant(["partners_invitation"], "select", "wb_worker"),
        grant(["partners_agreementwarning"], "select", "wb_app", "wb_worker"),
        grant(["partners_agreementwarning"], "insert", "wb_worker"),
    ]
