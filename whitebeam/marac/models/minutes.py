"""What a meeting leaves behind: the signed minutes of each case, and each agency's copy."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case
from whitebeam.marac.models.meeting import AgendaItem, Meeting


class Minutes(Record):
    """The minutes of one case at one meeting, as they were signed; never changed.

    A correction is a new version that names the one before and says why.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="minutes_signed")
    case = models.ForeignKey(Case, models.PROTECT, related_name="minutes")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    content = SealedTextField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    why = SealedTextField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="marac_minutes_have_each_version_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1, supersedes=None, why=None)
                | Q(number__gt=1, supersedes__isnull=False, why__isnull=False),
                name="marac_correction_says_what_and_why",
            ),
        ]


class MinutesFact(Record):
    """One thing in signed minutes that an agency shared, or their summary, with its ledger line.

    An agency's copy shows those that are its own and those whose line names it as a receiver; one
    without a line is for its own agency and for those who keep the minutes whole.
    """

    SUMMARY = "SUMMARY"

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="facts")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    line = models.ForeignKey(
        "marac.Disclosure", models.PROTECT, null=True, blank=True, related_name="+"
    )
    about = models.ForeignKey(
        "marac.CasePerson", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Under which heading it stands, and as which of all.
    place = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField()
    is_opinion = models.BooleanField(default=False)
    text = SealedTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "position"], name="marac_minutes_have_one_fact_in_a_place"
            )
        ]


class MinutesCopy(Record):
    """What one agency keeps of signed minutes: its own actions and what was decided.

    What was shared with it are the facts of the minutes that its agency may read.
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="copies")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    content = SealedTextField()

    class Meta:
        verbose_name_plural = "minutes copies"
        constraints = [
            models.UniqueConstraint(fields=["minutes", "agency"], name="marac_agency_has_one_copy")
        ]
