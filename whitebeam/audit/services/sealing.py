"""Seals what was recorded: a place for each entry, then a signed head over all of them.

Places are committed first and never change. The head goes to the file, and onto its disk, before
the database commits it. So after a crash at any point the next sealing finds either no head (and
signs one over the same places) or a head in the file alone (and takes it over). Whatever else the
two disagree in is no crash: it is written down as a break and never smoothed over.
"""

from datetime import datetime

from django.db import connection, transaction

from whitebeam.audit.events import Happened
from whitebeam.audit.models import Head
from whitebeam.audit.queries import sealed_log
from whitebeam.audit.rules.canonical import canonical, type_of_row, utc
from whitebeam.audit.rules.heads import Seal, SignedBreak, SignedHead, State, is_signed
from whitebeam.audit.rules.merkle import EMPTY_ROOT, Frontier, leaf_hash
from whitebeam.audit.services.heads_file import HeadsFile
from whitebeam.audit.services.recording import record

BATCH = sealed_log.PAGE
PLACE = """
insert into audit_leaf (position, entry_id, hash)
select * from unnest(%s::bigint[], %s::bigint[], %s::bytea[])"""
NOTHING = State(0, EMPTY_ROOT.hex())


class BadFrontier(Exception):
    """The newest head's frontier is not that of its root: somebody changed the row."""


def seal_log(*, file: HeadsFile, seal: Seal, at: datetime, whole: bool = True) -> int:
    """Seal every committed entry that is not sealed yet, and return how many there were.

    :raises BadFrontier: if the newest head in the database does not hold together
    """
    file.keep_key(seal.public)
    sealed = _place(whole=whole)
    _sign(file=file, seal=seal, at=at)
    return sealed


def _place(*, whole: bool = True) -> int:
    with transaction.atomic():
        ids = sealed_log.unsealed_ids(after=sealed_log.search_from(whole=whole))
    return sum(_place_batch(ids[at : at + BATCH]) for at in range(0, len(ids), BATCH))


@transaction.atomic
def _place_batch(ids: list[int]) -> int:
    sealed_log.stand_alone()
    rows = list(sealed_log.unsealed(ids))
    _insert_leaves(rows, start=sealed_log.leaf_count())
    return len(rows)


def _insert_leaves(rows: list[type_of_row], *, start: int) -> None:
    places = list(range(start, start + len(rows)))
    ids = [row["id"] for row in rows]
    hashes = [leaf_hash(canonical(row)) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(PLACE, [places, ids, hashes])


@transaction.atomic
def _sign(*, file: HeadsFile, seal: Seal, at: datetime) -> None:
    sealed_log.stand_alone()
    frontier = _newest_frontier()
    said = file.newest()
    if _state_of(said) != _state(frontier):
        frontier = _reconcile(file, said, frontier, seal=seal, at=at)
    end = sealed_log.leaf_count()
    if end > frontier.size:
        frontier = _extended(frontier, end)
        head = seal.head(_state(frontier), signed_at=utc(at))
        file.append(head)
        _keep(head, frontier)


def _reconcile(
    file: HeadsFile,
    said: SignedHead | SignedBreak | None,
    frontier: Frontier,
    *,
    seal: Seal,
    at: datetime,
) -> Frontier:
    """Take over a head that only the file has, or write down that the two disagree."""
    if (
        isinstance(said, SignedHead)
        and frontier.size < said.size <= sealed_log.leaf_count()
        and is_signed(said, public=seal.public)
    ):
        ahead = _extended(frontier, said.size)
        if ahead.root.hex() == said.root:
            _keep(said, ahead)
            return ahead
    held, written = _state(frontier), _state_of(said)
    file.append(seal.broken(database=held, file=written, signed_at=utc(at)))
    record(verb=Happened.LOG_BROKEN, database_size=held.size, file_size=written.size)
    return frontier


def _newest_frontier() -> Frontier:
    head = sealed_log.newest_head()
    if head is None:
        return Frontier()
    try:
        frontier = Frontier.unpacked(head.size, bytes(head.frontier))
    except ValueError as error:
        raise BadFrontier(f"The head of {head.size} entries was changed") from error
    if frontier.root != bytes(head.root):
        raise BadFrontier(f"The head of {head.size} entries was changed")
    return frontier


def _extended(frontier: Frontier, end: int) -> Frontier:
    for leaf in sealed_log.hashes(frontier.size, end):
        frontier = frontier.append(leaf)
    return frontier


def _keep(head: SignedHead, frontier: Frontier) -> None:
    Head.objects.create(
        size=head.size,
        root=bytes.fromhex(head.root),
        signed_at=datetime.fromisoformat(head.signed_at),
        key_id=head.key_id,
        signature=bytes.fromhex(head.signature),
        frontier=frontier.packed,
    )


def _state(frontier: Frontier) -> State:
    return State(frontier.size, frontier.root.hex())


def _state_of(said: SignedHead | SignedBreak | None) -> State:
    if said is None:
        return NOTHING
    if isinstance(said, SignedBreak):
        return State(said.database_size, said.database_root)
    return said.state
