"""What each agency is asked, what it answers, and the ledger of what was shared."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case
from whitebeam.marac.models.people import CasePerson


class ResearchRequest(Record):
    """One agency asked about one case. "Nothing known" is an answer and counts as one."""

    class Answer(models.TextChoices):
        WAITING = "", "Not answered"
        NOTHING_KNOWN = "NOTHING_KNOWN", "Nothing known"
        KNOWN = "KNOWN", "Known"

    case = models.ForeignKey(Case, models.PROTECT, related_name="requests")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    agreement = models.ForeignKey(
        "partners.SharingAgreement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    template = models.SlugField(max_length=60)
    parts = ArrayField(models.CharField(max_length=12), default=list)
    identifiers = ArrayField(models.CharField(max_length=24), default=list)
    prompts = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=16, choices=Answer, blank=True, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    chased_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Why it was asked although no agreement covers it.
    emergency_why = SealedTextField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False) | Q(emergency_why__isnull=False),
                name="marac_asked_under_an_agreement_or_in_an_emergency",
            ),
            models.UniqueConstraint(
                fields=["case", "agency"],
                condition=Q(withdrawn_at=None),
                name="marac_agency_is_asked_once_per_case",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="marac_answer_says_when_and_by_whom",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "due_at", "id"],
                condition=Q(answer="", withdrawn_at=None),
                name="marac_research_waiting",
            )
        ]


class ResearchDraft(Record):
    """What an agency has typed of its answer and not yet shared: its own alone, kept as typed."""

    request = models.OneToOneField(ResearchRequest, models.PROTECT, related_name="draft")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    answers = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)


class KnownPerson(Record):
    """Whether an agency knows one of the people of a case: yes or no, for each."""

    request = models.ForeignKey(ResearchRequest, models.PROTECT, related_name="known")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    case_person = models.ForeignKey(CasePerson, models.PROTECT, related_name="known_to")
    is_known = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "case_person"], name="marac_person_is_known_or_not_once"
            )
        ]


class ResearchItem(Record):
    """One thing an agency holds about a case. Fact and opinion are marked apart.

    It is the agency's own until it is shared; what is withheld stays inside the agency, and only
    that something was withheld is counted. A correction supersedes, it never overwrites.
    """

    class Kind(models.TextChoices):
        FACT = "FACT", "Fact"
        OPINION = "OPINION", "Professional opinion"

    class Topic(models.TextChoices):
        INFORMATION = "INFORMATION", "Relevant information"
        RISK = "RISK", "Risk"
        PROTECTIVE = "PROTECTIVE", "Protective factor"

    request = models.ForeignKey(ResearchRequest, models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="items")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    about = models.ForeignKey(
        CasePerson, models.PROTECT, null=True, blank=True, related_name="items"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    topic = models.CharField(max_length=12, choices=Topic)
    text = SealedTextField()
    source = models.CharField(max_length=120, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    is_withheld = models.BooleanField(default=False)
    why_withheld = SealedTextField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    once_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_withheld=False, why_withheld=None)
                | Q(is_withheld=True, why_withheld__isnull=False, shared_at=None),
                name="marac_withheld_item_says_why_and_stays",
            )
        ]
        indexes = [models.Index(fields=["case", "agency"], name="marac_item_by_case")]


class Disclosure(Record):
    """One line of the ledger: what was shared, on what basis, by whose decision, with whom.

    `about_label` and `about_id` name the item: a research item, the referral's own account, a wish,
    something said at a meeting.
    The account reaches the coordinator by the act of referring; each agency that reads it later is
    asked under an agreement, or in an emergency, which its request names.
    """

    class Basis(models.TextChoices):
        PUBLIC_TASK = "PUBLIC_TASK", "Public task"
        LEGAL_OBLIGATION = "LEGAL_OBLIGATION", "Legal obligation"
        VITAL_INTERESTS = "VITAL_INTERESTS", "To protect life"
        LEGITIMATE_INTERESTS = "LEGITIMATE_INTERESTS", "Legitimate interests"
        CONSENT = "CONSENT", "She agreed"
        LAW_ENFORCEMENT = "LAW_ENFORCEMENT", "Law enforcement (Part 3)"
        # Said at a meeting before lines were kept of that; nobody may choose it.
        NOT_KEPT = "NOT_KEPT", "Not recorded: entered before lines were kept"

    case = models.ForeignKey(Case, models.PROTECT, related_name="disclosures")
    about_label = models.CharField(max_length=60)
    about_id = models.UUIDField()
    controller = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    agreement = models.ForeignKey(
        "partners.SharingAgreement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    basis = models.CharField(max_length=24, choices=Basis)
    necessity = SealedTextField()
    proportionality = SealedTextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    # Why it was shared although no agreement covers it.
    emergency_why = SealedTextField(null=True, blank=True)
    # The other MARAC that received it, when it went with her to one.
    to_marac = models.CharField(max_length=160, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_label", "about_id"], name="marac_item_has_one_ledger_line"
            ),
            models.CheckConstraint(
                condition=Q(agreement__isnull=False)
                | Q(emergency_why__isnull=False)
                | Q(about_label="marac.Case")
                | Q(basis="NOT_KEPT")
                | ~Q(to_marac=""),
                name="marac_line_names_an_agreement_or_the_emergency",
            ),
        ]
        indexes = [models.Index(fields=["case", "decided_at"], name="marac_ledger_by_case")]


class Recipient(Record):
    """An agency that received what a ledger line is about, and when it could first see it.

    Without an agreement it received it in an emergency, which the line or its own request names.
    """

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="recipients")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    agreement = models.ForeignKey(
        "partners.SharingAgreement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["disclosure", "agency"], name="marac_recipient_is_named_once"
            )
        ]
        indexes = [models.Index(fields=["at"], name="marac_received_when")]
