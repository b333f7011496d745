"""Scheduled work of referrals; each piece is a command that can be run by hand too."""

from contextlib import suppress

from django.core.management import call_command
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def check_soon() -> None:
    """Ask for what is held to be checked now; asked once while it waits, whoever asks."""
    with suppress(AlreadyEnqueued):
        check_documents.configure().defer(timestamp=0)


@app.periodic(cron="* * * * *")
@app.task(name="referrals.check_documents", queueing_lock="referrals.check_documents")
def check_documents(timestamp: int) -> None:
    """Scan what is held, every minute."""
    call_command("check_documents")
