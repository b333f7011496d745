"""What each role may do with users, sign-in, sessions and deferred work.

These tables say who works here, nothing about a person whom the partnership helps, so they are
granted plainly; docs/security.md lists them as the written exceptions to row-level security.
"""

from django.db import migrations

from whitebeam.kernel.walls import grant

SIGN_IN = [
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "usersessions_usersession",
    "django_session",
]
DEFERRED = """
grant select, insert, update, delete on procrastinate_jobs, procrastinate_events,
  procrastinate_periodic_defers, procrastinate_workers to wb_worker, wb_app;
grant usage, select on all sequences in schema public to wb_worker, wb_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_starting_tables"),
        ("kernel", "0001_signed_context"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        grant(["accounts_user"], "select, insert, update", "wb_app"),
        grant(["accounts_user"], "select", "wb_worker", "wb_broker", "wb_sec", "wb_report"),
        grant(["accounts_user"], "update", "wb_worker"),
        grant(SIGN_IN, "select, insert, update, delete", "wb_app"),
        grant(["django_session", "usersessions_usersession"], "select, delete", "wb_worker"),
        grant(["django_content_type"], "select", "wb_app", "wb_worker"),
        migrations.RunSQL(DEFERRED, migrations.RunSQL.noop),
    ]
