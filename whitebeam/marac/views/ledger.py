"""The ledger of a case."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.presenters.asked_for import AskedFor
from whitebeam.marac.presenters.case_head import CaseHead
from whitebeam.marac.presenters.ledger import Line
from whitebeam.marac.presenters.originator import Question
from whitebeam.marac.presenters.voice import NOT_KNOWN, ways
from whitebeam.marac.queries import cases
from whitebeam.marac.queries.ledger import about_her, ledger_of, line_of
from whitebeam.marac.queries.originator import asked_about
from whitebeam.marac.queries.voice import victim_of
from whitebeam.marac.views.case import READING
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.people.queries.contact import safe_contacts_of


@needs(*READING, purpose=Purpose.MEETING)
@require_GET
def ledger(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.worked_by(request.user)), pk=case_id)
    audit.record_reading(
        verb=Researched.LEDGER_OPENED, subject=case, classes=(Class.F1, Class.F6, Class.F9)
    )
    now, found = timezone.now(), ledger_of(request.user, case)
    context = {
        "head": CaseHead.of(case, current="marac:case_ledger", now=now),
        "lines": [Line.of(line, facts=found.facts, now=now) for line in found.lines],
    }
    return render(request, "marac/ledger.html", context)


@needs(*READING, purpose=Purpose.MEETING)
@require_GET
def line(request: SignedInRequest, case_id: UUID, fact_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.worked_by(request.user)), pk=case_id)
    now, found = timezone.now(), line_of(request.user, case, fact_id)
    if not found.lines:
        raise Http404
    one = found.lines[0]
    audit.record_reading(
        verb=Researched.LEDGER_OPENED,
        subject=case,
        classes=(Class.F1, Class.F6, Class.F9),
        line=str(one.pk),
    )
    context = {
        "head": CaseHead.of(case, current="marac:case_ledger", now=now),
        "line": Line.of(one, facts=found.facts, now=now),
        "asked": AskedFor.of(one, case=case),
        "questions": [
            Question.of(each, facts={}, now=now) for each in asked_about(request.user, one.pk)
        ],
        "fact_id": fact_id,
        "may_ask": not policy.agencies_in(request.user, case).filter(pk=one.controller_id).exists(),
    }
    return render(request, "marac/ledger_line.html", context)


@needs(Duty.COORDINATE_MARAC, Duty.SUPPORT_VICTIMS, purpose=Purpose.REVIEW)
@require_GET
def receipt(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.receipted_by(request.user)), pk=case_id)
    audit.record_reading(verb=Researched.RECEIPT_OPENED, subject=case, classes=(Class.F1, Class.F5))
    now, found, victim = timezone.now(), ledger_of(request.user, case), victim_of(case)
    person = victim.person if victim else None
    context = {
        "head": CaseHead.of(case, current="marac:receipt", now=now),
        "lines": [Line.of(line, facts={}, now=now) for line in about_her(found, victim)],
        "ways": ways(safe_contacts_of(person) if person else [], person, now=now),
        "no_ways": NOT_KNOWN,
    }
    return render(request, "marac/receipt.html", context)
