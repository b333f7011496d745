"""Who works with a person, who must not, and how people belong together."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models.blocks import Block, constraints_of
from whitebeam.people.models.person import Person


class Involvement(Record):
    """An agency's work with a person: the one thing that makes her visible to its workers.

    Where the agency learnt of her from another, the agreement is named; when that is no longer in
    force the door is shut, the same day.
    """

    class Capacity(models.TextChoices):
        REFERRER = "REFERRER", "Referred"
        TRIAGE = "TRIAGE", "Triages a referral"
        SUPPORT = "SUPPORT", "Gives support"
        RECORD = "RECORD", "Holds a record of its own"

    person = models.ForeignKey(Person, models.PROTECT, related_name="involvements")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=8, choices=Capacity)
    purpose = models.CharField(max_length=32, choices=Purpose)
    agreement = models.ForeignKey(
        "partners.SharingAgreement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency", "capacity"],
                condition=Q(ended_at=None),
                name="involvement_is_open_once_per_capacity",
            )
        ]
        indexes = [
            models.Index(fields=["person", "agency"], name="involvement_by_person"),
            models.Index(
                fields=["agency", "-starts_on", "id"],
                condition=Q(ended_at=None),
                name="involvement_by_agency",
            ),
        ]


class Restriction(Block):
    """A conflict block on one person."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="restrictions")

    class Meta:
        constraints = constraints_of("restriction")


class Flag(Record):
    """A mark that another system should carry: from, to, and whom to ask; never the story."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()
    contact = models.CharField(max_length=160)
    recorded_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="flag_ends_after_it_starts"
            )
        ]


class WarningNote(Record):
    """A risk to workers, with its basis; it ends unless somebody renews it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="warning_notes")
    text = SealedTextField()
    basis = models.CharField(max_length=160)
    was_person_told = models.BooleanField(default=False)
    review_on = models.DateField()
    ends_on = models.DateField()
    recorded_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("review_on")), name="warning_is_reviewed_before_it_ends"
            )
        ]


class Household(Record):
    """People who live together, for a time."""

    recorded_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    source = models.CharField(max_length=120, blank=True)


class HouseholdMember(Record):
    """A person's time in a household."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="households")
    starts_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=120, blank=True)


class Relationship(Record):
    """What one person is to another, with its dates and source."""

    class Kind(models.TextChoices):
        PARTNER = "PARTNER", "Partner"
        EX_PARTNER = "EX_PARTNER", "Former partner"
        PARENT = "PARENT", "Parent"
        CHILD = "CHILD", "Child"
        SIBLING = "SIBLING", "Brother or sister"
        GRANDPARENT = "GRANDPARENT", "Grandparent"
        OTHER_FAMILY = "OTHER_FAMILY", "Other family member"
        CARER = "CARER", "Carer"
        OTHER = "OTHER", "Someone else"
        NOT_KNOWN = "NOT_KNOWN", "Not known"

    person = models.ForeignKey(Person, models.PROTECT, related_name="relationships")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    starts_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("other")), name="relationship_joins_two_people"
            )
        ]
