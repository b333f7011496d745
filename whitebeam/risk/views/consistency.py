"""How alike assessors answer, in sums, for whoever leads their practice. For training alone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.risk.events import Happened
from whitebeam.risk.presenters.consistency import SAID, ConsistencyPage, ItemPage
from whitebeam.risk.queries import consistency as counting
from whitebeam.risk.queries.consistency import Group, Practice
from whitebeam.risk.rules.consistency import Limits, Shown
from whitebeam.risk.rules.months import quarters_before
from whitebeam.risk.rules.tool_definition import Tool
from whitebeam.risk.views.one import today

SEEING = (Duty.VIEW_SERVICE_FIGURES, Duty.VIEW_MARAC_FIGURES)


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the sums is asked for: the tool, the group, the answer, and the whole quarters."""

    tool: Tool
    tools: tuple[Tool, ...]
    found: Practice
    group: Group | None
    shown: Shown
    limits: Limits
    first_on: date
    after: date

    @classmethod
    def of(cls, request: SignedInRequest, code: str) -> "Asked":
        tools = tuple(counting.tools_counted())
        tool = next((one for one in tools if one.code == code), None)
        if tool is None:
            raise Http404
        first_on, after = quarters_before(today(), counting.quarters())
        found = counting.practice(tool.code, since=_begins(first_on), until=_begins(after))
        wanted, show = request.GET.get("of", ""), request.GET.get("show", "")
        chosen = [one for one in found.groups if str(one.pk) == wanted]
        return cls(
            *(tool, tools, found, (*chosen, *found.groups, None)[0]),
            Shown(show) if show in set(Shown) else Shown.YES,
            *(counting.limits(), first_on, after),
        )

    @property
    def span(self) -> str:
        return f"{self.first_on:%B %Y} to {self.after - timedelta(days=1):%B %Y}"

    def query(self, **changed: str) -> str:
        """Return the question of this page with something asked differently."""
        of = str(self.group.pk) if self.group else ""
        return "?" + urlencode({"of": of, "show": self.shown, **changed})


@needs(*SEEING, purpose=Purpose.STATISTICS)
@require_safe
def consistency(request: SignedInRequest) -> HttpResponse:
    tools = counting.tools_counted()
    asked = Asked.of(request, request.GET.get("tool", tools[0].code if tools else ""))
    audit.record(verb=Happened.CONSISTENCY_OPENED, tool=asked.tool.code, first_on=asked.first_on)
    page = asked.group and ConsistencyPage.of(
        *(asked.found, asked.group, asked.tool),
        shown=asked.shown, limits=asked.limits, tail=asked.query(),
    )  # fmt: skip
    context = {
        "asked": asked,
        "page": page,
        "ways": [
            {"text": text, "href": asked.query(show=one, tool=asked.tool.code),
             "current": one == asked.shown}
            for one, text in SAID.items()
        ],
    }  # fmt: skip
    return render(request, "risk/consistency.html", context)


@needs(*SEEING, purpose=Purpose.STATISTICS)
@require_safe
def item(request: SignedInRequest, code: str, item: str) -> HttpResponse:
    asked = Asked.of(request, code)
    found = next((one for one in asked.tool.items() if one.code == item), None)
    if found is None or asked.group is None:
        raise Http404
    audit.record(verb=Happened.CONSISTENCY_OPENED, tool=asked.tool.code, first_on=asked.first_on)
    page = ItemPage.of(asked.group, found, limits=asked.limits)
    back = asked.query(tool=asked.tool.code)
    context = {"asked": asked, "page": page, "back_query": back}
    return render(request, "risk/consistency_item.html", context)


def _begins(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=LONDON)
