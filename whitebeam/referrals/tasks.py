"""Scheduled work of referrals; each piece is a command that can be run by hand too."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="referrals.check_documents", queueing_lock="referrals.check_documents")
def check_documents(timestamp: int) -> None:
    """Scan what is held, every minute."""
    call_command("check_documents")
