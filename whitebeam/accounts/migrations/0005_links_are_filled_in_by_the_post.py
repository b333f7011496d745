"""Only the process that sends a link says what opens it, and for whom.

The web role asks for links and spends them. Could it also write a link's token, one stray statement
would choose a new password for anybody.
"""

from django.db import migrations

from whitebeam.kernel.walls import judged

ASKED = """
  new.token_hash is null and new.user_id is null and new.sent_at is null and new.used_at is null
"""
SPENT = """
  old.used_at is null and new.wrong_numbers >= old.wrong_numbers
  and (new.token_hash, new.number_hash, new.user_id, new.email_key, new.kind, new.expires_at)
    is not distinct from
    (old.token_hash, old.number_hash, old.user_id, old.email_key, old.kind, old.expires_at)
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_walls_of_sign_in")]
    operations = [
        judged("accounts_oneuselink", "insert", ASKED),
        judged("accounts_oneuselink", "update", SPENT),
    ]
