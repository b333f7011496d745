"""How the MARACs work, in figures, for those who steer them and read no case.

Whole months alone are counted, so that the figures of two days do not tell of one case.
"""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.purposes import Purpose
from whitebeam.kernel.small_numbers import EXACT
from whitebeam.marac.events import Counted
from whitebeam.marac.presenters import steering as printed
from whitebeam.marac.presenters import steering_lists as lists
from whitebeam.marac.presenters import steering_waiting as waiting
from whitebeam.marac.presenters import steering_work as work
from whitebeam.marac.presenters.dataset import words
from whitebeam.marac.presenters.steering import Table
from whitebeam.marac.presenters.steering_groups import beside_population
from whitebeam.marac.presenters.steering_quarters import by_quarter
from whitebeam.marac.queries import counting, counting_lists, counting_waits, settling
from whitebeam.marac.queries.dataset import Span, bands, women_by_area
from whitebeam.marac.queries.owed import answered_by_quarter
from whitebeam.marac.queries.populations import populations
from whitebeam.marac.rules.months import twelve_whole_months_before
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import has_duty

# A year of whole quarters, beside the twelve whole months.
QUARTERS = 4
SEEING = (Duty.COORDINATE_MARAC, Duty.VIEW_MARAC_FIGURES)


@needs(*SEEING, purpose=Purpose.STATISTICS)
@require_GET
def figures(request: SignedInRequest) -> HttpResponse:
    span = Span(*twelve_whole_months_before(timezone.localdate(timezone=LONDON)))
    least = counting.least_shown(request.user)
    asked = request.GET.get("show", "")
    shown = asked if asked in SECTIONS else next(iter(SECTIONS))
    audit.record(verb=Counted.FIGURES_OPENED, section=shown, first_on=span.first_on)
    context = {
        "tables": SECTIONS[shown][1](span, least),
        "least": least if least > EXACT else 0,
        "months": words(span),
        "ways": _ways(request, shown),
        "is_coordinator": has_duty(request.user, Duty.COORDINATE_MARAC),
    }
    return render(request, "marac/steering.html", context)


def _ways(request: SignedInRequest, shown: str) -> list[dict[str, object]]:
    ways: list[dict[str, object]] = [
        {"text": text, "href": f"?show={code}", "current": code == shown}
        for code, (text, _) in SECTIONS.items()
    ]
    # The self-assessment is kept with the standards; it opens to whoever sees these figures.
    if has_duty(request.user, Duty.VIEW_MARAC_FIGURES):
        ways.append({"text": "Ten principles", "href": reverse("accreditation:principles")})
    return ways


def _volumes(span: Span) -> list[counting.Volume]:
    return counting.volume(since=span.since, until=span.until)


def _volume(span: Span, least: int) -> tuple[Table, ...]:
    women = women_by_area(on=span.last_on)
    band = bands(on=span.last_on).get("rate")
    return printed.volume(_volumes(span), women=women, band=band, least=least)


def _referred(span: Span, least: int) -> tuple[Table, ...]:
    groups = counting.groups_in_returns(since=span.first_on)
    return (
        *printed.referred(
            _volumes(span),
            counting.referrers(since=span.since, until=span.until),
            groups,
            bands=bands(on=span.last_on),
            least=least,
        ),
        lists.by_ground(counting_lists.grounds(since=span.since, until=span.until), least=least),
        beside_population(groups, populations(on=span.last_on), least=least),
        lists.repeats_decided(
            counting_lists.repeats_decided(since=span.since, until=span.until), least=least
        ),
    )


def _answers(span: Span, least: int) -> tuple[Table, ...]:
    asked = settling.research_answered_since(span.since)
    answered = [one for one in asked if one.month < span.until]
    minutes = counting.page_answer_minutes()
    return (
        *work.answers(answered, newest_months=counting.trend_months(), least=least),
        *by_quarter(
            answered_by_quarter(on=span.last_on + timedelta(days=1), quarters=QUARTERS),
            least=least,
        ),
        work.nothing_known(answered, minutes=minutes, least=least),
    )


def _settled(span: Span, least: int) -> tuple[Table, ...]:
    found = counting_waits.audits(since=span.since, until=span.until)
    now = counting_waits.settled_at_screening(since=span.since, until=span.until)
    return (
        *work.settled(settling.saved_between(span.since, span.until), least=least),
        waiting.audited(found, least=least),
        waiting.at_screening(now, least=least),
    )


def _waits(span: Span, least: int) -> tuple[Table, ...]:
    counted = counting.waits(since=span.since, until=span.until)
    return (
        *work.waits(counted, _volumes(span), least=least),
        lists.listed_late(
            counting_lists.listed_late(since=span.since, until=span.until), least=least
        ),
        waiting.standing(counting_waits.standing(at=timezone.now()), least=least),
    )


def _actions(span: Span, least: int) -> tuple[Table, ...]:
    return work.actions(counting.actions_kept(since=span.first_on), least=least)


SECTIONS: dict[str, tuple[str, Callable[[Span, int], tuple[Table, ...]]]] = {
    "volume": ("How many cases", _volume),
    "referred": ("Repeats and who refers", _referred),
    "answers": ("Research", _answers),
    "settled": ("Before the meeting", _settled),
    "waits": ("Time and waits", _waits),
    "actions": ("Actions", _actions),
}
