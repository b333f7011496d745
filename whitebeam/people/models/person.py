"""A person and the names she is or was known by."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.kernel.models import Record


class Person(Record):
    """One human being, whatever part she plays in each record.

    She is seen only by agencies involved with her (`Involvement`). Nothing here says where she is.
    """

    class Sex(models.TextChoices):
        FEMALE = "FEMALE", "Female"
        MALE = "MALE", "Male"
        OTHER = "OTHER", "Another description"
        NOT_KNOWN = "NOT_KNOWN", "Not known"

    class BirthPrecision(models.TextChoices):
        EXACT = "EXACT", "Exact"
        YEAR = "YEAR", "Year only"
        ESTIMATE = "ESTIMATE", "Estimated from age"
        NOT_KNOWN = "NOT_KNOWN", "Not known"

    known_as = models.CharField(max_length=160)
    date_of_birth = models.DateField(null=True, blank=True)
    birth_precision = models.CharField(
        max_length=10, choices=BirthPrecision, default=BirthPrecision.NOT_KNOWN
    )
    sex = models.CharField(max_length=10, choices=Sex, default=Sex.NOT_KNOWN)
    pronouns = models.CharField(max_length=40, blank=True)
    support_route = models.CharField(max_length=40, blank=True)
    area = models.ForeignKey(
        "partners.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(date_of_birth=None, birth_precision="NOT_KNOWN")
                | Q(date_of_birth__isnull=False) & ~Q(birth_precision="NOT_KNOWN"),
                name="person_birth_says_how_exact",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="person_is_not_merged_into_herself"
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "id"], name="person_newest_first")]


class EarlierBirth(Record):
    """A date of birth that a record held before it was corrected. Added to, never changed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="earlier_births")
    date_of_birth = models.DateField()
    birth_precision = models.CharField(max_length=10, choices=Person.BirthPrecision)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()
    recorded_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")


class Name(Record):
    """A name of a person, by its kind; earlier names are kept and searched."""

    class Kind(models.TextChoices):
        LEGAL = "LEGAL", "Legal name"
        KNOWN_AS = "KNOWN_AS", "Known as"
        PREVIOUS = "PREVIOUS", "Previous name"
        ALIAS = "ALIAS", "Alias"

    person = models.ForeignKey(Person, models.PROTECT, related_name="names")
    kind = models.CharField(max_length=8, choices=Kind)
    given = models.CharField(max_length=80, blank=True)
    middle = models.CharField(max_length=80, blank=True)
    family = models.CharField(max_length=80, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(given="", family=""), name="name_has_a_given_or_family_part"
            )
        ]
