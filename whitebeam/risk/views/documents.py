"""Opening the document of a result; taking it in is done on the page of the result."""

from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.files.handing_out import headers_of
from whitebeam.files.shelf import Shelf
from whitebeam.files.taking import LARGEST_READ, Keeping, Upload
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.risk import policy
from whitebeam.risk.models import Assessment
from whitebeam.risk.services import documents
from whitebeam.risk.views.one import now

FIELD = "upload"


@needs(*policy.RECEIVING)
@require_GET
def document(request: SignedInRequest, document_id: UUID) -> HttpResponse:
    seen = policy.documents_seen_by(request.user).select_related("assessment")
    found = get_object_or_404(seen, pk=document_id)
    try:
        content = documents.open_document(found, shelf=keeping().shelf)
    except Refused:
        raise Http404 from None
    return HttpResponse(content, headers=headers_of(found.content_type))


def take(request: SignedInRequest, draft: Assessment, form: Form) -> None:
    """Take in the files that came with the page, and take out the one that was pressed."""
    try:
        for sent in request.FILES.getlist(FIELD):
            upload = Upload(sent.name or "", sent.read(LARGEST_READ))
            documents.add_document(
                draft.pk, upload=upload, keeping=keeping(), by=request.user, at=now()
            )
    except Refused as refusal:
        form.add_error(FIELD, str(refusal))


def take_out(request: SignedInRequest, document_id: str) -> None:
    """Remove one document from a draft; one that is gone already stays gone."""
    shelf = keeping().shelf
    with suppress(ValueError, Refused):
        documents.remove_document(UUID(document_id), shelf=shelf, by=request.user, at=now())


def keeping() -> Keeping:
    return Keeping(Shelf(settings.UPLOADS_FOLDER, documents.TABLE), settings.MALWARE_SCANNER)
