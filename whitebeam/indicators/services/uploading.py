"""A return as a spreadsheet: the agency's columns are mapped once, then every sheet is read."""

from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.indicators import policy
from whitebeam.indicators.events import Happened
from whitebeam.indicators.files.spreadsheets import NotTaken, rows_of
from whitebeam.indicators.models import Mapping, Return, Step, Upload
from whitebeam.indicators.queries import book
from whitebeam.indicators.queries.returns import filled, kept_fault
from whitebeam.indicators.rules.periods import read_period
from whitebeam.indicators.rules.reading import (
    MEANINGS,
    guessed,
    missing_meanings,
    read_rows,
)
from whitebeam.indicators.services.returning import MOVED_ON, keep_values
from whitebeam.kernel.errors import Refused

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it came: its name and what is in it."""

    name: str
    data: bytes


def take_spreadsheet(return_id: UUID, *, sheet: Sheet, by: User, at: datetime) -> Upload:
    """Keep a spreadsheet with a return; it is read at once where its columns are known.

    :raises Refused: if the return is not open, or the file is not taken: the sentence says why
    """
    try:
        rows = rows_of(sheet.name, sheet.data)
    except NotTaken as reason:
        audit.record(verb=Happened.SPREADSHEET_REFUSED, size=len(sheet.data))
        raise Refused(str(reason)) from None
    return _keep(return_id, rows, sheet=sheet, by=by, at=at)


@transaction.atomic
def _keep(return_id: UUID, rows: Rows, *, sheet: Sheet, by: User, at: datetime) -> Upload:
    owner = _open(return_id, by)
    upload = Upload(
        owner=owner,
        name=_shown(sheet.name),
        sha256=sha256(sheet.data).hexdigest(),
        rows=[list(row) for row in rows],
        by=by,
        at=at,
    )
    meaning = meaning_of(upload, by=by)
    if not missing_meanings(meaning):
        _read(upload, meaning)
        Step(owner=owner, kind=Step.Kind.UPLOADED, by=by, at=at).save(force_insert=True)
    upload.save(force_insert=True)
    audit.record(verb=Happened.SPREADSHEET_READ, subject=upload, rows=len(rows))
    return upload


@transaction.atomic
def map_columns(upload: Upload, *, meaning: Mapped[str, str], by: User, at: datetime) -> Upload:
    """Keep what the columns of the agency's spreadsheets mean, and read this one by it.

    :raises Refused: if a needed column is missing, or two columns are given one meaning
    """
    chosen = {heading: code for heading, code in meaning.items() if code in MEANINGS}
    if len(set(chosen.values())) < len(chosen):
        raise Refused("Give each meaning to one column only")
    if missing := missing_meanings(chosen):
        raise Refused(f"Say which column holds: {', '.join(missing)}")
    owner = _open(upload.owner_id, by)
    said = Mapping.objects.filter(agency=owner.agency).first() or Mapping(agency=owner.agency)
    is_new = said.headings == {}
    said.headings, said.by = dict(chosen), by
    said.save(update_fields=None if is_new else ["headings", "by", "updated_at"])
    again = Upload(
        owner=owner, name=upload.name, sha256=upload.sha256, rows=upload.rows, by=by, at=at
    )
    _read(again, chosen)
    again.save(force_insert=True)
    Step(owner=owner, kind=Step.Kind.UPLOADED, by=by, at=at).save(force_insert=True)
    audit.record(verb=Happened.COLUMNS_MAPPED, subject=owner)
    return again


def meaning_of(upload: Upload, *, by: User) -> dict[str, str]:
    """Return what the columns mean: as the agency said before, or by their usual words."""
    headings = [str(one).strip() for one in upload.rows[0]]
    said = policy.mapping_of(by, upload.owner.agency)
    kept = {one: said.headings[one] for one in headings if one in said.headings} if said else {}
    return kept if kept and not missing_meanings(kept) else guessed(headings)


def _read(upload: Upload, meaning: Mapped[str, str]) -> None:
    owner = upload.owner
    found = read_rows(upload.rows, mapping=meaning, parts=filled(owner).parts)
    asked = book.asked_of(owner.agency, read_period(owner.period), is_computed=False)
    by_code = {one.code: one for one in asked}
    keep_values(
        owner, {(by_code[code], line): value for (code, line), value in found.values.items()}
    )
    upload.findings = [kept_fault(one) for one in found.findings]


def _open(return_id: UUID, by: User) -> Return:
    mine = policy.returns_filled_by(by).select_for_update(of=("self",))
    owner = mine.select_related("agency").filter(
        pk=return_id, state=Return.State.OPEN, is_computed=False
    )
    found = owner.first()
    if found is None:
        raise Refused(MOVED_ON)
    return found


def _shown(name: str) -> str:
    plain = "".join(letter for letter in name if letter.isprintable()).strip()
    return plain[-120:] or "Spreadsheet"
