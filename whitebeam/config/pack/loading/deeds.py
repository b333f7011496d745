"""Loads a pack, and says beforehand what loading would change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from whitebeam.audit.services import record
from whitebeam.config.pack.checking import sound
from whitebeam.config.pack.loading import (
    directory,
    figures,
    governance,
    marac,
    partners,
    plan_of_work,
    postcodes,
    referrals,
    risk,
    settings,
    standards,
    strategy,
)
from whitebeam.config.pack.loading.applying import carry_out, held
from whitebeam.config.pack.loading.last import POSTCODES, keep, last_load, rows_of
from whitebeam.config.pack.loading.plan import Change, compare
from whitebeam.config.pack.loading.sheets import Sheet
from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import BrokenPack, Problem
from whitebeam.kernel.context import Acting, acting

Say = Callable[[str], object]
LOADED = "config.pack.loaded"


def diff(folder: Path | str, *, invented: bool = True, at: datetime | None = None) -> list[str]:
    """Return a line for each change that loading would make; nothing is changed.

    :raises BrokenPack: when the pack cannot be loaded
    """
    at = at or timezone.now()
    pack = _chosen(sound(folder), invented=invented)
    with acting(Acting.process("pack")), transaction.atomic():
        lines = [str(change) for change in _planned(pack, _sheets(pack, at))]
        if last_load().get(POSTCODES) != postcodes.mark(pack):
            lines.append("postcodes: read again from the package of the Office's postcodes")
    return lines


def load(
    folder: Path | str, *, invented: bool = True, say: Say = print, at: datetime | None = None
) -> int:
    """Write the pack into the tables in one transaction; return how many rows changed.

    :raises BrokenPack: when the pack cannot be loaded; then nothing has changed
    """
    at = at or timezone.now()
    pack = _chosen(sound(folder), invented=invented)
    with acting(Acting.process("pack")), transaction.atomic():
        _one_at_a_time()
        changed = _write(pack, at=at, say=say)
    say(f"{pack.partnership.name}: {changed} rows changed" if changed else "Nothing has changed")
    return changed


def _write(pack: Pack, *, at: datetime, say: Say) -> int:
    sheets = _sheets(pack, at)
    changes = _planned(pack, sheets)
    for sheet in sheets:
        mine = [change for change in changes if change.sheet is sheet]
        carry_out(sheet, mine, at=at)
        if mine:
            say(f"{sheet.name}: {len(mine)}")
    mark = postcodes.mark(pack)
    if last_load().get(POSTCODES) != mark:
        say(f"postcodes: {postcodes.fill(pack)}")
    source = f"Pack {pack.partnership.code}"
    if keep(sheets, postcodes=mark, on=_day(at), source=source):
        record(verb=LOADED, pack=pack.partnership.code, rows=len(changes))
    return len(changes)


def _planned(pack: Pack, sheets: tuple[Sheet, ...]) -> list[Change]:
    last = last_load()
    changes: list[Change] = []
    problems: list[Problem] = []
    for sheet in sheets:
        found = compare(sheet, pack=pack, held=held(sheet), last=rows_of(sheet, last))
        changes += found.changes
        problems += found.problems
    if problems:
        raise BrokenPack(tuple(sorted(problems)))
    return changes


def _sheets(pack: Pack, at: datetime) -> tuple[Sheet, ...]:
    on = _day(at)
    return (
        *partners.sheets(pack, on=on),
        *directory.sheets(pack, on=on),
        *governance.sheets(pack, on=on),
        *referrals.sheets(pack, on=on),
        *risk.sheets(pack),
        *strategy.sheets(pack, on=on),
        *plan_of_work.sheets(pack, on=on),
        *marac.sheets(pack, on=on),
        *figures.sheets(pack, on=on),
        *standards.sheets(pack, on=on),
        *settings.sheets(pack, at=at),
    )


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _chosen(pack: Pack, *, invented: bool) -> Pack:
    if invented:
        return pack
    left_out = {agency.code for agency in pack.agencies if agency.invented}
    return replace(
        pack,
        agencies=tuple(agency for agency in pack.agencies if agency.code not in left_out),
        agreements=tuple(
            one.model_copy(
                update={"parties": tuple(p for p in one.parties if p.agency not in left_out)}
            )
            for one in pack.agreements
        ),
    )


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('whitebeam.pack'))")
