"""What was sent of a case to another MARAC, kept as it was sent."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case
from whitebeam.marac.models.following import Transfer


class Package(Record):
    """Everything of a case that went to another MARAC at one moment; never changed afterwards.

    What was asked for later goes in a package of its own, so that each says what was sent when.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="packages")
    number = models.PositiveSmallIntegerField(default=1)
    # What stands over it: those who receive it never read the case.
    reference = models.CharField(max_length=16)
    from_marac = models.CharField(max_length=160)
    parts = ArrayField(models.CharField(max_length=12), default=list)
    is_address_withheld = models.BooleanField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["transfer", "number"], name="marac_package_is_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="marac_package_is_opened_by_somebody",
            ),
        ]


class PackageItem(Record):
    """One thing in a package: whose it is, and its words as they went. It has its ledger line."""

    class Part(models.TextChoices):
        REFERRAL = "REFERRAL", "The referral"
        RISK = "RISK", "Summary of the risk"
        RESEARCH = "RESEARCH", "What agencies shared"
        MINUTES = "MINUTES", "Minutes"
        ACTIONS = "ACTIONS", "The plan: actions"

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    package = models.ForeignKey(Package, models.PROTECT, related_name="items")
    part = models.CharField(max_length=12, choices=Part)
    position = models.PositiveSmallIntegerField()
    controller = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    content = SealedTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["package", "position"], name="marac_package_holds_one_thing_a_place"
            )
        ]
