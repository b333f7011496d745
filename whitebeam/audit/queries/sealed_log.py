"""The log as the sealer and the verifier read it. tools/verify_audit.py has the same statements."""

from collections.abc import Iterator

from django.db import connection

from whitebeam.audit.models import Head, Leaf
from whitebeam.audit.rules.canonical import parsed, type_of_row, utc
from whitebeam.audit.rules.heads import SignedHead
from whitebeam.audit.rules.verifying import SealedRow

# A transaction that began before this many younger entries is found by the whole search alone.
LOOK_BACK = 50_000
PAGE = 5_000
# Below every number, so that a row smuggled in under 1 is found as well.
FIRST = -(2**63)

# The columns as JSON, with moments in UTC and bytes in hexadecimal.
ROW = """json_build_object(
  'id', e.id,
  'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  'who', e.who, 'agencies', e.agencies, 'purpose', e.purpose, 'request_id', e.request_id,
  'verb', e.verb, 'subject_label', e.subject_label, 'subject_id', e.subject_id,
  'person_id', e.person_id, 'field_classes', e.field_classes, 'reason', encode(e.reason, 'hex'),
  'decision', e.decision, 'policy_version', e.policy_version, 'details', e.details)::text"""
UNPLACED = "not exists (select from audit_leaf l where l.entry_id = e.id)"
UNSEALED = f"select e.id from audit_entry e where e.id > %s and {UNPLACED} order by e.id"  # noqa: S608  # constants
ROWS = f"""
select {ROW} from audit_entry e where e.id = any(%s) and {UNPLACED}
order by e.id"""  # noqa: S608  # constants
# By ranges of positions, which are dense: a limit would sort the whole log once a page.
SEALED = f"""
select l.position, l.entry_id, encode(l.hash, 'hex'), case when e.id is not null then {ROW} end
from audit_leaf l left join audit_entry e on e.id = l.entry_id
where l.position >= %s and l.position < %s order by l.position"""  # noqa: S608  # constants
HASHES = "select hash from audit_leaf where position >= %s and position < %s order by position"
NEWEST_SEALED = "select coalesce(max(entry_id), 0) from audit_leaf"


def stand_alone() -> None:
    """Wait until nobody else seals or verifies; it lasts to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('whitebeam audit'))")


def search_from(*, whole: bool) -> int:
    """Return the number after which to look for entries without a leaf.

    `whole` looks through all of the log, which finds what a very long transaction left behind.
    """
    return FIRST if whole else _one(NEWEST_SEALED) - LOOK_BACK


def unsealed_ids(*, after: int = FIRST) -> list[int]:
    """Return the numbers past this one of committed entries that have no leaf, in order."""
    return [number for (number,) in _rows(UNSEALED, after)]


def unsealed(ids: list[int]) -> Iterator[type_of_row]:
    """Return those of these entries that still have no leaf, in order."""
    for start in range(0, len(ids), PAGE):
        for (text,) in _rows(ROWS, ids[start : start + PAGE]):
            yield parsed(text)


def sealed() -> Iterator[SealedRow]:
    """Return every leaf in order, with its entry."""
    for start in range(0, leaf_count(), PAGE):
        for position, entry_id, leaf, text in _rows(SEALED, start, start + PAGE):
            yield SealedRow(position, entry_id, leaf, None if text is None else parsed(text))


def hashes(start: int, end: int) -> list[bytes]:
    """Return the leaf hashes from `start` up to and without `end`."""
    return [bytes(leaf) for (leaf,) in _rows(HASHES, start, end)]


def leaf_count() -> int:
    """Return the number of leaves, as the place after the last."""
    last = Leaf.objects.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def newest_head() -> Head | None:
    """Return the head of the largest tree."""
    return Head.objects.order_by("-size").first()


def heads() -> list[SignedHead]:
    """Return every head, smallest tree first."""
    return [as_signed(head) for head in Head.objects.order_by("size")]


def as_signed(head: Head) -> SignedHead:
    """Return a row of heads as the file has it."""
    return SignedHead(
        size=head.size,
        root=bytes(head.root).hex(),
        signed_at=utc(head.signed_at),
        key_id=head.key_id,
        signature=bytes(head.signature).hex(),
    )


def _one(statement: str) -> int:
    [(value,)] = _rows(statement)
    return value


def _rows(statement: str, *values: int | list[int]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall()
