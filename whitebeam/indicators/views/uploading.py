"""A return as a spreadsheet: choose it, say what its columns mean, take an empty one away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.indicators import policy
from whitebeam.indicators.files.spreadsheets import MOST_BYTES
from whitebeam.indicators.forms.returns import ColumnsForm, SpreadsheetForm
from whitebeam.indicators.models import Return
from whitebeam.indicators.queries.returns import filled, last_upload
from whitebeam.indicators.rules.definitions import shown_number
from whitebeam.indicators.rules.reading import MEANINGS, missing_meanings
from whitebeam.indicators.services import uploading
from whitebeam.indicators.views.asking import csv_answer, now
from whitebeam.kernel.comma_tables import written
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty


@needs(Duty.SUBMIT_RETURNS, purpose=Purpose.STATISTICS)
@require_http_methods(["GET", "POST"])
def spreadsheet(request: SignedInRequest, return_id: UUID) -> HttpResponse:
    owner = _open(request, return_id)
    posted = request.method == "POST"
    form = SpreadsheetForm(*((request.POST, request.FILES) if posted else (None, None)))
    if form.is_valid():
        sheet = form.cleaned_data["sheet"]
        taken = uploading.Sheet(sheet.name, sheet.read(MOST_BYTES + 1))
        try:
            upload = uploading.take_spreadsheet(owner.pk, sheet=taken, by=request.user, at=now())
        except Refused as refusal:
            form.add_error("sheet", str(refusal))
        else:
            if missing_meanings(uploading.meaning_of(upload, by=request.user)):
                return redirect("indicators:columns", owner.pk)
            return _read(request, owner)
    context = {"form": form, "return_id": owner.pk, "agency": owner.agency.name}
    status = 422 if form.errors else 200
    return render(request, "indicators/spreadsheet.html", context, status=status)


@needs(Duty.SUBMIT_RETURNS, purpose=Purpose.STATISTICS)
@require_http_methods(["GET", "POST"])
def columns(request: SignedInRequest, return_id: UUID) -> HttpResponse:
    owner = _open(request, return_id)
    upload = last_upload(owner)
    if upload is None:
        return redirect("indicators:spreadsheet", owner.pk)
    meaning = uploading.meaning_of(upload, by=request.user)
    data = request.POST if request.method == "POST" else None
    form = ColumnsForm(data, headings=upload.rows[0], meaning=meaning)
    if form.is_valid():
        try:
            uploading.map_columns(upload, meaning=form.meaning(), by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _read(request, owner)
    context = {"form": form, "return_id": owner.pk, "sample": upload.rows[1:4]}
    status = 422 if form.errors else 200
    return render(request, "indicators/columns.html", context, status=status)


@needs(Duty.SUBMIT_RETURNS, purpose=Purpose.STATISTICS)
@require_GET
def template(request: SignedInRequest, return_id: UUID) -> HttpResponse:
    found = filled(_open(request, return_id))
    rows = [list(MEANINGS.values())]
    for part in found.parts:
        given = found.given.get(part.definition.code, {})
        for line in part.lines:
            value = given.get(line)
            numbers = (value.numerator, value.denominator) if value else (None, None)
            shown = ["" if one is None else shown_number(one) for one in numbers]
            said = value.explanation if value else ""
            rows.append([part.definition.code, line.label, *shown, said])
    return csv_answer(written(rows), name=f"return-{found.owner.period.lower()}")


def _open(request: SignedInRequest, return_id: UUID) -> Return:
    mine = policy.returns_filled_by(request.user).filter(state=Return.State.OPEN, is_computed=False)
    return get_object_or_404(mine.select_related("agency"), pk=return_id)


def _read(request: SignedInRequest, owner: Return) -> HttpResponse:
    left = len(filled(owner).findings)
    if left:
        thing = "thing" if left == 1 else "things"
        messages.error(request, f"The spreadsheet was read. {left} {thing} to mend or explain.")
    else:
        messages.success(request, "The spreadsheet was read. Nothing is left to mend.")
    return redirect("indicators:return", owner.pk)
