"""What a group is for, where it belongs, its seats, and who sits in them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.governance.rules.seats import Sector
from whitebeam.kernel.models import Record


class Charter(Record):
    """A group's place and terms: what it reports to, who chairs it, what it is for, until when."""

    group = models.OneToOneField("directory.Group", models.PROTECT, related_name="charter")
    parent = models.ForeignKey(
        "directory.Group", models.PROTECT, null=True, blank=True, related_name="+"
    )
    chair_role = models.CharField(max_length=160, blank=True)
    purpose = models.CharField(max_length=400, blank=True)
    terms_agreed_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    is_local_board = models.BooleanField(default=False)
    source = models.CharField(max_length=240)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("group")),
                name="charter_names_another_group_above",
            )
        ]


class Seat(Record):
    """One place in a group, and for whom it is kept."""

    group = models.ForeignKey("directory.Group", models.PROTECT, related_name="seats")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=160)
    sector = models.CharField(
        max_length=24, choices=[(sector.value, sector.value) for sector in Sector]
    )
    is_lived_experience = models.BooleanField(default=False)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "code"], name="seat_code_is_used_once")
        ]


class Sitting(Record):
    """Somebody's time in a seat: a user, or an office where no account is needed."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="sittings")
    agency = models.ForeignKey(
        "partners.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    office = models.CharField(max_length=160, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(office=""),
                name="sitting_names_a_user_or_an_office",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="sitting_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["seat"], condition=Q(ends_on=None), name="seat_is_held_by_one"
            ),
        ]
        indexes = [models.Index(fields=["user", "ends_on"], name="sitting_by_user")]
