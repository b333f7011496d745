"""Notices to workers: a template and a reference, never content."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.kernel.models import Record


class Notice(Record):
    """Word to one worker that something waits after sign-in.

    The row is the promise, made in the transaction of the deed; a task sends the e-mail later and
    may be run again. What it is about is a label and an id, which only the signed-in page resolves.
    """

    class Post(models.TextChoices):
        NOT_WANTED = "NOT_WANTED", "In the application only"
        WAITING = "WAITING", "Waiting to be sent"
        SENT = "SENT", "Sent"
        FAILED = "FAILED", "Could not be sent; will be tried again"
        BOUNCED = "BOUNCED", "Came back"
        STOPPED = "STOPPED", "Stopped before sending"

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    template = models.SlugField(max_length=60)
    about_label = models.CharField(max_length=60)
    about_id = models.UUIDField()
    reference = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    post = models.CharField(max_length=10, choices=Post, default=Post.WAITING)
    why_stopped = models.CharField(max_length=160, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    provider_reference = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(post="SENT") | Q(posted_at__isnull=False),
                name="notice_sent_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(post="STOPPED", why_stopped=""), name="notice_stopped_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["to", "-made_at", "id"], name="notice_newest_first"),
            models.Index(fields=["to"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(
                fields=["made_at"],
                condition=Q(post__in=["WAITING", "FAILED"]),
                name="notice_to_be_posted",
            ),
        ]
