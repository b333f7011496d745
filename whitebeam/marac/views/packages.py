"""What goes with a case to another MARAC: what was sent, and its page and print.

A package opens to whoever sent it, to the coordinators of the panel it went to, and to a guest who
gave the code; it is never attached to a message.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.audit import services as audit
from whitebeam.govuk.printed import tagged_pdf
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.guests import OpenPackageForm
from whitebeam.marac.forms.listing import SendMoreForm
from whitebeam.marac.models import Package
from whitebeam.marac.presenters.case_head import CaseHead
from whitebeam.marac.presenters.guests import GuestRow
from whitebeam.marac.presenters.minutes import mark_of
from whitebeam.marac.presenters.packages import Note, PackageRow, PackageSheet
from whitebeam.marac.queries import cases, guests, packing
from whitebeam.marac.services import guests as letting_in
from whitebeam.marac.services import packing as sending
from whitebeam.marac.services.guests import Invited
from whitebeam.marac.views.deeds import typed
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

COORDINATING = needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)
ASK = require_http_methods(["GET", "POST"])
READ = (Class.F2, Class.F3, Class.F6)


@COORDINATING
@ASK
def of_case(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.coordinated_by(request.user)), pk=case_id)
    now, form = timezone.now(), SendMoreForm(typed(request))
    if form.is_valid():
        try:
            sending.send_more(
                case_id=case.pk, parts=form.cleaned_data["documents"], by=request.user, at=now
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is sent. They read it after signing in.")
            return redirect("marac:packages_of_case", case.pk)
    sent, latest = packing.packages_of(request.user, case), packing.latest_transfer(case)
    context = {
        "head": CaseHead.of(case, current="marac:packages_of_case", now=now),
        "rows": [PackageRow.of(one, now=now) for one in sent],
        "form": form,
        "is_sent": latest is not None and latest.declined_at is None,
        "notes": [Note.of(one, now=now) for one in packing.notes_of(latest)] if latest else [],
        "may_answer": latest is not None and latest.to_panel_id is not None,
    }
    return render(request, "marac/packages/case.html", context, status=422 if form.errors else 200)


@COORDINATING
@ASK
def let_in(request: SignedInRequest, package_id: UUID) -> HttpResponse:
    sent = policy.packages_sent_by(request.user).select_related("transfer", "case__panel")
    package = get_object_or_404(sent, pk=package_id, transfer__to_panel=None)
    form = OpenPackageForm(typed(request), days=guests.days_offered())
    now, code = timezone.now(), ""
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "email")}
        whom = Invited(None, **told, until=form.until(now), package=package)
        try:
            code = letting_in.invite_to_package(whom, by=request.user, at=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    found = guests.guests_of_package(request.user, package)
    context = {
        "form": form,
        "code": code,
        "invited": form.cleaned_data.get("name", "") if code else "",
        "rows": [GuestRow.of(one, now=now) for one in found],
        "package": PackageRow.of(package, now=now),
        "case_id": package.case_id,
    }
    return render(
        request, "marac/packages/let_in.html", context, status=422 if form.errors else 200
    )


def _mine(request: SignedInRequest) -> HttpResponse:
    found = packing.sent_to(request.user)
    ids = [one.pk for one in found]
    audit.record_reading(verb=Happened.PACKAGES_LISTED, classes=(Class.F1,), packages=ids)
    now = timezone.now()
    context = {"rows": [PackageRow.of(one, now=now) for one in found]}
    return render(request, "marac/packages/mine.html", context)


def _show(request: SignedInRequest, package_id: UUID) -> HttpResponse:
    package, now = _package(request, package_id), timezone.now()
    sending.note_opened(package, by=request.user, at=now)
    audit.record_reading(verb=Happened.PACKAGE_OPENED, subject=package, classes=READ)
    context = {
        "sheet": PackageSheet.of(package, packing.items_of(package), now=now),
        "package_id": package.pk,
        "mark": _mark(request, package, now=now),
    }
    return render(request, "marac/packages/one.html", context)


def _pdf(request: SignedInRequest, package_id: UUID) -> HttpResponse:
    package, now = _package(request, package_id), timezone.now()
    sending.note_opened(package, by=request.user, at=now)
    audit.record_reading(verb=Happened.PACKAGE_PRINTED, subject=package, classes=READ)
    sheet = PackageSheet.of(package, packing.items_of(package), now=now)
    made = tagged_pdf(sheet.printed(mark=_mark(request, package, now=now)))
    headers = {"Content-Disposition": 'attachment; filename="case.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _package(request: SignedInRequest, package_id: UUID) -> Package:
    package = packing.package_for(request.user, package_id)
    if package is None:
        raise Http404
    return package


def _mark(request: SignedInRequest, package: Package, *, now: Any) -> str:
    """Return the mark across every page: a guest stands for the MARAC that it went to."""
    sent = policy.packages_sent_by(request.user).filter(pk=package.pk).exists()
    side = package.from_marac if sent else package.transfer.other_marac
    return mark_of(request.user.name, side, now=now)


mine = signed_in(require_GET(_mine), purpose=Purpose.MEETING)
show = signed_in(require_GET(_show), purpose=Purpose.MEETING)
pdf = signed_in(require_GET(_pdf), purpose=Purpose.MEETING)
