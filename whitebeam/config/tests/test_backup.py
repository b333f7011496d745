"""A backup is whole or refused; what it restores is what was there, row for row."""

import tarfile
from argparse import Namespace

import psycopg
import pytest

from whitebeam.config.cluster import Cluster, Trouble
from whitebeam.config.cluster.roles import create_database, provision_roles
from whitebeam.config.cluster.served import Served
from whitebeam.config.command import archive
from whitebeam.config.command.backing_up import back_up
from whitebeam.config.command.keys import settle_keys
from whitebeam.config.command.restoring import restore
from whitebeam.config.command.stamps import read_stamps, write_stamps

WALLED = """
    create table place (id int primary key, word text, sealed bytea);
    insert into place select n, 'word ' || n, sha256(n::text::bytea) from generate_series(1, 500) n;
    alter table place enable row level security;
    alter table place force row level security;
    create policy see on place for select to wb_app using (id <= 3);
    grant select on place to wb_app;
"""


def served_by(cluster):
    admin = cluster.address.conninfo()
    provision_roles(admin)
    create_database(admin, "whitebeam")
    sockets, port = str(cluster.address.sockets), str(cluster.address.port)
    return Served(cluster.data, sockets, port, admin=admin)


@pytest.fixture
def full(running):
    """An installation with rows behind a wall, a document and a head of the audit."""
    served = served_by(running)
    settle_keys(served)
    write_stamps(served, migrations="this version")
    with psycopg.connect(served.conninfo("wb_migrate", role="wb_owner")) as connection:
        connection.execute(WALLED)
    for name in ("uploads/a/document.bin", "heads/0001.json"):
        (served.data / name).parent.mkdir(parents=True, exist_ok=True)
        (served.data / name).write_bytes(name.encode())
    return served


@pytest.fixture
def empty(made_once, tmp_path):
    with Cluster(tmp_path / "elsewhere", durable=False) as cluster:
        yield served_by(cluster)


@pytest.fixture
def backup(full, tmp_path, said):
    options = Namespace(file=tmp_path / "one.backup", keys_to=tmp_path / "keys")
    back_up(full, options, say=said.append)
    return options


def putting_back(backup, **other):
    return Namespace(**{"file": backup.file, "keys_from": backup.keys_to} | other)


def words(served, user, **more):
    with psycopg.connect(served.conninfo(user, **more)) as connection:
        return connection.execute("select count(*), max(word) from place").fetchone()


def is_empty(served):
    with psycopg.connect(served.conninfo("wb_backup")) as connection:
        question = "select to_regclass('public.place')"
        return connection.execute(question).fetchone() == (None,)


def test_comes_back_row_for_row(backup, empty, said):
    restore(empty, putting_back(backup), say=said.append)

    assert words(empty, "wb_backup") == (500, "word 99")
    assert words(empty, "wb_app") == (3, "word 3")
    assert (empty.data / "uploads/a/document.bin").read_bytes() == b"uploads/a/document.bin"
    assert (empty.data / "heads/0001.json").exists()
    assert read_stamps(empty)["migrations"] == "this version"
    assert said[-1].endswith("500 rows, all as they were.")


def test_is_private_and_holds_no_key(backup, full):
    ring = (full.data / "keys" / "keyring.json").read_bytes()

    assert backup.file.stat().st_mode & 0o077 == 0
    assert backup.keys_to.stat().st_mode & 0o077 == 0
    assert backup.keys_to.read_bytes() == ring
    with tarfile.open(backup.file) as tar:
        assert not any("key" in name for name in tar.getnames())


def test_replaces_nothing(backup, full, tmp_path, said):
    again = Namespace(file=backup.file, keys_to=None)

    with pytest.raises(Trouble, match="a backup replaces nothing"):
        back_up(full, again, say=said.append)
    with pytest.raises(Trouble, match="restoring replaces nothing"):
        restore(full, putting_back(backup), say=said.append)

    assert not list(tmp_path.glob(".*"))


def test_a_place_that_cannot_be_written_is_named(full, tmp_path, said):
    options = Namespace(file=tmp_path / "nowhere" / "one.backup", keys_to=None)

    with pytest.raises(Trouble, match="cannot be written"):
        back_up(full, options, say=said.append)


def test_every_flipped_byte_is_caught(backup, empty, said, tmp_path):
    good = backup.file.read_bytes()
    with tarfile.open(backup.file) as tar:
        places = [
            member.offset_data + step * member.size // 3
            for member in tar.getmembers()
            for step in range(3)
        ]
    for place in places:
        damaged = bytearray(good)
        damaged[place] ^= 1
        file = tmp_path / f"damaged-{place}"
        file.write_bytes(damaged)
        with pytest.raises(Trouble):
            restore(empty, putting_back(backup, file=file), say=said.append)

    assert is_empty(empty)


def test_a_backup_with_a_row_less_is_caught_and_undone(backup, empty, said, tmp_path):
    file = tmp_path / "changed"
    with tarfile.open(backup.file) as old, tarfile.open(file, "w") as new:
        manifest = archive.read_manifest(old)
        manifest.tables["public.place"] = (501, manifest.tables["public.place"][1])
        new.addfile(old.getmember(archive.DUMP), old.extractfile(archive.DUMP))
        manifest.files = {archive.DUMP: manifest.files[archive.DUMP]}
        archive.put_manifest(new, manifest)

    with pytest.raises(Trouble, match=r"not what was backed up: public\.place"):
        restore(empty, putting_back(backup, file=file), say=said.append)

    assert is_empty(empty)


def test_needs_its_own_keys(backup, empty, said, tmp_path):
    strange = tmp_path / "strange"
    strange.write_text(backup.keys_to.read_text().replace("a", "b"))

    with pytest.raises(Trouble, match="does not hold its keys"):
        restore(empty, putting_back(backup, keys_from=None), say=said.append)
    with pytest.raises(Trouble, match="not those of this backup"):
        restore(empty, putting_back(backup, keys_from=strange), say=said.append)

    assert not (empty.data / "keys" / "keyring.json").exists()
    assert is_empty(empty)


def test_what_is_no_backup_is_refused(backup, empty, said, tmp_path):
    (tmp_path / "letter").write_text("Dear all")

    with pytest.raises(Trouble, match="cannot be read as a backup"):
        restore(empty, putting_back(backup, file=tmp_path / "letter"), say=said.append)


@pytest.mark.parametrize("harm", ["missing", "another's"])
def test_a_database_never_starts_with_other_keys(full, harm):
    ring = full.data / "keys" / "keyring.json"
    if harm == "missing":
        ring.unlink()
    else:
        ring.write_text(ring.read_text().replace("a", "b"))

    with pytest.raises(Trouble, match=r"(keys of this database are not in|not those of this)"):
        settle_keys(full)
