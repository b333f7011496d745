"""What the partnership has set for risk today: criteria, clocks, prompts, words, guides, notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, Q
from pydantic import TypeAdapter

from whitebeam.kernel.errors import NotSetUp
from whitebeam.kernel.today import Today
from whitebeam.partners.models import Area, LocalSetting
from whitebeam.partners.queries import setting_in_force
from whitebeam.risk.rules.grounds import Criteria, Ground, Window
from whitebeam.risk.rules.guides import Guide, GuideCode
from whitebeam.risk.rules.language import Pattern
from whitebeam.risk.rules.notice import Notice
from whitebeam.risk.rules.prompts import Definition
from whitebeam.risk.rules.reassessment import Clocks
from whitebeam.risk.rules.repeat import Rule
from whitebeam.risk.rules.scoring import Level
from whitebeam.risk.rules.tool_definition import Tool

Shape = TypeVar("Shape")
PROMPTS: TypeAdapter[tuple[Definition, ...]] = TypeAdapter(tuple[Definition, ...])
PATTERNS: TypeAdapter[tuple[Pattern, ...]] = TypeAdapter(tuple[Pattern, ...])
KEYS = (
    *("dash.very_high_risk", "dash.bands", "dash.incomplete_percent", "marac.escalation_events"),
    *("marac.escalation_months", "marac.escalation_national", "marac.repeat_months"),
    *("marac.repeat_rule", "marac.grounds", "dash.bands_for"),
)
NEEDED = frozenset(KEYS) - {"marac.escalation_national", "marac.grounds", "dash.bands_for"}
# A partnership's settings are rows that never change, so each is read into its shape once.
_READ: dict[UUID, Any] = {}


@dataclass(frozen=True, slots=True)
class Used:
    """One setting as it was used: its value, since when, and its source."""

    value: Any
    starts_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """All that assessments are read by, and the trace that is kept with each."""

    criteria: Criteria
    bands: tuple[tuple[int, int], ...]
    bands_for: frozenset[str] | None
    incomplete_percent: int
    repeat_rule: Rule
    repeat_months: int
    trace: dict[str, Any]

    def has_bands_for(self, tool: Tool) -> bool:
        """Say whether the bands were published for this tool; unsaid, they are the checklist's."""
        if self.bands_for is None:
            return tool.kind == "CHECKLIST"
        return tool.code in self.bands_for


def criteria_in_force(*, area: Area | None = None) -> Agreed:
    """Return the criteria of today, an area's own before the common ones.

    :raises NotSetUp: if the partnership has set none
    """
    used = _used(area)
    if not set(used) >= NEEDED:
        raise NotSetUp("The criteria for risk are not set up yet. Tell the partnership team.")
    return _agreed(used)


def criteria_kept(trace: Mapping[str, Any]) -> Agreed | None:
    """Return the criteria that were kept with a signed assessment, if all are there."""
    if not set(trace) >= NEEDED:
        return None
    return _agreed(
        {
            key: Used(one["value"], date.fromisoformat(one["from"]), one["source"])
            for key, one in trace.items()
        }
    )


def _agreed(used: Mapping[str, Used]) -> Agreed:
    national = used.get("marac.escalation_national")
    listed = used.get("marac.grounds")
    banded = used.get("dash.bands_for")
    return Agreed(
        criteria=Criteria(
            very_high_risk=used["dash.very_high_risk"].value,
            very_high_risk_source=used["dash.very_high_risk"].source,
            escalation=Window(
                used["marac.escalation_events"].value,
                used["marac.escalation_months"].value,
                used["marac.escalation_months"].source,
            ),
            elsewhere=(
                Window(national.value[0], national.value[1], national.source) if national else None
            ),
            listed=frozenset(map(Ground, listed.value)) if listed else frozenset(Ground),
        ),
        bands=tuple((low, high) for low, high in used["dash.bands"].value),
        bands_for=frozenset(banded.value) if banded else None,
        incomplete_percent=used["dash.incomplete_percent"].value,
        repeat_rule=Rule(used["marac.repeat_rule"].value),
        repeat_months=used["marac.repeat_months"].value,
        trace=_trace(used),
    )


def clocks_in_force() -> Clocks:
    """Return after how long risk is assessed again."""
    days = setting_in_force("risk.reassess_days", default={})
    return Clocks(
        days={level: int(days.get(level, 28)) for level in Level},
        working_days_after_event=setting_in_force("risk.reassess_after_event_days", default=2),
    )


def prompt_definitions() -> tuple[Definition, ...]:
    """Return the partnership's prompts."""
    return _shaped("risk.prompts", PROMPTS) or ()


def prompts_since() -> str:
    """Return from which day the partnership's prompts of today stand, if it has set any."""
    row = _row("risk.prompts")
    return row.starts_on.isoformat() if row else ""


def patterns() -> tuple[Pattern, ...]:
    """Return the words that the partnership asks workers to think again about."""
    return _shaped("risk.language", PATTERNS) or ()


def notice() -> Notice | None:
    """Return what the tools can and cannot tell."""
    return _shaped("risk.notice", TypeAdapter(Notice))


def guide(code: GuideCode) -> Guide:
    """Return one of the two guides.

    :raises NotSetUp: if the partnership has not set it
    """
    found = _shaped(f"risk.guide.{code}", TypeAdapter(Guide))
    if found is None:
        raise NotSetUp("This guide is not set up yet. Tell the partnership team.")
    return found


def _row(key: str) -> LocalSetting | None:
    return (
        LocalSetting.objects.filter(key=key, area=None, starts_on__lte=Today(), withdrawn_at=None)
        .order_by("-starts_on", "-created_at")
        .first()
    )


def _shaped(key: str, shape: TypeAdapter[Shape]) -> Shape | None:
    row = _row(key)
    if row is None:
        return None
    if row.pk not in _READ:
        _READ[row.pk] = shape.validate_python(row.value)
    read: Shape = _READ[row.pk]
    return read


def _used(area: Area | None) -> dict[str, Used]:
    rows = LocalSetting.objects.filter(
        Q(area=None) | Q(area=area), key__in=KEYS, starts_on__lte=Today(), withdrawn_at=None
    ).order_by("key", F("area").asc(nulls_last=True), "-starts_on", "-created_at")
    return {row.key: Used(row.value, row.starts_on, row.source) for row in rows.distinct("key")}


def _trace(used: Mapping[str, Used]) -> dict[str, Any]:
    return {
        key: {"value": one.value, "from": one.starts_on.isoformat(), "source": one.source}
        for key, one in used.items()
    }
