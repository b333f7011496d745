"""What every conflict block says, whatever it is about."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record

NAMES_ONE = (
    Q(user__isnull=False, team=None, agency=None)
    | Q(user=None, team__isnull=False, agency=None)
    | Q(user=None, team=None, agency__isnull=False)
)
IS_LIFTED_BY_TWO = Q(lifted_at=None) | Q(
    lifted_by__isnull=False, lift_approved_by__isnull=False
) & ~Q(lifted_by=F("lift_approved_by"))


class Block(Record):
    """Against one user, team or agency, to whom what it is about was never made.

    Set by a guardian, above every duty, invisible to the blocked. The reason is the setter's alone.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey(
        "partners.Team", models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency = models.ForeignKey(
        "partners.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = SealedTextField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lift_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True


def constraints_of(block: str) -> list[models.BaseConstraint]:
    """Return what must hold of a kind of block, under names that begin with it."""
    return [
        models.CheckConstraint(condition=NAMES_ONE, name=f"{block}_names_one_user_team_or_agency"),
        models.CheckConstraint(condition=IS_LIFTED_BY_TWO, name=f"{block}_is_lifted_by_two_people"),
    ]
