"""What the partnership decides for itself."""

from django.conf import settings
from django.db import models

from whitebeam.kernel.models import Record
from whitebeam.partners.models.agencies import Area


class LocalSetting(Record):
    """A value the partnership decides: a clock, threshold or wording, from a day, with its source.

    Rows are added, never changed: the newest row in force on a day is the value of that day.
    """

    key = models.CharField(max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    value = models.JSONField()
    unit = models.CharField(max_length=24, blank=True)
    starts_on = models.DateField()
    source = models.CharField(max_length=240)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["key", "-starts_on"], name="local_setting_in_force")]
