"""Sealing goes on after a crash at any point, and writes down whatever was no crash."""

import pytest
from django.db import connection

from tests.roles import as_role
from whitebeam.audit.models import Entry, Head, Leaf
from whitebeam.audit.queries import sealed_log
from whitebeam.audit.rules.heads import Seal, SignedBreak, State, read_line
from whitebeam.audit.rules.verifying import Log, verify
from whitebeam.audit.services import sealing
from whitebeam.audit.services.heads_file import HeadsFile
from whitebeam.audit.services.sealing import BadFrontier, seal_log

from .sealed_logs import NOON, SEAL, as_sealer, record_some, seal_now
from .tampering import tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    return HeadsFile(tmp_path / "heads")


def report(file, *, known=frozenset()):
    with as_role("wb_backup"):
        log = Log(
            sealed=list(sealed_log.sealed()),
            unsealed=list(sealed_log.unsealed(sealed_log.unsealed_ids())),
            heads=sealed_log.heads(),
            lines=file.lines(),
        )
    return verify(log, public=SEAL.public, known=known)


def test_every_entry_is_sealed_once_and_the_log_verifies(file):
    record_some(7)
    assert seal_now(file) == 7
    record_some(4)
    assert seal_now(file) == 4
    assert seal_now(file) == 0

    found = report(file)
    assert (found.entries, found.heads, found.waiting, found.findings) == (11, 2, 0, ())
    assert file.key_path.read_text() == SEAL.public.hex() + "\n"


def test_an_entry_that_commits_late_gets_a_later_place(file):
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute("select nextval('audit_entry_id_seq')")
        (number,) = cursor.fetchone()
    record_some(3)
    seal_now(file)
    tamper(
        "insert into audit_entry (id, at, who, agencies, purpose, request_id, verb, subject_label,"
        " subject_id, field_classes, decision, policy_version, details)"
        f" overriding system value values ({number}, '2026-03-02 12:00+00', 'process:late',"
        " '{}', '', 'r', 'a.b', '', '', '{}', 'ALLOWED', '1', '{}')"
    )
    seal_now(file)

    with as_role("wb_backup"):
        assert Leaf.objects.get(entry_id=number).position == 3
    assert report(file).findings == ()


def test_places_without_a_head_are_signed_next_time(file):
    record_some(3)
    with as_sealer():
        sealing._place()

    seal_now(file)

    assert report(file).findings == ()


def test_a_head_that_only_the_file_has_is_taken_over(file):
    record_some(3)
    seal_now(file)
    record_some(2)
    seal_now(file)
    lines = file.lines()
    tamper("delete from audit_head where size = 5")
    assert "not in the database" in report(file).findings[0].text

    seal_now(file)

    assert file.lines() == lines
    assert report(file).findings == ()


def test_a_torn_line_is_left_and_the_next_stands_by_itself(file):
    record_some(3)
    seal_now(file)
    with file.path.open("a") as lines:
        lines.write('{"format":"whitebeam-au')
    record_some(1)
    seal_now(file)

    assert len(file.lines()) == 3
    assert report(file).findings[0].text == "heads file, line 2 cannot be read"
    assert report(file, known=frozenset({2})).findings == ()


def test_a_restored_older_database_is_written_down_as_a_break(file):
    record_some(3)
    seal_now(file)
    record_some(3)
    seal_now(file)
    tamper(
        "delete from audit_head where size = 6",
        "delete from audit_entry where id in (select entry_id from audit_leaf where position > 2)",
        "delete from audit_leaf where position > 2",
    )
    assert report(file).findings[0].text == (
        "head of 6 entries in the heads file, line 2: the log ends before it, at position 3"
    )
    record_some(3, verb="people.person.changed")
    seal_now(file)
    seal_now(file)

    line = read_line(file.lines()[2])
    assert isinstance(line, SignedBreak)
    assert (line.database_size, line.file_size) == (3, 6)
    assert report(file).findings[0].position == 3
    assert "the log went on from there" in report(file).findings[0].text
    assert report(file, known=frozenset({3})).findings == ()
    with as_role("wb_backup"):
        assert Entry.objects.filter(verb="audit.log.broken").count() == 1


def test_a_lost_file_is_written_down_as_a_break(file):
    record_some(3)
    seal_now(file)
    file.path.unlink()
    record_some(1)
    seal_now(file)

    assert [type(read_line(line)).__name__ for line in file.lines()] == [
        "SignedBreak",
        "SignedHead",
    ]
    assert report(file).findings != ()
    assert report(file, known=frozenset({1})).findings == ()


def test_a_break_is_written_down_once(file):
    record_some(3)
    seal_now(file)
    file.path.unlink()
    for _ in range(3):
        seal_now(file)

    assert [type(read_line(line)).__name__ for line in file.lines()] == [
        "SignedBreak",
        "SignedHead",
    ]


def test_a_file_with_nothing_readable_is_as_good_as_lost(file):
    record_some(1)
    seal_now(file)
    file.path.write_text("nothing\n")
    seal_now(file)

    assert isinstance(read_line(file.lines()[1]), SignedBreak)


def test_a_head_signed_by_somebody_else_is_not_taken_over(file):
    record_some(2)
    seal_now(file)
    record_some(1)
    with as_sealer():
        sealing._place()
        root = sealing._extended(sealing._newest_frontier(), 3).root.hex()
    file.append(Seal.of(b"x" * 32).head(State(3, root), signed_at="2026-03-02T12:00:00.000000Z"))

    seal_now(file)

    assert isinstance(read_line(file.lines()[2]), SignedBreak)


@pytest.mark.parametrize("change", ["frontier = root || root", "frontier = sha256(frontier)"])
def test_refuses_to_go_on_from_a_changed_head(file, change):
    record_some(2)
    seal_now(file)
    tamper(f"update audit_head set {change}")

    with pytest.raises(BadFrontier):
        seal_now(file)


def test_between_whole_searches_only_the_newest_are_looked_at(file):
    record_some(5)
    with as_sealer():
        assert seal_log(file=file, seal=SEAL, at=NOON, whole=False) == 5
        newest = sealed_log.search_from(whole=False) + sealed_log.LOOK_BACK
    with as_role("wb_backup"):
        assert newest == Entry.objects.latest("id").pk


def test_the_head_on_disk_is_the_head_in_the_database(file):
    record_some(3)
    seal_now(file, at=NOON)

    with as_role("wb_backup"):
        [head] = Head.objects.all()
        assert (str(head), str(Leaf.objects.first())) == ("Head 3", "Leaf 0")
        assert sealed_log.as_signed(head) == read_line(file.lines()[0]) == file.newest()
