"""Assessing on paper: a sheet to print, and a second draft put together with the first."""

from secrets import token_hex
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.risk import policy
from whitebeam.risk.forms.merging import MergeForm, fields_of
from whitebeam.risk.forms.pages import FirstForm
from whitebeam.risk.forms.told import in_text
from whitebeam.risk.presenters.merging import sides_of, source_of
from whitebeam.risk.queries.reading import reading_of
from whitebeam.risk.queries.tools import definition_of, tools_for, wording_in_force
from whitebeam.risk.rules.merging import differences
from whitebeam.risk.services.merging import (
    Merge,
    close_to_colleagues,
    merge_drafts,
    open_to_colleagues,
    said_in,
    twins_of,
)
from whitebeam.risk.views.one import draft_of, now, today, typed

PAPER = ("paper_on", "paper_where", "paper_reference")


@needs(Duty.ASSESS_RISK)
@require_safe
def sheet(request: SignedInRequest, code: str) -> HttpResponse:
    agencies = policy.agencies_assessing(request.user)
    tools = {tool.code: tool for agency in agencies for tool in tools_for(agency)}
    if code not in tools:
        raise Http404
    tool = tools[code]
    first = [field for field in FirstForm({}) if field.name not in PAPER]
    context = {
        "tool": definition_of(tool, wording_in_force(tool)),
        "first": first,
        "reference": token_hex(3).upper(),
    }
    return render(request, "risk/sheet.html", context)


@needs(Duty.ASSESS_RISK)
@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest, assessment_id: UUID, twin_id: UUID) -> HttpResponse:
    draft = draft_of(request, assessment_id)
    twin = get_object_or_404(twins_of(draft, by=request.user), pk=twin_id)
    reading = reading_of(draft, on=today())
    found = differences(said_in(draft), said_in(twin))
    sides = sides_of(found, reading, fields=fields_of(reading), say=in_text)
    shown = (draft.version, twin.version)
    form = MergeForm(typed(request), sides=sides, shown=shown)
    if form.is_valid():
        put = Merge(form.chosen(), form.seen())
        try:
            merge_drafts(draft.pk, twin.pk, merge=put, by=request.user, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Put together. What each of the two said is kept")
            return redirect("risk:draft", draft.pk)
    context = {"form": form, "draft": draft, "one": source_of(draft), "other": source_of(twin)}
    return render(request, "risk/merge.html", context, status=422 if form.errors else 200)


@needs(Duty.ASSESS_RISK)
@require_POST
def open_draft(request: SignedInRequest, assessment_id: UUID) -> HttpResponse:
    draft = draft_of(request, assessment_id)
    try:
        open_to_colleagues(draft.pk, by=request.user, at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Colleagues can put it together with their own now")
    return redirect("risk:draft", draft.pk)


@needs(Duty.ASSESS_RISK)
@require_POST
def close_draft(request: SignedInRequest, assessment_id: UUID) -> HttpResponse:
    draft = draft_of(request, assessment_id)
    try:
        close_to_colleagues(draft.pk, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is yours alone again")
    return redirect("risk:draft", draft.pk)
