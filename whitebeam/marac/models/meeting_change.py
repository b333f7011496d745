"""What became of a planned meeting: cancelled or moved, with the reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.kernel.models import Record
from whitebeam.marac.models.meeting import Meeting


class MeetingChange(Record):
    """A meeting was cancelled, or moved to another moment. The reason names no case and nobody."""

    class Kind(models.TextChoices):
        CANCELLED = "CANCELLED", "Cancelled"
        MOVED = "MOVED", "Moved"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind)
    was_at = models.DateTimeField()
    now_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="CANCELLED", now_at=None) | Q(kind="MOVED", now_at__isnull=False),
                name="marac_moved_meeting_says_when",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="marac_changed_meeting_says_why"),
        ]
        indexes = [models.Index(fields=["meeting", "at"], name="marac_meeting_changes")]
