"""Whose notices are whose: a worker reads what was addressed to her, and nobody else's."""

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.notices.models import Notice


def addressed_to(user: User) -> QuerySet[Notice]:
    """Return this user's notices; the wall leaves out what is about a record kept from her."""
    return Notice.objects.filter(to=user)
