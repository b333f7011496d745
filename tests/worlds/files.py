"""Files of random worlds: of each action and each assessment one that stands and one taken out."""

from uuid import uuid4

from tests.roles import as_role
from tests.worlds.building import NOON, Built
from whitebeam.actions.models import Action, Evidence
from whitebeam.actions.services import showing
from whitebeam.files.kinds import TEXT
from whitebeam.files.shelf import CLEAN, Shelf
from whitebeam.risk.models import ResultDocument
from whitebeam.risk.services import documents


def evidence_of(actions: list[Action], built: Built, *, folder) -> list[Evidence]:
    """Write two files of each action, added by one user after the other; the second was removed."""
    shelf, files = Shelf(folder, showing.TABLE), []
    for number, action in enumerate(actions):
        by = built.users[number % len(built.users)]
        for removed_at in (None, NOON):
            files.append(_kept(Evidence(action=action, removed_at=removed_at), shelf, by=by))
    return files


def documents_of(built: Built, *, folder) -> list[ResultDocument]:
    """Write two documents of each assessment; the second was removed."""
    shelf = Shelf(folder, documents.TABLE)
    return [
        _kept(ResultDocument(assessment=one, removed_at=removed_at), shelf, by=built.users[0])
        for one in built.assessments
        for removed_at in (None, NOON)
    ]


def _kept(file, shelf, *, by):
    file.name, file.content_type, file.size, file.sha256 = "x", TEXT.content_type, 4, "0" * 64
    file.state, file.checked_at, file.added_by, file.added_at = "CLEAN", NOON, by, NOON
    file.stored_as = uuid4().hex
    with as_role("wb_bulk"):
        file.save(force_insert=True)
    shelf.put(file.stored_as, document=file.pk, copy=CLEAN, data=b"Seen")
    return file
