"""Which tools can be used today, and what each version asks in which words."""

from uuid import UUID

from django.db.models import QuerySet

from whitebeam.kernel.today import Today
from whitebeam.partners.models import Agency
from whitebeam.risk.models import Assessment, ToolVersion, ToolWording
from whitebeam.risk.rules.tool_definition import Tool, worded

STARTED = ("CHECKLIST", "YOUNG", "STALKING", "HONOUR", "GRID", "EXTERNAL")
BESIDE = {
    "CHECKLIST": ("STALKING", "HONOUR", "GRID"),
    "YOUNG": ("STALKING", "HONOUR", "GRID"),
    "STALKING": ("GRID",),
    "HONOUR": ("GRID",),
    "EXTERNAL": ("STALKING", "HONOUR"),
}
# Versions and wordings never change, so each is read once.
_READ: dict[tuple[UUID, UUID | None], Tool] = {}


def tools_in_force() -> QuerySet[ToolVersion]:
    """Return the newest version begun of every tool."""
    begun = ToolVersion.objects.filter(starts_on__lte=Today())
    return begun.order_by("code", "-starts_on", "-version").distinct("code")


def tools_for(agency: Agency) -> list[ToolVersion]:
    """Return the tools that this kind of agency may use, checklists first."""
    found = [
        tool
        for tool in tools_in_force()
        if not tool.agency_kinds or agency.kind in tool.agency_kinds
    ]
    return sorted(found, key=lambda tool: (STARTED.index(tool.kind), tool.name))


def tools_beside(kind: str) -> list[ToolVersion]:
    """Return the sets that answers may open beside a tool of this kind, and the grid."""
    return [tool for tool in tools_in_force() if tool.kind in BESIDE.get(kind, ())]


def wording_in_force(tool: ToolVersion) -> ToolWording | None:
    """Return the licensed words of today for a tool, if there are any."""
    return tool.wordings.filter(starts_on__lte=Today()).order_by("-starts_on").first()


def definition_of(tool: ToolVersion, wording: ToolWording | None = None) -> Tool:
    """Return a tool as its version asks it, in these words."""
    key = (tool.pk, wording.pk if wording else None)
    if key not in _READ:
        plain = Tool.model_validate(tool.definition)
        _READ[key] = worded(plain, labels=wording.labels) if wording else plain
    return _READ[key]


def tool_of(assessment: Assessment) -> Tool:
    """Return the tool of an assessment, as it was asked there."""
    return definition_of(assessment.tool, assessment.wording)


def sets_of(assessment: Assessment) -> tuple[Tool, ...]:
    """Return the sets and the grid that go with an assessment, as they were asked there."""
    rows = assessment.sets.select_related("tool").order_by("tool__kind", "pk")
    return tuple(definition_of(row.tool) for row in rows)
