"""That another process is at work beside a case, and whom to ask there: never what it holds."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case
from whitebeam.marac.models.people import CasePerson


class ProcessLink(Record):
    """MAPPA, child protection or adult protection concerns one person of a case.

    It is the fact of the agency that said so (`said_for`), and has its ledger line. What is wrong
    is ended with the reason and entered again; what is withheld stays with the agencies it names.
    """

    class Kind(models.TextChoices):
        MAPPA = "MAPPA", "MAPPA"
        CHILD_PROTECTION = "CHILD_PROTECTION", "Child protection"
        ADULT_PROTECTION = "ADULT_PROTECTION", "Adult protection"

    case = models.ForeignKey(Case, models.PROTECT, related_name="processes")
    about = models.ForeignKey(CasePerson, models.PROTECT, related_name="processes")
    kind = models.CharField(max_length=16, choices=Kind)
    # Where it is led; the hub says so for an agency that does not take part.
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    said_for = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    lead = SealedTextField()
    contact = SealedTextField()
    since_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_withheld = models.BooleanField(default=False)
    why_withheld = SealedTextField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_why = SealedTextField(null=True, blank=True)
    once_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "kind", "agency", "said_for"],
                condition=Q(ended_at=None),
                name="marac_process_is_named_once",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="marac_process_is_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(is_withheld=False, why_withheld=None)
                | Q(is_withheld=True, why_withheld__isnull=False),
                name="marac_withheld_process_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_why=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_why__isnull=False),
                name="marac_process_ends_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="marac_process_by_case")]
