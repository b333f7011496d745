"""The row of a document, whichever app keeps it and says who opens it."""

from django.conf import settings
from django.db import models

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record


class KeptFile(Record):
    """A file on the shelf: the sealed original, and a clean copy opened once it was checked."""

    class State(models.TextChoices):
        HELD = "HELD", "Held until it is checked"
        CLEAN = "CLEAN", "Checked"
        REFUSED = "REFUSED", "Refused"

    name = SealedTextField()
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.HELD)
    stored_as = models.CharField(max_length=80, unique=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
