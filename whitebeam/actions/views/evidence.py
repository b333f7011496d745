"""Files that show what was done: added, opened, taken out."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.actions import policy
from whitebeam.actions.forms import EvidenceForm
from whitebeam.actions.services import showing
from whitebeam.actions.services.moving import MOVED_ON
from whitebeam.files.handing_out import headers_of
from whitebeam.files.shelf import Shelf
from whitebeam.files.taking import LARGEST_READ, Keeping, Upload
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs

REPORTING = (*policy.DOING, *policy.CHASING)


@needs(*REPORTING)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, action_id: UUID) -> HttpResponse:
    action = get_object_or_404(policy.visible_to(request.user), pk=action_id)
    if not policy.reportable_by(request.user).filter(pk=action_id).exists():
        messages.warning(request, MOVED_ON)
        return redirect("actions:one", action_id)
    sent = request.method == "POST"
    form = EvidenceForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid() and take(request, action_id, form):
        messages.success(request, "The file is kept. It can be opened once it was checked.")
        return redirect("actions:one", action_id)
    context = {"form": form, "action": action}
    return render(request, "actions/evidence.html", context, status=422 if form.errors else 200)


def _open(request: SignedInRequest, evidence_id: UUID) -> HttpResponse:
    found = get_object_or_404(policy.evidence_seen_by(request.user), pk=evidence_id)
    try:
        content = showing.open_evidence(found, shelf=keeping().shelf)
    except Refused:
        raise Http404 from None
    return HttpResponse(content, headers=headers_of(found.content_type))


# Whoever sees an action opens what shows that it was done, whatever her duty.
open_one = signed_in(require_GET(_open), purpose=Purpose.SUPPORT)


@needs(*REPORTING)
@require_POST
def remove(request: SignedInRequest, evidence_id: UUID) -> HttpResponse:
    found = get_object_or_404(policy.evidence_seen_by(request.user), pk=evidence_id)
    try:
        showing.remove_evidence(found.pk, shelf=keeping().shelf, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "The file is taken out")
    return redirect("actions:one", found.action_id)


def take(request: SignedInRequest, action_id: UUID, form: forms.Form) -> bool:
    """Take in the files that came with a page; say whether all were taken."""
    try:
        for sent in request.FILES.getlist("upload"):
            upload = Upload(sent.name or "", sent.read(LARGEST_READ))
            showing.add_evidence(
                action_id, upload=upload, keeping=keeping(), by=request.user, at=timezone.now()
            )
    except Refused as refusal:
        form.add_error("upload", str(refusal))
        return False
    return True


def keeping() -> Keeping:
    return Keeping(Shelf(settings.UPLOADS_FOLDER, showing.TABLE), settings.MALWARE_SCANNER)
