"""Sheets of standards: their criteria, who works to them, and the steps on the way."""

from datetime import date

from whitebeam.accreditation import models
from whitebeam.config.pack.loading.sheets import Reference, Row, Sheet, always
from whitebeam.config.pack.pack import Pack
from whitebeam.partners.models import Agency

STANDARD = Reference(models.Standard, ("code",), ("standard__code",))


def sheets(pack: Pack, *, on: date) -> tuple[Sheet, ...]:
    """Return what the tables of standards should hold."""
    return (_standards(pack, on=on), _criteria(pack, on=on), _efforts(pack, on=on), _steps(pack))


def _standards(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": one.code,
                "name": one.name,
                "cycle": one.cycle or "",
                "levels": one.levels or "",
                "source": one.source,
                "ended_on": None,
            }
        )
        for one in pack.standards
    )
    return Sheet("standards", models.Standard, ("code",), rows, {}, ends=always(ended_on=on))


def _criteria(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": criterion.code,
                "standard__code": one.code,
                "number": number,
                "name": criterion.name,
                "source": criterion.source,
                "ended_on": None,
            }
        )
        for one in pack.standards
        for number, criterion in enumerate(one.criteria, 1)
    )
    of = {"standard__code": STANDARD}
    return Sheet("criteria", models.Criterion, ("code",), rows, of, ends=always(ended_on=on))


def _efforts(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": effort.code,
                "standard__code": one.code,
                "agency__code": effort.agency,
                "stands": effort.stands,
                "starts_on": effort.starts_on,
                "ends_on": effort.ends_on,
                "source": effort.source,
                "ended_on": None,
            }
        )
        for one in pack.standards
        for effort in one.efforts
    )
    of = {
        "standard__code": STANDARD,
        "agency__code": Reference(Agency, ("code",), ("agency__code",)),
    }
    return Sheet("ways to standards", models.Effort, ("code",), rows, of, ends=always(ended_on=on))


def _steps(pack: Pack) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": step.code,
                "effort__code": effort.code,
                "what": step.what,
                "when": step.when,
                "position": place,
                "source": step.source,
            }
        )
        for one in pack.standards
        for effort in one.efforts
        for place, step in enumerate(effort.steps, 1)
    )
    of = {"effort__code": Reference(models.Effort, ("code",), ("effort__code",))}
    return Sheet("steps to standards", models.Step, ("code",), rows, of, removed=True)
