"""What a partnership sets up before its first case: panels, their members, pathways, statements."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.models import Record


class Panel(Record):
    """The MARAC of one area: who coordinates it, and when it usually meets.

    `pattern` holds the usual calendar: the first day, the time it begins and how many minutes it
    has. How often it meets is a setting of its area (`marac.meeting_every_days`).
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    area = models.ForeignKey("partners.Area", models.PROTECT, related_name="+")
    coordinated_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    chaired_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    advocated_by = models.ForeignKey(
        "partners.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )
    pattern = models.JSONField(default=dict)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)


class PanelMember(Record):
    """An agency that a panel asks for research: under which agreement, and with what it needs.

    `parts` says about whom it is asked, `identifiers` which facts it needs to look them up, and
    `prompts` what its kind of agency is asked to look for.
    """

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="members")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    agreement = models.ForeignKey("partners.SharingAgreement", models.PROTECT, related_name="+")
    template = models.SlugField(max_length=60)
    parts = ArrayField(models.CharField(max_length=12), default=list)
    identifiers = ArrayField(models.CharField(max_length=24), default=list)
    prompts = models.JSONField(default=list)
    is_core = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "agency"], name="panel_names_each_member_once")
        ]


class Pathway(Record):
    """A way that a case may take, with its clocks, from a day: local variation as data."""

    class Kind(models.TextChoices):
        TRIAGE_ONLY = "TRIAGE_ONLY", "Settled at screening"
        SETTLED_EARLY = "SETTLED_EARLY", "Settled before the meeting"
        PROFESSIONALS = "PROFESSIONALS", "Professionals' meeting"
        FULL = "FULL", "Full meeting"

    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=120)
    guidance = models.TextField(blank=True)
    clocks = models.JSONField(default=dict)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=240)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "starts_on"], name="pathway_begins_once_a_day"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="pathway_ends_after_it_starts",
            ),
        ]


class LateReason(Record):
    """A reason for which a case may go on a list that has closed, in the partnership's words."""

    code = models.SlugField(max_length=60)
    label = models.CharField(max_length=120)
    needs_detail = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=240)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "starts_on"], name="late_reason_begins_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="late_reason_ends_after_it_starts",
            ),
        ]


class Statement(Record):
    """The confidentiality statement that everyone accepts at each meeting, by version."""

    code = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    starts_on = models.DateField()
    source = models.CharField(max_length=240)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="statement_has_each_version_once"
            )
        ]
