"""Whom a case is about, and what the national return counts of them."""

from django.db import models
from django.db.models import Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case
from whitebeam.marac.rules import identifiers


class CasePerson(Record):
    """Somebody a case is about, by the name that the referrer gave.

    The name is this case's own, shared for the meeting; the person's record stays closed to those
    who take part.
    """

    class Part(models.TextChoices):
        VICTIM = "VICTIM", "Person harmed"
        PERPETRATOR = "PERPETRATOR", "Person causing harm"
        CHILD = "CHILD", "Child"
        OTHER = "OTHER", "Someone else involved"

    case = models.ForeignKey(Case, models.PROTECT, related_name="people")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    part = models.CharField(max_length=12, choices=Part)
    position = models.PositiveSmallIntegerField(default=0)
    relationship = models.CharField(max_length=16, blank=True)
    name = SealedTextField()

    class Meta:
        verbose_name_plural = "case people"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(part="VICTIM"), name="marac_case_has_one_person_harmed"
            ),
            models.UniqueConstraint(
                fields=["case", "person"], name="marac_part_is_played_once_per_case"
            ),
        ]
        indexes = [models.Index(fields=["person", "part"], name="marac_case_by_person")]

    @property
    def called(self) -> str:
        """The name, or words that say that there is none."""
        return str(self.name) or "Name not known"


class CaseIdentifier(Record):
    """One fact by which somebody is looked up, as the referrer gave it.

    A row for each, because an agency reads only those that it was asked with. A confidential
    location is never among them.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    about = models.ForeignKey(CasePerson, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=16, choices=list(identifiers.LABELS.items()))
    text = SealedTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "kind"], name="marac_identifier_stands_once_a_person"
            )
        ]
        indexes = [models.Index(fields=["case"], name="marac_identifiers_of_case")]


class CaseProfile(Record):
    """What the national return counts about a case, kept apart and sealed; never shown with it."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="profile")
    answers = SealedTextField()
