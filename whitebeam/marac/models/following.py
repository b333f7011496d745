"""What follows or stands in for a hearing: early settlement, flags, moves to another MARAC."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case


class EarlySettlement(Record):
    """A case decided without a full hearing: two agencies, the adviser's agreement and a reason."""

    class Audit(models.TextChoices):
        NOT_SAMPLED = "NOT_SAMPLED", "Not in the sample"
        WAITING = "WAITING", "In the sample, not yet read"
        SOUND = "SOUND", "Rightly settled"
        TO_BE_HEARD = "TO_BE_HEARD", "Should have been heard"

    case = models.ForeignKey(Case, models.PROTECT, related_name="settlements")
    reason = SealedTextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_for = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    seconded_for = models.ForeignKey(
        "partners.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )
    seconded_at = models.DateTimeField(null=True, blank=True)
    idva = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    idva_agreed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    minutes_saved = models.PositiveSmallIntegerField(default=0)
    audit = models.CharField(max_length=12, choices=Audit, default=Audit.NOT_SAMPLED)
    audited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    audited_at = models.DateTimeField(null=True, blank=True)
    audit_words = SealedTextField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(decided_at=None, withdrawn_at=None),
                name="marac_settlement_is_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(seconded_for=None) | ~Q(seconded_for=F("proposed_for")),
                name="marac_settlement_needs_two_agencies",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None)
                | Q(
                    decided_by__isnull=False,
                    seconded_by__isnull=False,
                    seconded_for__isnull=False,
                    idva_agreed_at__isnull=False,
                ),
                name="marac_settlement_is_agreed_before_it_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(audit__in=["NOT_SAMPLED", "WAITING"])
                | Q(audited_by__isnull=False, audited_at__isnull=False),
                name="marac_settlement_audit_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["decided_at"], name="marac_settled_when")]


class ScreeningSettlement(Record):
    """A case that met the criteria and was settled at screening: one agency acts at once.

    Its action is the one that the case has; nothing is shared beyond it, and no meeting hears it.
    A sample is read again by somebody who did not decide it.
    """

    Audit = EarlySettlement.Audit

    case = models.OneToOneField(Case, models.PROTECT, related_name="settled_at_screening")
    reason = SealedTextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    audit = models.CharField(max_length=12, choices=Audit, default=Audit.NOT_SAMPLED)
    audited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    audited_at = models.DateTimeField(null=True, blank=True)
    audit_words = SealedTextField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(audit__in=["NOT_SAMPLED", "WAITING"])
                | Q(audited_by__isnull=False, audited_at__isnull=False),
                name="marac_screened_audit_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["decided_at"], name="marac_settled_at_screening")]


class FlagRequest(Record):
    """An agency asked to flag its own files, and twelve months on to remove the flag."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="flags")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateField()
    flagged_at = models.DateTimeField(null=True, blank=True)
    flagged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removal_asked_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    # Who at an agency without users said so, where the coordinator recorded it.
    told_by = models.CharField(max_length=160, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency"], name="marac_agency_flags_a_case_once"
            ),
            models.CheckConstraint(
                condition=Q(flagged_at=None) | Q(flagged_by__isnull=False),
                name="marac_flag_is_set_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(removed_by__isnull=False),
                name="marac_flag_is_removed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "until"],
                condition=Q(removed_at=None),
                name="marac_flag_by_agency",
            )
        ]


class Transfer(Record):
    """A case sent to another MARAC, or received from one. It ends only on receipt."""

    class Direction(models.TextChoices):
        OUT = "OUT", "Sent"
        IN = "IN", "Received"

    class Move(models.TextChoices):
        TEMPORARY = "TEMPORARY", "For a time"
        PERMANENT = "PERMANENT", "For good"
        NOT_KNOWN = "NOT_KNOWN", "Not known"

    case = models.ForeignKey(Case, models.PROTECT, related_name="transfers")
    direction = models.CharField(max_length=4, choices=Direction)
    other_marac = models.CharField(max_length=160)
    # One of our own panels, where it goes to one.
    to_panel = models.ForeignKey(
        "marac.Panel", models.PROTECT, null=True, blank=True, related_name="+"
    )
    other_coordinator = models.CharField(max_length=160, blank=True)
    reason = SealedTextField()
    move = models.CharField(max_length=12, choices=Move)
    was_heard = models.BooleanField(default=False)
    was_circulated = models.BooleanField(default=False)
    is_address_withheld = models.BooleanField(default=True)
    documents = ArrayField(models.CharField(max_length=80), default=list)
    our_idva = models.CharField(max_length=160, blank=True)
    their_idva = models.CharField(max_length=160, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    received_by_name = models.CharField(max_length=160, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    chased_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    declined_why = SealedTextField(null=True, blank=True)
    # The case that one of our panels made from it: whoever is kept from one is kept from both.
    taken_as = models.OneToOneField(Case, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(declined_at=None)
                | Q(declined_by__isnull=False, declined_why__isnull=False, received_at=None),
                name="marac_transfer_is_declined_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(received_at=None, cancelled_at=None),
                name="marac_transfer_waits_once_per_case",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None)
                | Q(confirmed_by__isnull=False) & ~Q(received_by_name=""),
                name="marac_transfer_receipt_says_who",
            ),
        ]


class TransferNote(Record):
    """A word between the coordinators of two panels about a case that moves, on the record."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="notes")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedTextField()
