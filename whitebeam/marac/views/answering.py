"""What an agency is asked, and its answer: nothing known in one click, or a page for what it holds.

These pages open to whoever takes part for the agency; a guest has no duty and takes part as well.
"""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.events import Researched
from whitebeam.marac.forms.answering import AnswerForms, one_less, one_more, typed_in
from whitebeam.marac.models import ResearchRequest
from whitebeam.marac.presenters.research import (
    DO_NOT_CONTACT,
    Asked,
    OwnItem,
    grouped,
    people_of,
)
from whitebeam.marac.queries import research
from whitebeam.marac.rules.research_answers import digest_of
from whitebeam.marac.services import answering, drafting
from whitebeam.marac.services.drafting import Clash
from whitebeam.marac.services.ledger import Why

IDENTITY = (Class.F2, Class.F3, Class.F9, Class.F10)
Typed = dict[str, str]


def _waiting(request: SignedInRequest) -> HttpResponse:
    now, after = timezone.now(), request.GET.get("after", "")
    is_done = request.GET.get("show") == "answered"
    find = research.answered if is_done else research.waiting
    page = find(request.user, after=after, **({} if is_done else {"at": now}))
    ids = [row.pk for row in page.rows]
    audit.record_reading(verb=Researched.WAITING_OPENED, classes=IDENTITY, requests=ids)
    context = {
        "groups": grouped(page.rows, now=now),
        "waiting": research.how_many_wait(request.user),
        "is_done": is_done,
        "here": after,
        "after": page.after,
        "warning": DO_NOT_CONTACT,
    }
    return render(request, "marac/research/waiting.html", context)


def _nothing(request: SignedInRequest, research_id: UUID) -> HttpResponse:
    return _click(request, research_id, answering.nothing_known)


def _undo(request: SignedInRequest, research_id: UUID) -> HttpResponse:
    return _click(request, research_id, answering.undo)


def _click(request: SignedInRequest, research_id: UUID, deed: Any) -> HttpResponse:
    asked = get_object_or_404(research.asked(request.user), pk=research_id)
    try:
        deed(asked.pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    after = request.POST.get("after", "")
    back = f"?{urlencode({'after': after})}" if research.is_key(after) else ""
    return redirect(f"{reverse('marac:waiting')}{back}#case-{asked.pk}")


def _answer(request: SignedInRequest, research_id: UUID) -> HttpResponse:
    asked = get_object_or_404(research.asked(request.user), pk=research_id)
    if request.method == "GET":
        return _draw(request, asked, drafting.draft_of(asked))
    typed = typed_in(request.POST)
    try:
        _keep(request, asked, typed)
        return _act(request, asked, typed)
    except Clash as clash:
        messages.warning(request, str(clash))
        return _draw(request, asked, typed, status=409, theirs=drafting.draft_of(asked))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _draw(request, asked, typed, status=422)


def _act(request: SignedInRequest, asked: ResearchRequest, typed: Typed) -> HttpResponse:
    """Do what the pressed button says: share, add, remove, or only keep."""
    deed, _, number = request.POST.get("do", "share").partition(":")
    if deed == "share":
        return _share(request, asked, typed)
    kind, _, which = number.partition("-")
    changed = typed
    if deed == "add" and kind in {"item", "action"}:
        changed = one_more(typed, kind)
    if deed == "remove" and kind in {"item", "action"} and which.isdecimal():
        changed = one_less(typed, kind, int(which))
    _keep(request, asked, changed)
    if deed == "later":
        messages.success(request, "Your draft is kept. Nothing is shared yet.")
        return redirect("marac:waiting")
    return redirect(f"{reverse('marac:answer', args=[asked.pk])}#{kind or 'known'}s")


def _share(request: SignedInRequest, asked: ResearchRequest, typed: Typed) -> HttpResponse:
    forms = _forms(asked, typed, is_sent=True)
    if not forms.is_valid():
        return _draw(request, asked, typed, forms=forms, status=422)
    now = timezone.now()
    answers = forms.answers()
    answering.submit(asked.pk, answers, why=forms.why.why(), by=request.user, at=now)
    shared = sum(not item.is_withheld for item in answers.items)
    messages.success(request, f"Your agency has answered. Shared with the panel: {shared}.")
    return redirect("marac:answer", asked.pk)


def _autosave(request: SignedInRequest, research_id: UUID) -> HttpResponse:
    asked = get_object_or_404(research.asked(request.user), pk=research_id)
    try:
        _keep(request, asked, typed_in(request.POST))
    except Refused:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


def _keep(request: SignedInRequest, asked: ResearchRequest, typed: Typed) -> None:
    drafting.save_draft(
        asked.pk,
        typed,
        seen=request.POST.get("seen", ""),
        tab=request.POST.get("tab", "")[:40],
        by=request.user,
        at=timezone.now(),
    )


def _forms(asked: ResearchRequest, typed: Typed, *, is_sent: bool = False) -> AnswerForms:
    people = [(person.pk, person.name) for person in people_of(asked)]
    return AnswerForms(typed, people=people, usual=Why.usual(asked.agency), is_sent=is_sent)


def _draw(
    request: SignedInRequest,
    asked: ResearchRequest,
    typed: Typed,
    *,
    forms: AnswerForms | None = None,
    status: int = 200,
    theirs: Typed | None = None,
) -> HttpResponse:
    now = timezone.now()
    audit.record_reading(verb=Researched.REQUEST_OPENED, subject=asked, classes=IDENTITY)
    names = {person.pk: person.name for person in people_of(asked)}
    said = {f"known-{pk}": "yes" if k else "no" for pk, k in research.known_of(asked).items()}
    items = research.own_items(request.user, asked)
    context = {
        "page": Asked.of(asked, now=now),
        "forms": forms or _forms(asked, said | typed),
        "is_failing": status == 422,
        "own": [OwnItem.of(item, names=names, now=now) for item in items],
        "basis": asked.agreement.lawful_basis if asked.agreement else "",
        "seen": digest_of(drafting.kept_of(asked)),
        "warning": DO_NOT_CONTACT,
        "may_act": request.user.kind != User.Kind.GUEST,
        "theirs": [words for name, words in sorted((theirs or {}).items()) if "text" in name],
    }
    return render(request, "marac/research/answer.html", context, status=status)


ASK = require_http_methods(["GET", "POST"])
waiting = signed_in(require_GET(_waiting), purpose=Purpose.MEETING)
nothing_known = signed_in(require_POST(_nothing), purpose=Purpose.MEETING)
undo = signed_in(require_POST(_undo), purpose=Purpose.MEETING)
answer = signed_in(ASK(_answer), purpose=Purpose.MEETING)
autosave = signed_in(require_POST(_autosave), purpose=Purpose.MEETING)
