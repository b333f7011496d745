"""Time in queues kept as fact: every entry, exit, claim and escalation is its own row."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.models import Record
from whitebeam.referrals.models.referral import Referral


class QueueEntry(Record):
    """A referral's stay in one queue. While it is open, that agency's triage workers see it."""

    class Left(models.TextChoices):
        ACCEPTED = "ACCEPTED", "Accepted"
        DECLINED = "DECLINED", "Declined"
        RETURNED = "RETURNED", "Returned for information"
        MOVED = "MOVED", "Moved to another queue"
        TRANSFERRED = "TRANSFERRED", "Transferred out of area"
        RECALLED = "RECALLED", "Taken back by the referrer"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="stays")
    queue = models.ForeignKey("referrals.Queue", models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    agreement = models.ForeignKey(
        "partners.SharingAgreement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    sender = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    entered_at = models.DateTimeField()
    due_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    left_how = models.CharField(max_length=12, choices=Left, blank=True)
    sent_here_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "queue entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at=None, left_how="") | Q(left_at__isnull=False) & ~Q(left_how=""),
                name="queue_entry_says_how_it_ended",
            ),
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(left_at=None),
                name="referral_waits_in_one_queue",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("entered_at")),
                name="queue_entry_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "rank", "due_at", "id"],
                condition=Q(left_at=None),
                name="queue_entry_waiting",
            ),
            models.Index(fields=["referral", "agency"], name="queue_entry_by_referral"),
            models.Index(fields=["due_at"], condition=Q(left_at=None), name="queue_entry_by_clock"),
        ]


class Claim(Record):
    """One worker holds a waiting referral, so that two do not ring the same person."""

    class Ended(models.TextChoices):
        HANDED_BACK = "HANDED_BACK", "Handed back"
        RAN_OUT = "RAN_OUT", "Time ran out"
        TAKEN_OVER = "TAKEN_OVER", "Taken over by a deputy"
        DONE = "DONE", "Done"

    entry = models.ForeignKey(QueueEntry, models.PROTECT, related_name="claims")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=12, choices=Ended, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(ended_at=None), name="claim_is_held_by_one_worker"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_how="")
                | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="claim_says_how_it_ended",
            ),
        ]


class Escalation(Record):
    """A step taken because nobody picked a referral up in time."""

    entry = models.ForeignKey(QueueEntry, models.PROTECT, related_name="escalations")
    step = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    to_duty = models.CharField(max_length=32)
    told = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "step"], name="escalation_step_is_taken_once")
        ]
