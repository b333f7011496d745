"""Reporting by turns: which strand reports to the board when, who was asked, and what they said."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.strategy.models.frameworks import Strand
from whitebeam.strategy.models.plan import NEEDS_EVIDENCE, Figure, Project, Status


class Round(Record):
    """A quarter in which one strand reports to the board."""

    strand = models.ForeignKey(Strand, models.PROTECT, related_name="rounds")
    quarter_starts_on = models.DateField()
    board_on = models.DateField()
    opens_on = models.DateField()
    asks_on = models.DateField()
    due_on = models.DateField()
    opened_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["strand", "quarter_starts_on"], name="strand_reports_once_a_quarter"
            ),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("asks_on"))
                & Q(asks_on__lte=F("due_on"))
                & Q(due_on__lte=F("board_on")),
                name="round_days_are_in_order",
            ),
        ]


class Return(Record):
    """One project's place in a round: whether its owner was asked, chased, and has answered."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="returns")
    project = models.ForeignKey(Project, models.PROTECT, related_name="returns")
    asked_at = models.DateTimeField(null=True, blank=True)
    chases = models.PositiveSmallIntegerField(default=0)
    chased_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    signed_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "project"], name="return_is_asked_once")
        ]


class Update(Record):
    """What an owner says of a project. A draft is the owner's and the keepers' until it is sent."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", "Draft"
        SUBMITTED = "SUBMITTED", "Sent, waiting for sign-off"
        RETURNED = "RETURNED", "Sent back"
        SIGNED_OFF = "SIGNED_OFF", "Signed off"

    OPEN = (State.DRAFT, State.SUBMITTED, State.RETURNED)

    project = models.ForeignKey(Project, models.PROTECT, related_name="updates")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="updates")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_REPORTED)
    words = SealedTextField(null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_words = SealedTextField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    evidence_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="DRAFT")
                | ~Q(status__in=NEEDS_EVIDENCE)
                | Q(evidence_count__gt=0),
                name="update_green_has_evidence",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | Q(submitted_at__isnull=False),
                name="update_is_sent_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("written_by")),
                name="update_is_signed_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state__in=["DRAFT", "SUBMITTED", "RETURNED"]),
                name="update_is_open_once_a_project",
            ),
        ]


class Evidence(Record):
    """What an update rests on: a page, a place in a document, or a figure."""

    update = models.ForeignKey(Update, models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=200)
    address = models.URLField(max_length=400, blank=True)
    place = models.CharField(max_length=240, blank=True)
    figure = models.ForeignKey(Figure, models.PROTECT, null=True, blank=True, related_name="+")
    happened_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=~Q(address="") | ~Q(place="") | Q(figure__isnull=False),
                name="evidence_can_be_found",
            )
        ]
