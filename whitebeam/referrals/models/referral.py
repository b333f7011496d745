"""A referral, who plays which part in it, and everything that happened to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.kernel.errors import Refused
from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.partners.models.blocks import Block, constraints_of


class Referral(Record):
    """One agency asking for support for one person.

    The answers are held sealed, with the version of the form they answer. Its history is rows:
    `StateChange` says who, when and why; `state` is the newest of them.
    """

    class State(models.TextChoices):
        IN_TRIAGE = "IN_TRIAGE", "Waiting for triage"
        RETURNED = "RETURNED", "Returned for information"
        ACCEPTED = "ACCEPTED", "Accepted"
        DECLINED = "DECLINED", "Declined"
        TRANSFER_SENT = "TRANSFER_SENT", "Sent to another area, receipt awaited"
        TRANSFERRED = "TRANSFERRED", "Received by another area"
        RECALLED = "RECALLED", "Taken back by the referrer"
        CLOSED = "CLOSED", "Closed"

    class Risk(models.TextChoices):
        HIGH = "HIGH", "High"
        MEDIUM = "MEDIUM", "Medium"
        STANDARD = "STANDARD", "Standard"
        NOT_KNOWN = "NOT_KNOWN", "Not yet known"

    class Route(models.TextChoices):
        STANDARD = "STANDARD", "Referral"
        SHORT = "SHORT", "Short referral"
        GUEST = "GUEST", "Guest referral"

    class Basis(models.TextChoices):
        CONSENT = "CONSENT", "She agreed"
        VITAL_INTERESTS = "VITAL_INTERESTS", "To protect life"
        SAFEGUARDING = "SAFEGUARDING", "Safeguarding of a child or adult at risk"
        PUBLIC_TASK = "PUBLIC_TASK", "A legal duty or public task"

    reference = models.CharField(max_length=16, unique=True)
    form = models.ForeignKey("referrals.FormVersion", models.PROTECT, related_name="+")
    answers = SealedTextField()
    route = models.CharField(max_length=8, choices=Route, default=Route.STANDARD)
    state = models.CharField(max_length=16, choices=State, default=State.IN_TRIAGE)
    risk = models.CharField(max_length=10, choices=Risk, default=Risk.NOT_KNOWN)
    is_unsafe_now = models.BooleanField(default=False)
    needs = models.JSONField(default=list)
    area = models.ForeignKey(
        "partners.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    basis = models.CharField(max_length=16, choices=Basis)
    basis_reason = SealedTextField(null=True, blank=True)
    sent_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    rule = models.ForeignKey(
        "referrals.RoutingRule", models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(
        "partners.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_due_at = models.DateTimeField(null=True, blank=True)
    once_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    MOVES = {
        State.IN_TRIAGE: {
            State.RETURNED,
            State.ACCEPTED,
            State.DECLINED,
            State.TRANSFER_SENT,
            State.RECALLED,
        },
        State.RETURNED: {State.IN_TRIAGE, State.RECALLED, State.DECLINED},
        State.TRANSFER_SENT: {State.TRANSFERRED, State.IN_TRIAGE},
        State.ACCEPTED: {State.CLOSED, State.TRANSFER_SENT},
        State.DECLINED: {State.IN_TRIAGE},
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ACCEPTED")
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="referral_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(basis="CONSENT") | Q(basis_reason__isnull=False),
                name="referral_without_consent_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["sent_by", "-sent_at", "id"], name="referral_by_sender"),
            models.Index(fields=["submitted_by", "-sent_at", "id"], name="referral_by_submitter"),
            models.Index(fields=["accepted_by", "-accepted_at"], name="referral_by_worker"),
        ]

    def move(self, to: State) -> None:
        """Change the state of this instance; the service saves it and writes the `StateChange`.

        :raises Refused: if this cannot follow from the present state
        """
        if to not in self.MOVES.get(self.State(self.state), set()):
            raise Refused("This referral has moved on. Open it again to see what happened.")
        self.state = to
        self.version += 1


class Part(Record):
    """The part a person plays in this one referral; in another she may play a different one."""

    class Kind(models.TextChoices):
        VICTIM = "VICTIM", "Person harmed"
        PERPETRATOR = "PERPETRATOR", "Person causing harm"
        CHILD = "CHILD", "Child"
        OTHER = "OTHER", "Someone else involved"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="parts")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    relationship = models.CharField(max_length=16, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    school = SealedTextField(null=True, blank=True)
    lives_where = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "person"], name="part_is_played_once_per_referral"
            ),
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(kind="VICTIM"),
                name="referral_has_one_person_harmed",
            ),
        ]
        indexes = [models.Index(fields=["person", "kind"], name="part_by_person")]


class StateChange(Record):
    """One step of a referral's way: from, to, who, when and why."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="changes")
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16, choices=Referral.State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.ForeignKey(
        "referrals.Reason", models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = SealedTextField(null=True, blank=True)


class Correction(Record):
    """One answer put right after sending: what it said, what it says now, who and why."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="corrections")
    question = models.CharField(max_length=80)
    old = SealedTextField(null=True, blank=True)
    new = SealedTextField(null=True, blank=True)
    why = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)


class HandOverNote(Record):
    """What one worker tells the next, inside the agency that holds the referral."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="hand_overs")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    text = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()


class Transfer(Record):
    """A referral sent to another area. It closes only when that area says it has it."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="transfers")
    to_area_name = models.CharField(max_length=120)
    to_service_name = models.CharField(max_length=160)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    received_by_name = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    chased_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(received_at=None, cancelled_at=None),
                name="transfer_waits_once_per_referral",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None)
                | Q(confirmed_by__isnull=False) & ~Q(received_by_name=""),
                name="transfer_receipt_says_who",
            ),
        ]


class CaseBlock(Block):
    """A conflict block on one referral."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="blocks")

    class Meta:
        constraints = constraints_of("case_block")
