"""How she may be reached, what she needs to be heard, and where she is: each apart."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.people.models.person import Person


class ContactPoint(Record):
    """A phone, e-mail or ordinary address. Having it is no leave to use it: see `SafeContact`."""

    class Kind(models.TextChoices):
        PHONE = "PHONE", "Phone"
        EMAIL = "EMAIL", "Email"
        ADDRESS = "ADDRESS", "Address"

    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=8, choices=Kind)
    value = SealedTextField()
    area = models.ForeignKey(
        "partners.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")


class ConfidentialLocation(Record):
    """Where she is, when that must not be known. The web role has no right to this table.

    It is written and read only through the SQL functions `people.put_location` and
    `people.read_location`; the second writes the audit entry before it answers.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    value = SealedTextField()
    recorded_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at=None),
                name="person_has_one_confidential_location",
            )
        ]


class SafeContact(Record):
    """What she said about one way of reaching her. Where there is none: do not contact."""

    class Channel(models.TextChoices):
        CALL = "CALL", "Phone call"
        TEXT = "TEXT", "Text message"
        VOICEMAIL = "VOICEMAIL", "Voicemail"
        EMAIL = "EMAIL", "Email"
        POST = "POST", "Post"
        IN_PERSON = "IN_PERSON", "In person"
        THROUGH_REFERRER = "THROUGH_REFERRER", "Through the person who referred"

    class Answer(models.TextChoices):
        SAFE = "SAFE", "Safe"
        UNSAFE = "UNSAFE", "Not safe"
        NOT_KNOWN = "NOT_KNOWN", "Not known: do not contact"

    person = models.ForeignKey(Person, models.PROTECT, related_name="safe_contacts")
    channel = models.CharField(max_length=16, choices=Channel)
    answer = models.CharField(max_length=9, choices=Answer, default=Answer.NOT_KNOWN)
    days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    from_time = models.TimeField(null=True, blank=True)
    to_time = models.TimeField(null=True, blank=True)
    withhold_number = models.BooleanField(default=True)
    wording = SealedTextField(null=True, blank=True)
    who_else_sees = SealedTextField(null=True, blank=True)
    safe_word = SealedTextField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel"],
                condition=Q(superseded_at=None),
                name="safe_contact_holds_once_per_channel",
            ),
            models.CheckConstraint(
                condition=~Q(answer="SAFE")
                | Q(confirmed_on__isnull=False, expires_on__isnull=False),
                name="safe_contact_is_confirmed_and_expires",
            ),
        ]


class CommunicationNeed(Record):
    """What she needs in order to be heard. A relative is never the interpreter."""

    class Kind(models.TextChoices):
        INTERPRETER = "INTERPRETER", "Interpreter"
        BSL = "BSL", "British Sign Language or video relay"
        EASY_READ = "EASY_READ", "Easy read"
        LARGE_PRINT = "LARGE_PRINT", "Large print"
        TEXT_RELAY = "TEXT_RELAY", "Text relay"
        MORE_TIME = "MORE_TIME", "More time"
        OTHER = "OTHER", "Something else"

    person = models.ForeignKey(Person, models.PROTECT, related_name="communication_needs")
    kind = models.CharField(max_length=12, choices=Kind)
    language = models.CharField(max_length=60, blank=True)
    notes = SealedTextField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="INTERPRETER", language=""),
                name="interpreter_need_names_the_language",
            )
        ]


class EqualityAnswers(Record):
    """Equality answers, kept apart from casework; the web role may add them and not read them.

    "Prefer not to say" and "not asked" are different answers.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answers = SealedTextField()
    recorded_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "equality answers"
