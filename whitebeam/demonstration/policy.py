"""Who can be tried with one click: the users made for that, and nobody else."""

from django.db.models import QuerySet

from whitebeam.accounts.models import User


def can_be_tried() -> QuerySet[User]:
    """Return the demonstration's users who are active."""
    return User.objects.filter(is_demonstration=True, is_active=True)
