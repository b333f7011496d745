"""What is remembered of attempts to sign in, and what is kept when a session ends."""

from django.conf import settings
from django.db import models

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record


class SignInTry(models.Model):
    """Wrong tries for one address from one network; with no address, from that network at all.

    Both are stored as keyed hashes: the table says neither who works here nor where from.
    """

    account_key = models.CharField(max_length=64, blank=True)
    network_key = models.CharField(max_length=64)
    wrong = models.PositiveIntegerField(default=0)
    last_wrong_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "sign-in tries"
        constraints = [
            models.UniqueConstraint(
                fields=["account_key", "network_key"], name="tries_are_counted_in_one_place"
            )
        ]

    def __str__(self) -> str:
        return f"Sign-in tries {self.pk}"


class KeptText(Record):
    """What a user typed into a form and had not sent when the session ended, sealed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    address = models.CharField(max_length=300)
    fields = SealedTextField()
    # A form that was sent after its session had ended: offered again at the next sign-in.
    was_sent = models.BooleanField(default=False)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "address"], name="text_is_kept_once_for_each_form"
            )
        ]
