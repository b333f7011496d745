"""Meetings: their list, who came, what was said of each case."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case
from whitebeam.marac.models.configuration import LateReason, Panel, Statement


class Meeting(Record):
    """A sitting of a panel, or a professionals' meeting about one case.

    It keeps no number of cases: whoever asks counts the items that they may see.
    """

    class Kind(models.TextChoices):
        PANEL = "PANEL", "MARAC meeting"
        PROFESSIONALS = "PROFESSIONALS", "Professionals' meeting"

    class State(models.TextChoices):
        PLANNED = "PLANNED", "Planned"
        CIRCULATED = "CIRCULATED", "List circulated"
        RUNNING = "RUNNING", "Running"
        ENDED = "ENDED", "Ended, minutes not signed"
        SIGNED = "SIGNED", "Minutes signed"
        CANCELLED = "CANCELLED", "Cancelled"

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.PANEL)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=160, blank=True)
    cut_off_at = models.DateTimeField()
    research_due_at = models.DateTimeField()
    coordinated_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, blank=True, related_name="+"
    )
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "starts_at"],
                condition=Q(kind="PANEL") & ~Q(state="CANCELLED"),
                name="marac_panel_sits_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(cut_off_at__lte=F("starts_at"), research_due_at__lte=F("starts_at")),
                name="marac_meeting_comes_after_its_deadlines",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False, state="SIGNED"),
                name="marac_minutes_are_signed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["panel", "starts_at"], name="marac_meeting_calendar")]


class AgendaItem(Record):
    """A case's place on a meeting's list. The place is never shown: it would tell of a gap."""

    class Outcome(models.TextChoices):
        WAITING = "", "To be heard"
        HEARD = "HEARD", "Heard"
        DEFERRED = "DEFERRED", "Deferred"
        WITHDRAWN = "WITHDRAWN", "Withdrawn"
        SETTLED = "SETTLED", "Settled before the meeting"
        # The meeting ended first; its case waits to be listed again.
        NOT_REACHED = "NOT_REACHED", "Not reached"
        CALLED_OFF = "CALLED_OFF", "Its meeting was cancelled"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="listings")
    position = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField()
    # The MARAC that it came from, said on the agenda to all who read it.
    from_marac = models.CharField(max_length=160, blank=True, default="")
    has_children = models.BooleanField(default=False)
    # At a professionals' meeting: the case keeps its place on the list of its panel.
    is_aside = models.BooleanField(default=False)
    # Why it was listed after the list had closed: a reason of the partnership's, and its detail.
    late_because = models.ForeignKey(
        LateReason, models.PROTECT, null=True, blank=True, related_name="+"
    )
    late_reason = SealedTextField(null=True, blank=True)
    listed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    listed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default=Outcome.WAITING)
    outcome_reason = SealedTextField(null=True, blank=True)
    summary = SealedTextField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(outcome="", is_aside=False),
                name="marac_case_waits_on_one_list",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(opened_at__isnull=False, closed_at=None),
                name="marac_meeting_hears_one_case_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["DEFERRED", "WITHDRAWN"])
                | Q(outcome_reason__isnull=False),
                name="marac_unheard_item_says_why",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(outcome="HEARD"),
                name="marac_only_what_was_heard_is_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["meeting", "position"], name="marac_item_by_meeting"),
            models.Index(fields=["case"], name="marac_item_by_listing"),
        ]


class Attendance(Record):
    """Somebody at a meeting, or their apologies; nobody joins before accepting the statement."""

    class Role(models.TextChoices):
        CHAIR = "CHAIR", "Chair"
        COORDINATOR = "COORDINATOR", "Coordinator"
        REPRESENTATIVE = "REPRESENTATIVE", "Representative"
        DEPUTY = "DEPUTY", "Deputy"
        IDVA = "IDVA", "Speaks for the person harmed"
        REFERRER = "REFERRER", "Referring practitioner"
        OBSERVER = "OBSERVER", "Observer"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=Role)
    apologised_at = models.DateTimeField(null=True, blank=True)
    has_sent_information = models.BooleanField(default=False)
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "user"], name="marac_attendance_is_noted_once"
            ),
            models.CheckConstraint(
                condition=Q(joined_at=None) | Q(accepted_at__isnull=False, statement__isnull=False),
                name="marac_nobody_joins_without_the_statement",
            ),
        ]


class Entry(Record):
    """Something said or decided about a case at a meeting, typed by whoever is there.

    The browser names each entry before it is sent, so that sending it again changes nothing.
    """

    class Kind(models.TextChoices):
        NEW_INFORMATION = "NEW_INFORMATION", "New information"
        HARM = "HARM", "Who may be harmed, and how"
        RISK = "RISK", "What adds to the risk"
        SAFETY = "SAFETY", "What keeps her safe now"
        SUPPORT = "SUPPORT", "Who supports her"
        DECISION = "DECISION", "Decision"
        NOTE = "NOTE", "Note"

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="entries")
    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    text = SealedTextField()
    # Nobody: the family as a whole. A decision is about the case.
    about = models.ForeignKey(
        "marac.CasePerson", models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    once_key = models.UUIDField(unique=True)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["item", "at"], name="marac_entry_by_item")]


class ConflictDeclaration(Record):
    """Somebody has a conflict in a case; the block follows from it.

    `noted_by` is the coordinator or chair who said so where it was not the person herself;
    `representative` stands in for her in this case.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="declarations")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="declarations"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedTextField(null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    representative = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(representative=None) | ~Q(representative=F("user")),
                name="marac_conflicted_stands_in_for_nobody",
            ),
            models.UniqueConstraint(
                fields=["case", "user"], name="marac_conflict_is_declared_once"
            ),
        ]
