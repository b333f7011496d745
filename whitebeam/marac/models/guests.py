"""Guests who research for an agency that has no users here. Nobody is counted."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case
from whitebeam.marac.models.meeting import Meeting


class GuestAccess(Record):
    """Leave for one guest: to answer for one agency, of one case or one list, until a moment.

    One that names a package lets the coordinator of another MARAC read that package, and no more.

    The link goes to a work mailbox and works once; the words that open it are told by voice. Only a
    slow hash of the words is kept. Which cases it opens is said by the guest's parts in them, and
    it opens them to the one session in which the words were given: `entered_with` is the SHA-256
    of a secret that only that session holds. `invited_as` is the name that the coordinator typed.
    """

    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_as = models.CharField(max_length=120, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="guests")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="guests"
    )
    # A string, because a package hangs on a transfer, which knows of no guests.
    package = models.ForeignKey(
        "marac.Package", models.PROTECT, null=True, blank=True, related_name="guests"
    )
    coordinated_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    until = models.DateTimeField()
    words_hash = models.CharField(max_length=160)
    wrong_words = models.PositiveSmallIntegerField(default=0)
    entered_at = models.DateTimeField(null=True, blank=True)
    entered_with = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "guest accesses"
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, meeting=None) | Q(case=None, meeting__isnull=False),
                name="marac_guest_opens_one_case_or_one_list",
            ),
            models.UniqueConstraint(
                fields=["user", "case", "meeting", "package"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="marac_guest_is_let_in_once",
            ),
            models.CheckConstraint(
                condition=Q(package=None) | Q(case__isnull=False),
                name="marac_guest_of_a_package_names_its_case",
            ),
        ]
