"""The delivery plan: projects with their owners, facts, figures, links and changes."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.models import Record
from whitebeam.strategy.models.frameworks import Commitment, Strand


class Status(models.TextChoices):
    """Where a project stands. Green and done are claims, so they rest on evidence."""

    NOT_REPORTED = "NOT_REPORTED", "Not yet reported"
    GREEN = "GREEN", "On track"
    AMBER = "AMBER", "At risk"
    RED = "RED", "Off track"
    DONE = "DONE", "Done"


NEEDS_EVIDENCE = (Status.GREEN, Status.DONE)


class Project(Record):
    """A project of the plan, or a part of one that an agency or group runs as its own plan."""

    class Stage(models.TextChoices):
        PLANNED = "PLANNED", "Planned"
        RUNNING = "RUNNING", "Running"
        FINISHED = "FINISHED", "Finished"

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    strand = models.ForeignKey(Strand, models.PROTECT, related_name="projects")
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="projects"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    theme = models.CharField(max_length=120, blank=True)
    summary = models.TextField(blank=True)
    public_words = models.TextField(blank=True)
    owner_agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    owner_team = models.ForeignKey(
        "partners.Team", models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_group = models.ForeignKey(
        "directory.Group", models.PROTECT, null=True, blank=True, related_name="+"
    )
    year = models.CharField(max_length=9)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.PLANNED)
    money = models.CharField(max_length=240, blank=True)
    duty_served = models.CharField(max_length=240, blank=True)
    equality_note = models.TextField(blank=True)
    is_held_back = models.BooleanField(default=False)
    held_back_reason = models.CharField(max_length=240, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_REPORTED)
    status_on = models.DateField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    evidence_count = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=240)
    version = models.PositiveIntegerField(default=1)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=NEEDS_EVIDENCE) | Q(evidence_count__gt=0),
                name="project_green_has_evidence",
            ),
            models.CheckConstraint(
                condition=Q(is_held_back=False) | ~Q(held_back_reason=""),
                name="project_is_held_back_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="project_is_not_its_own_part"
            ),
        ]
        indexes = [models.Index(fields=["strand", "position", "id"], name="project_in_order")]


class Figure(Record):
    """A number that a document states, with its day or period and the place where it stands."""

    code = models.SlugField(max_length=60, unique=True)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="figures"
    )
    label = models.CharField(max_length=200)
    shown = models.CharField(max_length=40)
    value = models.FloatField(null=True, blank=True)
    part = models.PositiveIntegerField(null=True, blank=True)
    whole = models.PositiveIntegerField(null=True, blank=True)
    as_of = models.CharField(max_length=80)
    indicator_code = models.SlugField(max_length=60, blank=True)
    note = models.CharField(max_length=240, blank=True)
    source = models.CharField(max_length=240)
    position = models.PositiveIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(part=None) | Q(whole=None) | Q(part__lte=F("whole")),
                name="figure_part_fits_in_the_whole",
            )
        ]


class Link(Record):
    """What a project rests on or answers to: an indicator, a voice finding, a recommendation."""

    class Kind(models.TextChoices):
        INDICATOR = "INDICATOR", "Indicator"
        VOICE = "VOICE", "What people with lived experience said"
        RECOMMENDATION = "RECOMMENDATION", "Recommendation of a review"

    project = models.ForeignKey(Project, models.PROTECT, related_name="links")
    kind = models.CharField(max_length=14, choices=Kind)
    code = models.SlugField(max_length=60)
    words = models.CharField(max_length=240)
    source = models.CharField(max_length=240)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "code"], name="link_is_made_once")
        ]


class Change(Record):
    """A change of the plan: what, why, who agreed, and which version it made."""

    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="changes"
    )
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="changes"
    )
    version = models.PositiveIntegerField()
    fields = ArrayField(models.CharField(max_length=40), default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=400)
    agreed_by = models.CharField(max_length=160)
    agreed_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_public = models.BooleanField(default=True)
    public_words = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(project=None, commitment__isnull=False)
                | Q(project__isnull=False, commitment=None),
                name="change_is_of_one_thing",
            ),
            models.UniqueConstraint(fields=["project", "version"], name="change_makes_one_version"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(agreed_by=""), name="change_has_a_reason_and_a_yes"
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(public_words=""),
                name="change_told_to_all_is_told_in_words",
            ),
        ]
