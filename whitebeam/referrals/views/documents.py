"""Opening a checked document: always as a download, under a name that tells nothing."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.files.handing_out import headers_of
from whitebeam.files.shelf import Shelf
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.referrals import policy
from whitebeam.referrals.services.documents import TABLE, open_document

OPENING = (
    Duty.REFER,
    Duty.SHORT_REFERRAL,
    Duty.VIEW_OWN_REFERRALS,
    Duty.TRIAGE_REFERRALS,
    Duty.SUPPORT_VICTIMS,
    Duty.ASSIGN_REFERRALS,
)


@needs(*OPENING)
@require_GET
def document(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    found = get_object_or_404(policy.documents_seen_by(request.user), pk=document_id)
    try:
        content = open_document(found, shelf=Shelf(settings.UPLOADS_FOLDER, TABLE))
    except Refused:
        raise Http404 from None
    return HttpResponse(content, headers=headers_of(found.content_type))
