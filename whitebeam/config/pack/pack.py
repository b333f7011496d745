"""A whole pack, read and found to be in the right shape."""

from dataclasses import dataclass, field
from pathlib import Path

from whitebeam.config.pack.schema.directory import Helpline, Lot, Service
from whitebeam.config.pack.schema.entry import Areas
from whitebeam.config.pack.schema.figures import Characteristic, Indicator, PublishedFigure
from whitebeam.config.pack.schema.forms import Form
from whitebeam.config.pack.schema.groups import Group
from whitebeam.config.pack.schema.marac import (
    LateReason,
    MaracPanel,
    MaracPathway,
    MaracStatement,
    ResearchTemplate,
)
from whitebeam.config.pack.schema.partners import (
    Agency,
    Agreement,
    Area,
    Partnership,
    Purpose,
    RoleTemplate,
)
from whitebeam.config.pack.schema.risk import Guide, Notice, Pattern, Prompt, Tool
from whitebeam.config.pack.schema.standards import Standard
from whitebeam.config.pack.schema.strategy import Consultation, Framework, OtherPlan, Project
from whitebeam.config.pack.schema.work import Need, Queue, Reason, RoutingRule, Setting, Wording
from whitebeam.config.pack.yaml_lines import Path as Place

Where = tuple[str, dict[Place, int]]


@dataclass(frozen=True)
class Pack:
    """Every section of a pack, and where each entry was written."""

    folder: Path
    partnership: Partnership
    areas: tuple[Area, ...]
    agencies: tuple[Agency, ...]
    duties: tuple[RoleTemplate, ...]
    services: tuple[Service, ...]
    queues: tuple[Queue, ...]
    routing: tuple[RoutingRule, ...]
    purposes: tuple[Purpose, ...]
    needs: tuple[Need, ...]
    clocks: tuple[Setting, ...]
    decline_reasons: tuple[Reason, ...]
    return_reasons: tuple[Reason, ...]
    recall_reasons: tuple[Reason, ...]
    closure_reasons: tuple[Reason, ...]
    agreements: tuple[Agreement, ...] = ()
    lots: tuple[Lot, ...] = ()
    thresholds: tuple[Setting, ...] = ()
    helplines: tuple[Helpline, ...] = ()
    groups: tuple[Group, ...] = ()
    marac_late_reasons: tuple[LateReason, ...] = ()
    marac_panels: tuple[MaracPanel, ...] = ()
    marac_pathways: tuple[MaracPathway, ...] = ()
    marac_statements: tuple[MaracStatement, ...] = ()
    marac_templates: tuple[ResearchTemplate, ...] = ()
    characteristics: tuple[Characteristic, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    published_figures: tuple[PublishedFigure, ...] = ()
    forms: tuple[Form, ...] = ()
    texts: tuple[Wording, ...] = ()
    tools: tuple[Tool, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    language: tuple[Pattern, ...] = ()
    guides: tuple[Guide, ...] = ()
    risk_notice: Notice | None = None
    frameworks: tuple[Framework, ...] = ()
    projects: tuple[Project, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    external_plans: tuple[OtherPlan, ...] = ()
    standards: tuple[Standard, ...] = ()
    places: dict[str, Where] = field(default_factory=dict, repr=False)

    def where(self, section: str, *path: str | int) -> tuple[str, int]:
        """Return the file and line of a part of a section, or of what holds it."""
        file, lines = self.places[section]
        return file, line_of(lines, path)

    def where_of(self, section: str, index: int, *path: str | int) -> tuple[str, int]:
        """Return the file and line of an entry whose section is spread over several files."""
        return self.where(f"{section}#{index}", *path)

    def settings(self) -> tuple[Setting, ...]:
        """Return every clock and threshold."""
        return self.clocks + self.thresholds

    def area_codes(self, areas: Areas) -> tuple[str, ...]:
        """Return the codes of the areas that the pack calls by these short names."""
        if areas == "everywhere":
            return tuple(area.code for area in self.areas)
        return tuple(area.code for area in self.areas if area.short in areas)


def line_of(lines: dict[Place, int], path: tuple[str | int, ...]) -> int:
    """Return the line of the nearest written part on the way to this path."""
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path, 1)
