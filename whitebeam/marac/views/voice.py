"""The adviser's cases, and the voice of the person harmed in each."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.forms.voice import AttemptForm, NotReachedForm, TellingForm, WishForm
from whitebeam.marac.models import Case
from whitebeam.marac.presenters import reaching as reached_words
from whitebeam.marac.presenters import voice as words
from whitebeam.marac.presenters.case_head import CaseHead
from whitebeam.marac.presenters.research import DO_NOT_CONTACT
from whitebeam.marac.queries import cases, deciding, reaching, research
from whitebeam.marac.queries import voice as queries
from whitebeam.marac.services import advocating
from whitebeam.marac.services import reaching as services
from whitebeam.marac.views.case import READING
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.people.queries.contact import safe_contacts_of

ADVOCATING = needs(Duty.SUPPORT_VICTIMS, purpose=Purpose.MEETING)
ASK = require_http_methods(["GET", "POST"])


@ADVOCATING
@require_GET
def advocated(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    page = queries.advocated(request.user, after=request.GET.get("after", ""))
    audit.record_reading(verb=Researched.VOICE_OPENED, classes=(Class.F1,))
    rows = [words.AdvocatedRow.of(case, now=now) for case in page.rows]
    return render(request, "marac/voice/list.html", {"rows": rows, "after": page.after})


@needs(*READING, purpose=Purpose.MEETING)
@require_GET
def voice(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    case = get_object_or_404(cases.with_panel(policy.worked_by(request.user)), pk=case_id)
    audit.record_reading(verb=Researched.VOICE_OPENED, subject=case, classes=(Class.F5, Class.F6))
    now = timezone.now()
    speaks = policy.advocated_by(request.user).filter(pk=case.pk).exists()
    wishes, tellings = queries.wishes_of(case), queries.tellings_of(case)
    lines, gap = research.lines_of([*wishes, *tellings]), reaching.standing(case)
    context = {
        "head": CaseHead.of(case, current="marac:case_voice", now=now),
        "wishes": [words.wish_of(one, lines=lines, now=now) for one in wishes],
        "tellings": [words.telling_of(one, lines=lines, now=now) for one in tellings],
        "is_decided": (is_decided := deciding.is_decided(case)),
        "not_reached": reached_words.sentence(gap) if gap else "",
        "is_untold": is_decided and not deciding.is_told(case),
        "speaks": speaks,
        "warning": DO_NOT_CONTACT,
        "case_id": case.pk,
        **(_for_the_adviser(case, is_given_up=gap is not None) if speaks else {}),
    }
    return render(request, "marac/voice/case.html", context)


def _for_the_adviser(case: Case, *, is_given_up: bool) -> dict[str, Any]:
    now, victim = timezone.now(), queries.victim_of(case)
    attempts = queries.attempts_of(case)
    asked_for, reached_at = reaching.attempts_asked_for(case.panel.area), words.reached_at(attempts)
    return {
        **_how_to_reach_her(case),
        "person_id": victim.person_id if victim and victim.person_id else "",
        "attempts": words.attempt_rows(attempts, now=now),
        "contact": words.contact_clock(
            case.idva_due_at, reached_at, is_given_up=is_given_up, now=now
        ),
        "is_sought": reached_at is None and not is_given_up,
        "tried": reached_words.tried(attempts, asked_for=asked_for),
        "adviser": case.idva.name if case.idva else "",
    }


@ADVOCATING
@require_POST
def take_on(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    get_object_or_404(policy.advocated_by(request.user), pk=case_id)
    advocating.take_on(case_id, by=request.user, at=timezone.now())
    messages.success(request, "You speak for her in this case.")
    return redirect("marac:case_voice", case_id)


@ADVOCATING
@ASK
def attempt(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    form = AttemptForm(_sent(request), initial=_now())

    def act() -> None:
        advocating.log_attempt(case_id, form.attempt(), by=request.user, at=timezone.now())

    return _do(request, case_id, form, act, "attempt", "The attempt is recorded.")


@ADVOCATING
@ASK
def not_reached(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    form = NotReachedForm(_sent(request), initial={"once_key": uuid4(), "why": "TRIED"})

    def act() -> None:
        services.say_not_reached(case_id, form.said(), by=request.user, at=timezone.now())

    done = "It is recorded, and the coordinator has been told."
    return _do(request, case_id, form, act, "not_reached", done)


@ADVOCATING
@ASK
def wish(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    form = WishForm(_sent(request), initial={"once_key": uuid4(), "is_own_words": True})

    def act() -> None:
        typed = form.cleaned_data
        advocating.write_wish(case_id, by=request.user, at=timezone.now(), **typed)

    return _do(request, case_id, form, act, "wish", "What she wants is recorded.")


@ADVOCATING
@ASK
def tell(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    form = TellingForm(_sent(request), initial=_now())

    def act() -> None:
        advocating.tell(case_id, form.told(), by=request.user, at=timezone.now())

    return _do(request, case_id, form, act, "tell", "It is recorded.", more=_ways_read)


def _how_to_reach_her(case: Case) -> dict[str, Any]:
    """Return what the gate says now of each way of reaching her, with its times and safe word."""
    victim = queries.victim_of(case)
    person = victim.person if victim else None
    said = safe_contacts_of(person) if person else []
    return {"ways": words.ways(said, person, now=timezone.now()), "no_ways": words.NOT_KNOWN}


def _ways_read(case: Case) -> dict[str, Any]:
    """Return the same where a page of its own shows it, which is kept as read."""
    audit.record_reading(verb=Researched.VOICE_OPENED, subject=case, classes=(Class.F5,))
    return _how_to_reach_her(case)


def _do(
    request: SignedInRequest,
    case_id: UUID,
    form: Form,
    act: Callable[[], None],
    page: str,
    done: str,
    more: Callable[[Case], dict[str, Any]] = lambda case: {},
) -> HttpResponse:
    """Show the question, or do the deed and go back to her voice."""
    case = get_object_or_404(policy.advocated_by(request.user), pk=case_id)
    if form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("marac:case_voice", case_id)
    context = {"form": form, "case_id": case.pk, "reference": case.reference, **more(case)}
    status = 422 if form.errors else 200
    return render(request, f"marac/voice/{page}.html", context, status=status)


def _now() -> dict[str, Any]:
    now = timezone.now().astimezone(LONDON)
    return {"once_key": uuid4(), "day": now.date(), "time": f"{now:%H:%M}"}


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None
