"""A case at MARAC, who takes part, and everything that happened to it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Coalesce, Concat

from whitebeam.kernel.errors import Refused
from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.marac.models import states
from whitebeam.partners.models.blocks import Block, constraints_of


class Case(Record):
    """One person harmed, referred to one panel once. A repeat is a new case that names this one.

    Its history is rows: `StateChange` says who, when and why; `state` is the newest of them.
    """

    State = states.State

    class Told(models.TextChoices):
        YES = "YES", "She knows of this referral"
        NO_UNSAFE = "NO_UNSAFE", "She does not know: telling her would not be safe"
        NOT_YET = "NOT_YET", "She has not been reached yet"

    class Consent(models.TextChoices):
        AGREED = "AGREED", "She agrees"
        REFUSED = "REFUSED", "She does not agree; the risk asks for it all the same"
        NOT_ASKED = "NOT_ASKED", "She was not asked"

    class Repeat(models.TextChoices):
        NOT_KNOWN = "NOT_KNOWN", "Not yet worked out"
        NO = "NO", "Not a repeat"
        YES = "YES", "A repeat"

    class Event(models.TextChoices):
        """What happened last, in the words that the definitions of a repeat tell apart."""

        VIOLENCE = "VIOLENCE", "Violence"
        SEXUAL = "SEXUAL", "Rape or other sexual abuse"
        THREATS = "THREATS", "Threats, to anybody or anything"
        PROPERTY = "PROPERTY", "Damage to property"
        STALKING_PATTERN = "STALKING_PATTERN", "Stalking or harassment, more than once"
        UNWANTED_CONTACT = "UNWANTED_CONTACT", "One unwanted contact"
        CONTROLLING = "CONTROLLING", "Control or isolation"
        EMOTIONAL = "EMOTIONAL", "Emotional abuse"
        ECONOMIC = "ECONOMIC", "Economic abuse"
        OTHER_ABUSE = "OTHER_ABUSE", "Abuse of another kind"

    reference = models.CharField(max_length=16, unique=True)
    panel = models.ForeignKey("marac.Panel", models.PROTECT, related_name="cases")
    pathway = models.ForeignKey(
        "marac.Pathway", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=16, choices=states.State, default=states.State.RECEIVED)
    referral = models.ForeignKey(
        "referrals.Referral", models.PROTECT, null=True, blank=True, related_name="+"
    )
    referring_agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    referred_at = models.DateTimeField()
    told = models.CharField(max_length=12, choices=Told)
    consent = models.CharField(max_length=12, choices=Consent)
    without_consent_why = SealedTextField(null=True, blank=True)
    is_resident = models.BooleanField(default=True)
    residence = SealedTextField(null=True, blank=True)
    background = SealedTextField()
    fears = SealedTextField(null=True, blank=True)
    talking = SealedTextField(null=True, blank=True)
    heard_before = SealedTextField(null=True, blank=True)
    # What happened last before the referral, and when: a repeat is worked out from it.
    event_kind = models.CharField(max_length=16, choices=Event, blank=True)
    event_on = models.DateField(null=True, blank=True)
    # The signed assessment stays closed to those who take part: they read what was taken of it.
    assessment = models.ForeignKey(
        "risk.Assessment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    assessed = SealedTextField(null=True, blank=True)
    prompts = SealedTextField(null=True, blank=True)
    criteria = models.JSONField(default=dict)
    repeat = models.CharField(max_length=12, choices=Repeat, default=Repeat.NOT_KNOWN)
    repeat_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeats"
    )
    screen_due_at = models.DateTimeField()
    screened_at = models.DateTimeField(null=True, blank=True)
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    idva_agency = models.ForeignKey(
        "partners.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )
    idva = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    idva_due_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    once_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(consent="AGREED") | Q(without_consent_why__isnull=False),
                name="marac_case_without_consent_says_why",
            ),
            models.CheckConstraint(
                condition=Q(screened_at=None, screened_by=None)
                | Q(screened_at__isnull=False, screened_by__isnull=False),
                name="marac_case_screened_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(repeat="YES") | Q(repeat_of__isnull=False) & ~Q(repeat_of=F("id")),
                name="marac_repeat_names_the_case_before",
            ),
            models.CheckConstraint(
                condition=Q(assessment=None) | Q(assessed__isnull=False),
                name="marac_case_keeps_what_was_assessed",
            ),
            models.CheckConstraint(
                condition=~Q(state="CLOSED") | Q(closed_at__isnull=False),
                name="marac_case_closed_at_some_time",
            ),
        ]
        indexes = [
            models.Index(fields=["panel", "state", "referred_at", "id"], name="marac_case_queue"),
            models.Index(fields=["referred_by", "-referred_at"], name="marac_case_by_referrer"),
            models.Index(fields=["state", "referred_at", "id"], name="marac_case_by_state"),
            models.Index(fields=["-referred_at", "id"], name="marac_case_by_day"),
            models.Index(
                fields=["heard_at"], condition=Q(heard_at__isnull=False), name="marac_case_heard"
            ),
            models.Index(fields=["closed_at"], name="marac_case_closed"),
        ]

    def move(self, to: states.State) -> None:
        """Change the state of this instance; the service saves it and writes the `StateChange`.

        :raises Refused: if this cannot follow from the present state
        """
        if to not in states.MOVES[states.State(self.state)]:
            raise Refused("This case has moved on. Open it again to see what happened.")
        self.state = to
        self.version += 1


class Ground(Record):
    """One ground on which a case was referred or accepted; all that apply are kept."""

    class Kind(models.TextChoices):
        VISIBLE_HIGH_RISK = "VISIBLE_HIGH_RISK", "Visible high risk"
        PROFESSIONAL_JUDGEMENT = "PROFESSIONAL_JUDGEMENT", "Professional judgement"
        POTENTIAL_ESCALATION = "POTENTIAL_ESCALATION", "Potential escalation"
        REPEAT = "REPEAT", "Repeat"
        HIGH_RISK_OF_HARM = "HIGH_RISK_OF_HARM", "High risk of harm, suicide or self-harm"

    case = models.ForeignKey(Case, models.PROTECT, related_name="grounds")
    kind = models.CharField(max_length=24, choices=Kind)
    evidence = SealedTextField(null=True, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="marac_ground_is_named_once"),
            models.CheckConstraint(
                condition=~Q(kind__in=["PROFESSIONAL_JUDGEMENT", "REPEAT"])
                | Q(evidence__isnull=False),
                name="marac_judgement_says_why",
            ),
        ]


class Participant(Record):
    """An agency's part in a case, or one guest's: the one thing that makes it visible to them.

    `key` is what the walls compare: the agency and the capacity, or the access of one guest.
    """

    class Capacity(models.TextChoices):
        COORDINATOR = "COORDINATOR", "Coordinates"
        CHAIR = "CHAIR", "Chairs"
        IDVA = "IDVA", "Speaks for the person harmed"
        RESEARCHER = "RESEARCHER", "Researches"
        REFERRER = "REFERRER", "Referred"

    case = models.ForeignKey(Case, models.PROTECT, related_name="participants")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    access = models.ForeignKey(
        "marac.GuestAccess", models.PROTECT, null=True, blank=True, related_name="parts"
    )
    agreement = models.ForeignKey(
        "partners.SharingAgreement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    coordinated_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    key = models.GeneratedField(
        expression=Coalesce(
            Cast("access", models.TextField()),
            # A guest's part without an access opens to nobody, never to the whole agency.
            Cast("user", models.TextField()),
            Concat(Cast("agency", models.TextField()), models.Value(":"), F("capacity")),
        ),
        output_field=models.CharField(max_length=60),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency", "capacity", "user", "access"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="marac_part_is_open_once_per_capacity",
            ),
            models.CheckConstraint(
                condition=Q(user=None) | Q(until__isnull=False), name="marac_guest_part_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(user=None, access=None)
                | Q(user__isnull=False, access__isnull=False)
                | Q(user__isnull=False, ended_at__isnull=False),
                name="marac_guest_part_names_its_access",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "key"], name="marac_participant_by_case"),
            models.Index(fields=["key", "case"], name="marac_participant_by_key"),
        ]


class StateChange(Record):
    """One step of a case's way: from, to, who, when and why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="changes")
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16, choices=states.State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.SlugField(max_length=60, blank=True)
    words = SealedTextField(null=True, blank=True)


class CaseBlock(Block):
    """A conflict block on one case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="blocks")

    class Meta:
        constraints = constraints_of("marac_block")
