"""What the demonstration remembers of itself."""

from django.db import models

from whitebeam.kernel.models import Record


class Loading(Record):
    """One filling of the database with an invented world, and how far it has come.

    The number of households done is written in the transaction that wrote them, so a loading that
    was cut off goes on from where it stood.
    """

    seed = models.BigIntegerField(unique=True)
    lived_until = models.DateTimeField()
    people = models.PositiveIntegerField()
    people_done = models.PositiveIntegerField(default=0)
    households_done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
