"""Sheets of the delivery plan: projects, figures, links, consultations, other boards' plans."""

from collections.abc import Iterable
from datetime import date

from whitebeam.config.pack.loading.sheets import Reference, Row, Sheet, Values, always
from whitebeam.config.pack.loading.strategy import COMMITMENT, FRAMEWORK, STRAND
from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.schema.strategy import Project
from whitebeam.directory.models import Group
from whitebeam.partners.models import Agency, Team
from whitebeam.strategy import models

PROJECT = Reference(models.Project, ("code",), ("project__code",))
OWNED = {
    "strand__code": STRAND,
    "commitment__code": COMMITMENT,
    "parent__code": Reference(models.Project, ("code",), ("parent__code",)),
    "owner_agency__code": Reference(Agency, ("code",), ("owner_agency__code",)),
    "owner_team__code": Reference(
        Team, ("agency__code", "code"), ("owner_agency__code", "owner_team__code")
    ),
    "owner_group__code": Reference(Group, ("code",), ("owner_group__code",)),
}


def sheets(pack: Pack, *, on: date) -> tuple[Sheet, ...]:
    """Return what the tables of the plan should hold."""
    in_order = list(enumerate(pack.projects, 1))
    whole = [(place, one) for place, one in in_order if one.parent is None]
    parts = [(place, one) for place, one in in_order if one.parent is not None]
    return (
        _projects("projects", whole, on=on),
        # A part is written after the project that it is a part of.
        _projects("parts of projects", parts, on=on),
        _figures(pack, on=on),
        _links(pack),
        *_consultations(pack, on=on),
        *_external(pack, on=on),
    )


def _projects(name: str, projects: Iterable[tuple[int, Project]], *, on: date) -> Sheet:
    rows = tuple(Row(_project(one, place)) for place, one in projects)
    return Sheet(name, models.Project, ("code",), rows, OWNED, ends=always(ended_on=on))


def _project(one: Project, place: int) -> Values:
    return {
        "code": one.code,
        "name": one.name,
        "strand__code": one.strand,
        "commitment__code": one.commitment,
        "parent__code": one.parent,
        "theme": one.theme,
        "summary": one.summary,
        "public_words": one.public,
        "owner_agency__code": one.owner,
        "owner_team__code": one.team,
        "owner_group__code": one.group,
        "year": one.year,
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "stage": one.stage,
        "money": one.money,
        "duty_served": one.duty,
        "equality_note": one.equality,
        "position": place,
        "source": one.source,
        "ended_on": None,
    }


def _figures(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": figure.code,
                "project__code": one.code,
                "label": figure.label,
                "shown": figure.shown,
                "value": figure.value,
                "part": figure.part,
                "whole": figure.whole,
                "as_of": figure.as_of,
                "indicator_code": figure.indicator or "",
                "note": figure.note,
                "source": figure.source,
                "position": place,
                "ended_on": None,
            }
        )
        for one in pack.projects
        for place, figure in enumerate(one.figures, 1)
    )
    references = {"project__code": PROJECT}
    return Sheet("figures", models.Figure, ("code",), rows, references, ends=always(ended_on=on))


def _links(pack: Pack) -> Sheet:
    titles = {one.code: one.title for one in pack.indicators}
    answered = [
        (one, link.kind, link.code, link.words, link.source)
        for one in pack.projects
        for link in one.links
    ]
    measured = [
        (one, models.Link.Kind.INDICATOR.value, code, titles[code], "The indicator book")
        for one in pack.projects
        for code in one.indicators
    ]
    names = ("kind", "code", "words", "source")
    rows = tuple(
        Row({"project__code": one.code, **dict(zip(names, told, strict=True))})
        for one, *told in (*answered, *measured)
    )
    key = ("project__code", "kind", "code")
    return Sheet(
        "links of projects", models.Link, key, rows, {"project__code": PROJECT}, removed=True
    )


def _consultations(pack: Pack, *, on: date) -> tuple[Sheet, ...]:
    whole = tuple(
        Row(
            {
                "code": one.code,
                "framework__code": one.framework,
                "name": one.name,
                "held": one.held,
                "changed": one.changed,
                "source": one.source,
                "ended_on": None,
            }
        )
        for one in pack.consultations
    )
    parts = tuple(
        Row({"consultation__code": one.code, "position": place, **part.model_dump()})
        for one in pack.consultations
        for place, part in enumerate(one.parts, 1)
    )
    themes = tuple(
        Row({"consultation__code": one.code, "position": place, **theme.model_dump()})
        for one in pack.consultations
        for place, theme in enumerate(one.themes, 1)
    )
    of = {"consultation__code": Reference(models.Consultation, ("code",), ("consultation__code",))}
    framework = {"framework__code": FRAMEWORK}
    ends = always(ended_on=on)
    return (
        Sheet("consultations", models.Consultation, ("code",), whole, framework, ends=ends),
        Sheet("who was asked", models.ConsultationPart, ("code",), parts, of, removed=True),
        Sheet("what was said", models.ConsultationTheme, ("code",), themes, of, removed=True),
    )


def _external(pack: Pack, *, on: date) -> tuple[Sheet, ...]:
    plans = tuple(
        Row(
            {
                "code": one.code,
                "name": one.name,
                "board__code": one.board,
                "source": one.source,
                "ended_on": None,
            }
        )
        for one in pack.external_plans
    )
    lines = tuple(
        Row(
            {
                "code": line.code,
                "plan__code": one.code,
                "words": line.words,
                "project__code": line.project,
                "position": place,
                "source": line.source,
                "ended_on": None,
            }
        )
        for one in pack.external_plans
        for place, line in enumerate(one.lines, 1)
    )
    board = {"board__code": Reference(Group, ("code",), ("board__code",))}
    plan = Reference(models.ExternalPlan, ("code",), ("plan__code",))
    references = {"plan__code": plan, "project__code": PROJECT}
    ends = always(ended_on=on)
    return (
        Sheet("plans of other boards", models.ExternalPlan, ("code",), plans, board, ends=ends),
        Sheet("lines of plans", models.ExternalLine, ("code",), lines, references, ends=ends),
    )
