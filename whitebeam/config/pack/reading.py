"""Reads the files of a pack into their shapes, keeping the line of everything."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from whitebeam.config.pack import wording
from whitebeam.config.pack.pack import Pack, Where, line_of
from whitebeam.config.pack.problems import BrokenPack, Problem
from whitebeam.config.pack.schema.directory import Helpline, Lot, Service
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
from whitebeam.config.pack.yaml_lines import Document, parse
from whitebeam.config.pack.yaml_lines import Path as Place

LISTS: dict[str, type[BaseModel]] = {
    "areas": Area,
    "agencies": Agency,
    "duties": RoleTemplate,
    "services": Service,
    "queues": Queue,
    "routing": RoutingRule,
    "purposes": Purpose,
    "needs": Need,
    "clocks": Setting,
    "decline_reasons": Reason,
    "return_reasons": Reason,
    "recall_reasons": Reason,
    "closure_reasons": Reason,
}
LISTS_THAT_MAY_BE_ABSENT: dict[str, type[BaseModel]] = {
    "agreements": Agreement,
    "lots": Lot,
    "thresholds": Setting,
    "helplines": Helpline,
    "groups": Group,
    "prompts": Prompt,
    "language": Pattern,
    "guides": Guide,
    "consultations": Consultation,
    "external_plans": OtherPlan,
    "marac_late_reasons": LateReason,
    "marac_panels": MaracPanel,
    "marac_pathways": MaracPathway,
    "marac_statements": MaracStatement,
    "marac_templates": ResearchTemplate,
    "characteristics": Characteristic,
    "indicators": Indicator,
    "published_figures": PublishedFigure,
    "standards": Standard,
}


def read(folder: Path) -> Pack:
    """Read a pack.

    :raises BrokenPack: when a file is missing, is not YAML or has not the right shape.
    """
    reader = _Reader(folder)
    values: dict[str, Any] = {"partnership": reader.file("partnership", Partnership)}
    for section, shape in LISTS.items():
        values[section] = reader.file(section, tuple[shape, ...])  # type: ignore[valid-type]
    for section, shape in LISTS_THAT_MAY_BE_ABSENT.items():
        if (folder / f"{section}.yaml").exists():
            values[section] = reader.file(section, tuple[shape, ...])  # type: ignore[valid-type]
    if (folder / "risk_notice.yaml").exists():
        values["risk_notice"] = reader.file("risk_notice", Notice)
    values["forms"] = reader.each("forms", Form)
    values["tools"] = reader.each("tools", Tool)
    values["texts"] = reader.texts()
    values["frameworks"] = reader.entries("frameworks", Framework)
    values["projects"] = reader.lists("projects", Project)
    if reader.problems:
        raise BrokenPack(tuple(sorted(reader.problems)))
    return Pack(folder=folder, places=reader.places, **values)


class _Reader:
    """Collects problems over all files, so that one run shows every mistake."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.places: dict[str, Where] = {}

    def file(self, section: str, shape: Any) -> Any:
        name = f"{section}.yaml"
        path = self.folder / name
        if not path.exists():
            self.problems.append(Problem(name, 1, f"There is no {name}. Every pack needs one."))
            return None
        document = parse(path.read_text(encoding="utf-8"))
        self.places[section] = (name, document.lines)
        return self._shaped(name, document, shape)

    def each(self, folder: str, shape: type[BaseModel]) -> tuple[Any, ...]:
        """Return what each file of a folder holds."""
        names = [path.stem for path in sorted((self.folder / folder).glob("*.yaml"))]
        found = [self.file(f"{folder}/{name}", shape) for name in names]
        return tuple(one for one in found if one)

    def entries(self, folder: str, shape: type[BaseModel]) -> tuple[Any, ...]:
        """Read a folder in which each file holds one entry."""
        found: list[Any] = []
        for path in sorted((self.folder / folder).glob("*.yaml")):
            section = f"{folder}/{path.stem}"
            entry = self.file(section, shape)
            if entry is not None:
                self.places[f"{folder}#{len(found)}"] = self.places[section]
                found.append(entry)
        return tuple(found)

    def lists(self, folder: str, shape: type[BaseModel]) -> tuple[Any, ...]:
        """Read a folder in which each file holds a list of entries."""
        found: list[Any] = []
        for path in sorted((self.folder / folder).glob("*.yaml")):
            section = f"{folder}/{path.stem}"
            entries = self.file(section, tuple[shape, ...]) or ()  # type: ignore[valid-type]
            file, lines = self.places[section]
            for index, entry in enumerate(entries):
                mine = {place[1:]: line for place, line in lines.items() if place[:1] == (index,)}
                self.places[f"{folder}#{len(found)}"] = (file, mine)
                found.append(entry)
        return tuple(found)

    def texts(self) -> tuple[Wording, ...]:
        texts = []
        for path in sorted((self.folder / "texts").rglob("*.md")):
            name = path.relative_to(self.folder).as_posix()
            title, _, body = path.read_text(encoding="utf-8").partition("\n")
            if not title.startswith("# ") or not body.strip():
                sentence = "Begin with a title ('# What happens next'), then the text."
                self.problems.append(Problem(name, 1, sentence))
                continue
            code = name.removeprefix("texts/").removesuffix(".md").replace("/", ".")
            texts.append(Wording(code=code, title=title[2:].strip(), body=body.strip()))
            self.places[f"texts/{code}"] = (name, {(): 1})
        return tuple(texts)

    def _shaped(self, name: str, document: Document, shape: Any) -> Any:
        self.problems += [Problem(name, line, sentence) for line, sentence in document.faults]
        if document.faults:
            return None
        try:
            return TypeAdapter(shape).validate_python(document.content)
        except ValidationError as error:
            self.problems += [
                Problem(name, line_of(document.lines, fault["loc"]), wording.sentence(fault, shape))
                for fault in causes(error.errors())
            ]
            return None


def causes(faults: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out a list "too short" only because something inside it is wrong."""
    places = [fault["loc"] for fault in faults]
    return [
        fault
        for fault in faults
        if fault["type"] != "too_short" or not any(_inside(place, fault["loc"]) for place in places)
    ]


def _inside(place: Place, outer: Place) -> bool:
    return len(place) > len(outer) and place[: len(outer)] == outer
