"""Strategies as the partnership published them: strands, commitments, and what became of each."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.models import Record


class Framework(Record):
    """A strategy or statement of purpose, current or past."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    short = models.CharField(max_length=40)
    aim = models.TextField(blank=True)
    strand_word = models.CharField(max_length=20)
    commitment_word = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="framework_ends_after_it_starts",
            )
        ]


class Strand(Record):
    """A strand, priority or pillar: what its framework calls its largest parts."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="strands")
    code = models.SlugField(max_length=60, unique=True)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    outcome = models.TextField(blank=True)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"], name="strand_number_is_used_once"
            )
        ]


class Commitment(Record):
    """One thing a framework promises. Without words it is a numbered place to be filled in."""

    class Kind(models.TextChoices):
        COMMITMENT = "COMMITMENT", "Commitment"
        OBJECTIVE = "OBJECTIVE", "Key objective"
        OPPORTUNITY = "OPPORTUNITY", "Opportunity for improvement"
        ADDENDUM = "ADDENDUM", "Addendum"

    strand = models.ForeignKey(Strand, models.PROTECT, related_name="commitments")
    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=11, choices=Kind, default=Kind.COMMITMENT)
    number = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    source = models.CharField(max_length=240)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["strand", "kind", "number"], name="commitment_number_is_used_once"
            )
        ]


class Mapping(Record):
    """Where a commitment of an earlier framework went: to a strand of a later one, or nowhere."""

    earlier = models.ForeignKey(Commitment, models.PROTECT, related_name="led_to")
    later = models.ForeignKey(
        Strand, models.PROTECT, null=True, blank=True, related_name="came_from"
    )
    note = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["earlier", "later"], name="mapping_is_made_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(later__isnull=False) | ~Q(note=""), name="mapping_ends_for_a_reason"
            ),
        ]
