"""Who harms whom, looked at with care: the structured check, corrections, conflict or abuse."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.errors import Refused
from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.partners.models import Agency

USER = settings.AUTH_USER_MODEL


class CounterAllegationReview(Record):
    """The structured check of two people who are each said to harm the other.

    The pair is kept in the order of their ids. `harmed` is who the worker found to be the one
    harmed; nobody when it stays unclear, and then it is checked again by `review_on`.
    """

    one = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answers = SealedTextField()
    harmed = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    conclusion = SealedTextField()
    review_on = models.DateField(null=True, blank=True)
    guide = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="review_names_the_pair_in_order"
            ),
            models.CheckConstraint(
                condition=Q(harmed=None) | Q(harmed=F("one")) | Q(harmed=F("other")),
                name="review_finds_one_of_the_two",
            ),
            models.CheckConstraint(
                condition=Q(harmed__isnull=False) | Q(review_on__isnull=False),
                name="review_unclear_is_looked_at_again",
            ),
        ]
        indexes = [models.Index(fields=["one", "other", "-at"], name="review_by_pair")]


class RoleCorrection(Record):
    """Somebody harmed was recorded as the one causing harm: raised, decided by another, put right.

    Every step is a row of `RoleCorrectionStep`; `state` is the newest.
    """

    class State(models.TextChoices):
        RAISED = "RAISED", "Waiting for a second worker"
        UPHELD = "UPHELD", "Agreed, to be put right"
        NOT_UPHELD = "NOT_UPHELD", "Not agreed"
        CORRECTED = "CORRECTED", "Put right"

    MOVES = {State.RAISED: {State.UPHELD, State.NOT_UPHELD}, State.UPHELD: {State.CORRECTED}}

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    review = models.ForeignKey(
        CounterAllegationReview, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.RAISED)
    raised_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("other")), name="correction_is_of_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state="RAISED", decided_by=None, decided_at=None)
                | ~Q(state="RAISED")
                & Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("raised_by")),
                name="correction_is_decided_by_another_worker",
            ),
            models.UniqueConstraint(
                fields=["person", "other", "agency"],
                condition=Q(state__in=["RAISED", "UPHELD"]),
                name="correction_is_open_once_for_a_pair",
            ),
        ]

    def move(self, to: State) -> None:
        """Change the state of this instance; the service saves it and writes the step.

        :raises Refused: if this cannot follow from the present state
        """
        if to not in self.MOVES.get(self.State(self.state), set()):
            raise Refused("This correction has moved on. Open it again to see what happened.")
        self.state = to


class RoleCorrectionStep(Record):
    """One step of a correction: what it came to, who, when and why."""

    correction = models.ForeignKey(RoleCorrection, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=RoleCorrection.State)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedTextField()


class RolesMark(Record):
    """An agency is told that an assessment of its own holds two people the wrong way round.

    Another agency's correction found it; that one learns nothing of the assessment, and of it no
    more is kept here than its kind and the day. Until somebody of the owner has looked, the
    assessment counts for nothing.
    """

    class Found(models.TextChoices):
        WAITS = "", "Waits to be looked at"
        STANDS = "STANDS", "Looked at: it stands"
        SET_ASIDE = "SET_ASIDE", "Looked at: set aside"

    assessment = models.ForeignKey("risk.Assessment", models.PROTECT, related_name="marks")
    correction = models.ForeignKey(RoleCorrection, models.PROTECT, related_name="+")
    by_kind = models.CharField(max_length=24, choices=Agency.Kind)
    marked_on = models.DateField()
    found = models.CharField(max_length=9, choices=Found, blank=True)
    words = SealedTextField(null=True, blank=True)
    looked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "correction"], name="roles_are_marked_once_per_correction"
            ),
            models.CheckConstraint(
                condition=Q(found="", words=None, looked_by=None, looked_at=None)
                | ~Q(found="")
                & Q(words__isnull=False, looked_by__isnull=False, looked_at__isnull=False),
                name="roles_mark_says_who_looked_and_why",
            ),
        ]


class ConflictOrAbuse(Record):
    """A guided comparison of what goes on between two people: evidence kept, no verdict."""

    class Leans(models.TextChoices):
        ABUSE = "ABUSE", "What was described looks like abuse"
        CONFLICT = "CONFLICT", "What was described looks like conflict between equals"
        NOT_CLEAR = "NOT_CLEAR", "Not clear yet: treated as abuse until it is"

    one = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answers = SealedTextField()
    leans = models.CharField(max_length=10, choices=Leans)
    conclusion = SealedTextField()
    guide = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "conflict or abuse"
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="comparison_is_of_two_people")
        ]


class ChildAware(Record):
    """What was seen and heard of one child, under the five headings of Child AWARE."""

    child = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    appearance = SealedTextField(null=True, blank=True)
    words = SealedTextField(null=True, blank=True)
    activity = SealedTextField(null=True, blank=True)
    relationships = SealedTextField(null=True, blank=True)
    environment = SealedTextField(null=True, blank=True)
    next_steps = SealedTextField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "child AWARE notes"
        constraints = [
            models.CheckConstraint(
                condition=Q(appearance__isnull=False)
                | Q(words__isnull=False)
                | Q(activity__isnull=False)
                | Q(relationships__isnull=False)
                | Q(environment__isnull=False),
                name="child_aware_says_something",
            )
        ]
        indexes = [models.Index(fields=["child", "-at"], name="child_aware_by_child")]
