"""Puts invented papers on the shelf as uploads are kept: a sealed original and a clean copy.

They are made by the product's own means and count as checked. The same seed gives the same place on
the shelf, so that a loading that was cut off leaves nothing behind.
"""

import hashlib
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings

from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.papers import Paper
from whitebeam.files.cleaning import cleaned
from whitebeam.files.kinds import Kind, kind_of
from whitebeam.files.models import KeptFile
from whitebeam.files.shelf import CLEAN, ORIGINAL, Shelf
from whitebeam.govuk.printed import Printed, Section, tagged_pdf

MARK = "Invented for looking round"
CHECKED_AFTER = timedelta(minutes=1)


def shelve(paper: Paper, *, into: KeptFile, dice: Dice, at: datetime) -> None:
    """Put a paper on the shelf and fill in the row of it, as a service does with an upload."""
    kind, original, clean = made(paper)
    into.name, into.content_type, into.size = paper.name, kind.content_type, len(original)
    into.sha256 = hashlib.sha256(original).hexdigest()
    into.stored_as, into.state = dice.key().hex, KeptFile.State.CLEAN
    into.added_at, into.checked_at = at, at + CHECKED_AFTER
    shelf = Shelf(settings.UPLOADS_FOLDER, into._meta.db_table)
    for copy, data in ((ORIGINAL, original), (CLEAN, clean)):
        shelf.put(into.stored_as, document=into.pk, copy=copy, data=data)


@lru_cache(maxsize=64)
def made(paper: Paper) -> tuple[Kind, bytes, bytes]:
    """Return the kind of a paper, its original and its clean copy."""
    original = _printed(paper) if paper.is_pdf else _written(paper)
    kind = kind_of(name=paper.name, data=original)
    return kind, original, cleaned(original, kind=kind)


def _printed(paper: Paper) -> bytes:
    section = Section("What it says", paragraphs=paper.lines)
    return tagged_pdf(Printed(paper.title, MARK, (MARK,), (section,)))


def _written(paper: Paper) -> bytes:
    return "\n".join((paper.title, "", *paper.lines, "", MARK, "")).encode()
