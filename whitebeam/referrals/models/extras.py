"""What is not yet, or not only, a referral: drafts, documents and advice without a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.files.models import KeptFile
from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.referrals.models.referral import Referral


class Draft(Record):
    """A referral being written, saved after every answer, sealed, seen by its writer alone."""

    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    form = models.ForeignKey("referrals.FormVersion", models.PROTECT, related_name="+")
    answers = SealedTextField()
    pages_seen = models.JSONField(default=list)
    advice = models.ForeignKey(
        "referrals.AdviceContact", models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="+")
    discarded_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["writer", "-updated_at"], name="draft_by_writer")]


class Document(KeptFile):
    """A file sent with a referral: the sealed original, and a clean copy once it was checked."""

    draft = models.ForeignKey(
        Draft, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    referral = models.ForeignKey(
        Referral, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    why_refused = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(referral__isnull=False),
                name="document_belongs_to_a_draft_or_referral",
            ),
            models.CheckConstraint(
                condition=~Q(state="REFUSED", why_refused=""),
                name="document_refused_with_a_reason",
            ),
        ]


class AdviceContact(Record):
    """Advice asked and given without naming anybody; it can become a referral."""

    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    asked_by_kind = models.CharField(max_length=24, blank=True)
    # One topic, or several with commas between, by the codes of the advice form.
    topic = models.CharField(max_length=240)
    area = models.ForeignKey(
        "partners.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    question = SealedTextField()
    advice = SealedTextField(null=True, blank=True)
    outcome = models.CharField(max_length=24, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="+")
