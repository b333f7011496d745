"""Services and the lots under which they are contracted."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.models import Record


class Lot(Record):
    """A contracted part of the partnership's support, with its districts, provider and terms."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    provider = models.ForeignKey("partners.Agency", models.PROTECT, related_name="lots")
    areas = models.ManyToManyField("partners.Area", through="LotArea", related_name="lots")
    terms = models.CharField(max_length=240, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=240)


class LotArea(Record):
    """A district that a lot covers."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="covered")
    area = models.ForeignKey("partners.Area", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "area"], name="lot_covers_each_area_once")
        ]


class Service(Record):
    """Something a person can be offered: who gives it, where, and for whom."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=40)
    provider = models.ForeignKey("partners.Agency", models.PROTECT, related_name="services")
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, blank=True, related_name="services")
    areas = models.ManyToManyField("partners.Area", through="ServiceArea", related_name="services")
    summary = models.TextField(blank=True)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    sexes = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    risks = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    needs = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(min_age__lte=F("max_age")),
                name="service_ages_are_in_order",
            )
        ]


class ServiceArea(Record):
    """A district where a service is given."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="covered")
    area = models.ForeignKey("partners.Area", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "area"], name="service_covers_each_area_once"
            )
        ]


class Helpline(Record):
    """A phone line. It is shown only when two sources agreed on the number on `checked_on`."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    number = models.CharField(max_length=20)
    hours = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=240, blank=True)
    is_confirmed = models.BooleanField(default=False)
    checked_on = models.DateField(null=True, blank=True)
    sources = models.TextField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_confirmed=False) | Q(checked_on__isnull=False),
                name="helpline_confirmed_on_a_day",
            )
        ]


class Group(Record):
    """A board, group or meeting of the partnership, as its documents name it."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)
