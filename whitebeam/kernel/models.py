"""What every table has."""

from uuid import uuid4

from django.db import models


class Record(models.Model):
    """A row with a random 128-bit name, which tells nothing of order or number."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
