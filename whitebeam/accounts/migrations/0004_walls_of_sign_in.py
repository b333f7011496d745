"""Kept text may be about a person, so it is walled: each user reaches only their own."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, grant, wall

OWN = "user_id = (select sec.uid())"
OLD = "kept_at < transaction_timestamp() - interval '7 days'"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_links_tries_kept_text_and_providers"),
        ("kernel", "0001_signed_context"),
    ]
    operations = [
        wall(
            "accounts_kepttext",
            Allow("select", "wb_app", using=OWN),
            Allow("insert", "wb_app", check=OWN),
            Allow("update", "wb_app", using=OWN, check=OWN),
            Allow("delete", "wb_app", using=OWN),
            Allow("select", "wb_worker", using=OLD),
            Allow("delete", "wb_worker", using=OLD),
        ),
        grant(["accounts_oneuselink"], "select, insert, update", "wb_app"),
        grant(["accounts_oneuselink"], "select, update, delete", "wb_worker"),
        grant(["accounts_signintry"], "select, insert, update", "wb_app"),
        grant(["accounts_signintry"], "select, delete", "wb_worker"),
        grant(["accounts_identityprovider"], "select", "wb_app", "wb_worker"),
        grant(["accounts_identityprovider"], "insert, update", "wb_worker"),
    ]
