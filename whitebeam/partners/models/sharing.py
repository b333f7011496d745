"""What agencies may share with each other, and until when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.models import Record
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models.agencies import Agency


class SharingAgreement(Record):
    """An agreement under which named agencies share named kinds of facts for named purposes.

    It is in force from its first day to its last, both included; the day after, the door is shut.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    purposes = ArrayField(models.CharField(max_length=32, choices=Purpose), default=list)
    categories = ArrayField(models.CharField(max_length=4), default=list)
    lawful_basis = models.TextField()
    starts_on = models.DateField()
    review_on = models.DateField()
    ends_on = models.DateField()
    document_name = models.CharField(max_length=160, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(document_sha256="") | Q(document_sha256__regex="^[0-9a-f]{64}$"),
                name="agreement_hash_is_sha256",
            ),
        ]


class AgreementParty(Record):
    """An agency that gives or receives under an agreement."""

    agreement = models.ForeignKey(SharingAgreement, models.PROTECT, related_name="parties")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="agreements")
    gives = models.BooleanField(default=True)
    receives = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "agreement parties"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "agency"], name="agreement_names_each_party_once"
            ),
            models.CheckConstraint(
                condition=Q(gives=True) | Q(receives=True), name="agreement_party_gives_or_receives"
            ),
        ]


class AgreementWarning(Record):
    """A warning that an agreement ends, given once for each number of days before."""

    agreement = models.ForeignKey(SharingAgreement, models.PROTECT, related_name="warnings")
    days = models.PositiveSmallIntegerField()
    warned_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "days"], name="agreement_warns_once_for_each_limit"
            )
        ]
