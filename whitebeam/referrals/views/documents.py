"""Opening a checked document: always as a download, under a name that tells nothing."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.referrals import policy
from whitebeam.referrals.files.shelf import Shelf
from whitebeam.referrals.rules.file_kinds import kind_with
from whitebeam.referrals.services.documents import open_document

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
        content = open_document(found, shelf=Shelf(settings.UPLOADS_FOLDER))
    except Refused:
        raise Http404 from None
    kind = kind_with(found.content_type)
    suffix = min(kind.suffixes, key=len)
    headers = {
        "Content-Disposition": f'attachment; filename="document{suffix}"',
        # Whatever it holds, it may run nothing and reach nothing should a browser show it.
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=kind.content_type, headers=headers)
