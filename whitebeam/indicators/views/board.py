"""The dashboard, one indicator, and each chart's table as CSV."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.indicators import policy
from whitebeam.indicators.events import Happened
from whitebeam.indicators.forms.releases import CommentaryForm
from whitebeam.indicators.models import Indicator
from whitebeam.indicators.presenters.board import Board, period_choices
from whitebeam.indicators.presenters.export import as_csv
from whitebeam.indicators.presenters.one import Drawn, districts_of, groups_of, trend_of
from whitebeam.indicators.presenters.returns import day, reading_of
from whitebeam.indicators.queries import dashboard
from whitebeam.indicators.queries.dashboard import Series
from whitebeam.indicators.services import saying
from whitebeam.indicators.views.asking import csv_answer, now, today, with_agreement
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.partners.queries import setting_in_force

READING = (Duty.VIEW_INDICATORS, Duty.KEEP_INDICATORS)


@needs(*READING, purpose=Purpose.STATISTICS)
@require_GET
@with_agreement
def board(request: SignedInRequest) -> HttpResponse:
    periods = {one.code: one for one in dashboard.periods_out(request.user, at=now())}
    names = dashboard.area_names()
    asked = {name: request.GET.get(name, "") for name in ("period", "pillar", "district")}
    choices = period_choices(periods.values())
    period = periods.get(asked["period"]) or (periods[choices[0][0]] if choices else None)
    area = asked["district"] if asked["district"] in names else ""
    pillar = asked["pillar"] if asked["pillar"] in Indicator.Pillar.values else ""
    page = None
    if period:
        series = dashboard.all_series(request.user, at=now(), on=today(), area=area)
        page = Board.of(series, period=period, pillar=pillar)
    audit.record(verb=Happened.DASHBOARD_OPENED, period=period.code if period else "")
    context = {
        "page": page,
        "periods": choices,
        "pillars": Indicator.Pillar.choices,
        "districts": list(names.items()),
        "chosen": {"period": period.code if period else "", "pillar": pillar, "district": area},
        "keeps": policy.keeps(request.user),
    }
    return render(request, "indicators/board.html", context)


@needs(*READING, purpose=Purpose.STATISTICS)
@require_http_methods(["GET", "POST"])
@with_agreement
def one(request: SignedInRequest, code: str) -> HttpResponse:
    series = _series(request, code)
    form = CommentaryForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _said(request, series, form):
        return redirect("indicators:one", code)
    comments = dashboard.words_beside(request.user, code=code)
    context = {
        "indicator": series.indicator,
        "facts": reading_of(series.indicator),
        "charts": list(_charts(request, series).values()),
        "newest": series.points[-1] if series.points else None,
        "comments": [(c.text, c.agency.name, c.period, day(c.at.date())) for c in comments],
        "may_comment": policy.agencies_commenting(request.user).exists(),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "indicators/one.html", context, status=status)


@needs(*READING, purpose=Purpose.STATISTICS)
@require_GET
@with_agreement
def table(request: SignedInRequest, code: str, name: str) -> HttpResponse:
    series = _series(request, code)
    drawn = _charts(request, series).get(name)
    if drawn is None:
        raise Http404
    audit.record(verb=Happened.RELEASE_EXPORTED, indicator=code, table=name)
    text = as_csv(series.indicator, title=drawn.title, columns=drawn.columns, rows=drawn.rows)
    return csv_answer(text, name=f"{code.lower()}-{name}")


def _series(request: SignedInRequest, code: str) -> Series:
    found = dashboard.all_series(request.user, at=now(), on=today(), codes=[code])
    if not found:
        raise Http404
    return found[0]


def _charts(request: SignedInRequest, series: Series) -> dict[str, Drawn]:
    code = series.indicator.code

    def csv(name: str) -> str:
        return reverse("indicators:table", args=[code, name])

    if not series.points:
        return {}
    newest = series.points[-1].period.code
    lines = dashboard.lines_of(request.user, code=code, period=newest, at=now())
    found = {"trend": trend_of(series, csv=csv("trend"))}
    if series.indicator.by_area:
        found["districts"] = districts_of(
            series.indicator,
            lines,
            names=dashboard.area_names(),
            places=setting_in_force("figures.tiles", default={}),
            csv=csv("districts"),
        )
    groups = groups_of(series.indicator, lines, csv="")
    for one, drawn in zip(series.indicator.breakdowns, groups, strict=True):
        name = f"by-{one['code']}"
        found[name] = Drawn(drawn.title, drawn.sentence, drawn.columns, drawn.rows, csv(name))
    return found


def _said(request: SignedInRequest, series: Series, form: CommentaryForm) -> bool:
    period = series.points[-1].period.code if series.points else ""
    try:
        saying.comment(
            code=series.indicator.code,
            period=period,
            text=form.cleaned_data["text"],
            by=request.user,
            at=now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Your words stand beside the number now.")
    return True
