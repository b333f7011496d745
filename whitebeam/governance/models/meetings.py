"""One meeting of a group: who came, what was on the agenda, the papers and their pages."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record

USER = settings.AUTH_USER_MODEL


class Label(models.TextChoices):
    """Who may read something. Everything begins private; it is made public by decision."""

    PRIVATE = "PRIVATE", "Private to the group"
    PUBLIC = "PUBLIC", "Public"


class Meeting(Record):
    """A meeting, from its planning to its signed minutes."""

    group = models.ForeignKey("directory.Group", models.PROTECT, related_name="meetings")
    on = models.DateField()
    place = models.CharField(max_length=160, blank=True)
    pack_sent_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "on"], name="group_meets_once_a_day"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="minutes_are_signed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["group", "-on", "id"], name="meeting_newest_first")]


class Attendance(Record):
    """Whether a seat was filled at a meeting, and by whom."""

    class How(models.TextChoices):
        PRESENT = "PRESENT", "Present"
        DEPUTY = "DEPUTY", "Represented by a deputy"
        APOLOGIES = "APOLOGIES", "Apologies"
        ABSENT = "ABSENT", "Absent"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey("governance.Seat", models.PROTECT, related_name="attendances")
    how = models.CharField(max_length=10, choices=How)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"], name="seat_attends_a_meeting_in_one_way"
            )
        ]


class Item(Record):
    """One item of an agenda. Read by the group, or by all if public."""

    class Purpose(models.TextChoices):
        DECISION = "DECISION", "To decide"
        DISCUSSION = "DISCUSSION", "To discuss"
        INFORMATION = "INFORMATION", "To note"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = SealedTextField()
    purpose = models.CharField(max_length=12, choices=Purpose)
    label = models.CharField(max_length=8, choices=Label, default=Label.PRIVATE)
    is_late = models.BooleanField(default=False)
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="item_has_its_own_position"
            )
        ]


class Minute(Record):
    """What was said under an item. Others than the group read it once the minutes are signed."""

    item = models.OneToOneField(Item, models.PROTECT, related_name="minute")
    text = SealedTextField()
    written_by = models.ForeignKey(USER, models.PROTECT, related_name="+")


class Paper(Record):
    """A paper of an item. Its words stand in the pack as they were when it was sent."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="papers")
    title = SealedTextField()
    body = SealedTextField()
    label = models.CharField(max_length=8, choices=Label, default=Label.PRIVATE)
    is_late = models.BooleanField(default=False)
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()


class PackPage(Record):
    """One numbered page of a meeting's pack. Once given, a number never moves."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="pages")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="pages")
    number = models.PositiveSmallIntegerField()
    text = SealedTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="page_number_is_given_once")
        ]


class Labelling(Record):
    """A change of an item's or paper's label: who decided it, when and why."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="labellings")
    paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="labellings"
    )
    label = models.CharField(max_length=8, choices=Label)
    why = SealedTextField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Interest(Record):
    """A conflict of interest declared at a meeting, and what was done about it; it is minuted."""

    class Handling(models.TextChoices):
        LEFT = "LEFT", "Left the room"
        SILENT = "SILENT", "Stayed and took no part"
        TOOK_PART = "TOOK_PART", "Took part: the chair found no conflict"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="interests")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="interests")
    seat = models.ForeignKey("governance.Seat", models.PROTECT, related_name="+")
    nature = SealedTextField()
    handling = models.CharField(max_length=10, choices=Handling)
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
