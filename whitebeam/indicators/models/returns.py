"""Returns: one agency's figures of one period, checked, signed by two, locked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.indicators.models.book import Indicator
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.models import Record


class Return(Record):
    """What one agency gives for one period. Signed, it is locked; opened again, it says why."""

    class State(models.TextChoices):
        OPEN = "OPEN", "Open"
        SENT = "SENT", "Waits for a second signature"
        SIGNED = "SIGNED", "Signed and locked"

    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    period = models.CharField(max_length=8)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    is_computed = models.BooleanField(default=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    MOVES = {
        State.OPEN: {State.SENT},
        State.SENT: {State.SIGNED, State.OPEN},
        State.SIGNED: {State.OPEN},
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "period", "is_computed"], name="return_is_opened_once_a_period"
            ),
            models.CheckConstraint(
                condition=Q(state="OPEN", sent_by=None, signed_by=None)
                | Q(state="SENT", sent_by__isnull=False, signed_by=None)
                | Q(state="SIGNED", sent_by__isnull=False, signed_by__isnull=False),
                name="return_says_who_sent_and_signed",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("sent_by")),
                name="return_is_signed_by_a_second_person",
            ),
        ]
        indexes = [models.Index(fields=["period", "agency"], name="return_by_period")]

    def move(self, to: State) -> None:
        """Change the state of this instance; the service saves it and writes the step.

        :raises Refused: if this cannot follow from the present state
        """
        if to not in self.MOVES[self.State(self.state)]:
            raise Refused("This return has moved on. Open it again to see where it stands.")
        self.state = to
        self.version += 1


class Figure(Record):
    """One line of a return: a number, of how many, and what explains it."""

    owner = models.ForeignKey(Return, models.PROTECT, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    area = models.ForeignKey(
        "partners.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    breakdown = models.SlugField(max_length=40, blank=True)
    group = models.SlugField(max_length=40, blank=True)
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    explanation = models.CharField(max_length=500, blank=True)
    row = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "indicator", "area", "breakdown", "group"],
                name="figure_is_given_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(area=None) | Q(breakdown=""), name="figure_is_of_a_district_or_a_group"
            ),
            models.CheckConstraint(
                condition=(Q(numerator=None) | Q(numerator__gte=0))
                & (Q(denominator=None) | Q(denominator__gte=0)),
                name="figure_is_not_below_nought",
            ),
        ]


class Upload(Record):
    """A spreadsheet that was sent for a return: what could not be understood in it, row by row."""

    owner = models.ForeignKey(Return, models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Mapping(Record):
    """What the columns of an agency's own spreadsheet mean, said once and used every time."""

    agency = models.OneToOneField("partners.Agency", models.PROTECT, related_name="+")
    headings = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")


class Step(Record):
    """One step of a return's way: what, who, when and why."""

    class Kind(models.TextChoices):
        OPENED = "OPENED", "Opened"
        SAVED = "SAVED", "Figures saved"
        UPLOADED = "UPLOADED", "Spreadsheet read"
        COMPUTED = "COMPUTED", "Counted from records"
        SENT = "SENT", "Sent for the second signature"
        SENT_BACK = "SENT_BACK", "Sent back"
        SIGNED = "SIGNED", "Signed and locked"
        REOPENED = "REOPENED", "Opened again"
        CHASED = "CHASED", "Reminder sent"

    owner = models.ForeignKey(Return, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    once = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "once"],
                condition=~Q(once=""),
                name="return_is_chased_once_a_limit",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["REOPENED", "SENT_BACK"]) | ~Q(reason=""),
                name="return_opens_again_with_a_reason",
            ),
        ]
