"""Links that work once, for a short time."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record


class OneUseLink(Record):
    """A request for a link, and the link once it is sent. Only a hash of the link is stored.

    A row is made for every request, whether or not anybody answers to the address, so that
    neither the page nor its time tells an outsider which addresses are known here.
    """

    class Kind(models.TextChoices):
        NEW_PASSWORD = "NEW_PASSWORD", "Choose a new password"
        INVITATION = "INVITATION", "Begin to work here"
        GUEST = "GUEST", "Refer as a guest"
        RESEARCH = "RESEARCH", "Answer for an agency as a guest"

    kind = models.CharField(max_length=16, choices=Kind)
    email = SealedTextField()
    email_key = models.CharField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    # A number shown on the page where the link was asked for: the mailbox alone is not enough.
    number_hash = models.CharField(max_length=64, blank=True)
    wrong_numbers = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")), name="link_expires_after_it_is_asked_for"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(token_hash__isnull=False),
                name="link_is_used_only_once_sent",
            ),
        ]
        indexes = [models.Index(fields=["email_key", "-asked_at"], name="link_by_address")]
