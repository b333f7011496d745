"""That whoever causes harm in one case is the same person as in another: named once, not twice."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case
from whitebeam.marac.models.people import CasePerson


class HarmLink(Record):
    """Two cases in which one person causes harm, linked with a reason by who coordinates both.

    It names those who cause harm and nobody else, and exists only for whoever may open both cases.
    The lesser key comes first, so that a pair is linked once whichever way it is found.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    about = models.ForeignKey(CasePerson, models.PROTECT, related_name="+")
    other = models.ForeignKey(Case, models.PROTECT, related_name="+")
    other_about = models.ForeignKey(CasePerson, models.PROTECT, related_name="+")
    # Whether their records are the same person's; otherwise they only look alike.
    is_sure = models.BooleanField()
    reason = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_why = SealedTextField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "other_about"],
                condition=Q(ended_at=None),
                name="marac_harm_is_linked_once",
            ),
            models.CheckConstraint(
                condition=Q(about__lt=F("other_about")) & ~Q(case=F("other")),
                name="marac_harm_link_joins_two_cases",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_why=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_why__isnull=False),
                name="marac_harm_link_ends_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="marac_harm_link_of_case"),
            models.Index(fields=["other"], name="marac_harm_link_of_other"),
        ]
