"""An assessment of risk, the grounds it meets, and with whom it is shared."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.files.models import KeptFile
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.risk.models.tools import ToolVersion, ToolWording


class Assessment(Record):
    """What one worker found with one tool about the risk to one person, from one other or unnamed.

    A draft is its writer's; once signed it is read only, and the next one of the same tool, person
    and agency supersedes it. `level` is the band of the answers after judgement, or judgement
    alone where the tool has no bands (both are empty where nobody judged, before that was asked).
    The texts that are sealed hold JSON where their names say several things.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT", "Draft"
        SIGNED = "SIGNED", "Signed"
        SUPERSEDED = "SUPERSEDED", "Superseded"

    class Level(models.TextChoices):
        STANDARD = "STANDARD", "Standard"
        MEDIUM = "MEDIUM", "Medium"
        HIGH = "HIGH", "High"

    class Mode(models.TextChoices):
        FACE_TO_FACE = "FACE_TO_FACE", "Face to face"
        PHONE = "PHONE", "By phone"
        VIDEO = "VIDEO", "By video"
        RECORDS = "RECORDS", "From records, without speaking with her"

    class Said(models.TextChoices):
        YES = "YES", "Yes"
        NO = "NO", "No"
        NOT_ASKED = "NOT_ASKED", "Not asked"

    victim = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    perpetrator = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    tool = models.ForeignKey(ToolVersion, models.PROTECT, related_name="+")
    wording = models.ForeignKey(
        ToolWording, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mode = models.CharField(max_length=12, choices=Mode, blank=True)
    started_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    # Since when colleagues may read the draft, to put it together with their own.
    opened_at = models.DateTimeField(null=True, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    set_aside_by = models.ForeignKey(
        "risk.RoleCorrection", models.PROTECT, null=True, blank=True, related_name="+"
    )
    prescreen = SealedTextField(null=True, blank=True)
    answers = SealedTextField()
    severity = SealedTextField(null=True, blank=True)
    external = SealedTextField(null=True, blank=True)
    events = SealedTextField(null=True, blank=True)
    closing = SealedTextField(null=True, blank=True)
    # What each of two drafts said before they were put together.
    merged_from = SealedTextField(null=True, blank=True)
    says_high = models.CharField(max_length=9, choices=Said, default=Said.NOT_ASKED)
    judged_level = models.CharField(max_length=8, choices=Level, blank=True)
    judgement_reason = SealedTextField(null=True, blank=True)
    risk_of_harm = SealedTextField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    items_n = models.PositiveSmallIntegerField(default=0)
    answered_n = models.PositiveSmallIntegerField(default=0)
    dont_know_n = models.PositiveSmallIntegerField(default=0)
    band = models.CharField(max_length=8, choices=Level, blank=True)
    level = models.CharField(max_length=8, choices=Level, blank=True)
    criteria = models.JSONField(default=dict)
    pages_seen = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="DRAFT", signed_at=None)
                | ~Q(state="DRAFT")
                & Q(signed_at__isnull=False)
                & (~Q(level="") & ~Q(band="") | Q(band="", level=F("judged_level"))),
                name="assessment_signed_says_when_and_what",
            ),
            models.CheckConstraint(
                condition=Q(judged_level="") | Q(judgement_reason__isnull=False),
                name="assessment_judgement_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(band="HIGH", judged_level__in=["STANDARD", "MEDIUM"])
                & ~Q(band="MEDIUM", judged_level="STANDARD"),
                name="assessment_judgement_never_lowers",
            ),
            models.CheckConstraint(
                condition=Q(perpetrator=None) | ~Q(victim=F("perpetrator")),
                name="assessment_is_of_two_people",
            ),
            models.CheckConstraint(
                condition=Q(answered_n__lte=F("items_n"), dont_know_n__lte=F("answered_n"))
                & (Q(score=None) | Q(score__lte=F("answered_n"))),
                name="assessment_counts_fit_together",
            ),
            models.CheckConstraint(
                condition=~Q(state="SUPERSEDED") | Q(superseded_at__isnull=False),
                name="assessment_superseded_says_when",
            ),
            models.UniqueConstraint(fields=["supersedes"], name="assessment_is_superseded_once"),
        ]
        indexes = [
            models.Index(fields=["victim", "-signed_at"], name="assessment_by_victim"),
            models.Index(fields=["perpetrator"], name="assessment_by_perpetrator"),
            models.Index(
                fields=["agency", "-signed_at", "id"],
                condition=Q(state="SIGNED"),
                name="assessment_in_force",
            ),
            models.Index(
                fields=["by", "-updated_at"],
                condition=Q(state="DRAFT"),
                name="assessment_draft_by_writer",
            ),
        ]

    def must_be_draft(self) -> None:
        """Make sure that it may still be written.

        :raises Refused: if it was signed or discarded
        """
        if self.state != self.State.DRAFT or self.discarded_at is not None:
            raise Refused("This assessment has been signed or discarded. Start a new one.")


class AssessedChild(Record):
    """A child who was thought of in an assessment; a block on the child hides it too."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="children")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "assessed children"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "person"], name="child_is_assessed_once_per_assessment"
            )
        ]
        indexes = [models.Index(fields=["person"], name="assessed_child_by_person")]


class AssessedSet(Record):
    """A set of questions that an answer may open in an assessment, or its grid, in its version."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="sets")
    tool = models.ForeignKey(ToolVersion, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "tool"], name="set_is_in_an_assessment_once"
            )
        ]


class GroundMet(Record):
    """A ground for MARAC that a signed assessment meets, with evidence and the criteria used."""

    class Ground(models.TextChoices):
        VISIBLE_HIGH_RISK = "VISIBLE_HIGH_RISK", "Visible high risk"
        PROFESSIONAL_JUDGEMENT = "PROFESSIONAL_JUDGEMENT", "Professional judgement"
        POTENTIAL_ESCALATION = "POTENTIAL_ESCALATION", "Potential escalation"
        REPEAT = "REPEAT", "Repeat"
        HIGH_RISK_OF_HARM = "HIGH_RISK_OF_HARM", "High risk of serious harm, suicide or self-harm"

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="grounds")
    ground = models.CharField(max_length=24, choices=Ground)
    evidence = SealedTextField()
    criteria = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "grounds met"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "ground"], name="ground_is_met_once_per_assessment"
            )
        ]


class PromptDecision(Record):
    """What a worker decided upon a prompt that asks for a decision before signing."""

    class Decision(models.TextChoices):
        DONE = "DONE", "Done now"
        ALREADY = "ALREADY", "Done already"
        NOT_NEEDED = "NOT_NEEDED", "Not needed"

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="decisions")
    prompt = models.SlugField(max_length=60)
    decision = models.CharField(max_length=12, choices=Decision)
    words = SealedTextField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "prompt"], name="prompt_is_decided_once_per_assessment"
            ),
            models.CheckConstraint(
                condition=~Q(decision="NOT_NEEDED") | Q(words__isnull=False),
                name="prompt_not_needed_says_why",
            ),
        ]


class Shared(Record):
    """A signed assessment opened to another agency, under an agreement, for a reason."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="shares")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    shared_by_agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    agreement = models.ForeignKey("partners.SharingAgreement", models.PROTECT, related_name="+")
    why = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "shared"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "agency"],
                condition=Q(ended_at=None),
                name="assessment_is_shared_once_with_an_agency",
            ),
            models.CheckConstraint(
                condition=~Q(agency=F("shared_by_agency")),
                name="assessment_is_shared_with_another_agency",
            ),
        ]
        indexes = [models.Index(fields=["agency", "assessment"], name="shared_by_agency")]


class ResultDocument(KeptFile):
    """The document of another tool's result: a clean copy, opened with a trace."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="documents")
