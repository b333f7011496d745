"""Files sent with a referral: held until checked, opened with a trace, by whom they are for."""

import socket
import struct
import tempfile
import threading
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.file_builders import EICAR, FILES, jpeg
from tests.referral_builders import NOON, REFERRING, a_draft, a_queue, a_rule, an_agreement_between
from tests.roles import as_role
from whitebeam.files.scanning import Verdict, scan
from whitebeam.files.shelf import CLEAN, ORIGINAL, Shelf
from whitebeam.files.taking import Keeping, Upload
from whitebeam.kernel import crypto
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Agency, Duty
from whitebeam.referrals.models import Document
from whitebeam.referrals.services.documents import (
    TABLE,
    add_document,
    check_held,
    remove_document,
)
from whitebeam.referrals.services.sending import send_referral


class Scanner:
    """A stand-in for clamd that keeps to its INSTREAM protocol, or hangs up on who does not."""

    def __init__(self, folder):
        self.path = folder / "clamd.sock"
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(str(self.path))
        self.listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                wire, _ = self.listener.accept()
            except OSError:
                return
            with wire, wire.makefile("rb") as sent:
                if sent.read(10) == b"zINSTREAM\0":
                    found = EICAR in self._stream(sent)
                    wire.sendall(b"stream: Eicar-Test FOUND\0" if found else b"stream: OK\0")

    def _stream(self, sent):
        data = b""
        while length := struct.unpack("!L", sent.read(4))[0]:
            data += sent.read(length)
        return data


@pytest.fixture
def scanner():
    # A socket's path may have 107 bytes, which a folder of pytest's own easily passes.
    with tempfile.TemporaryDirectory(prefix="wb-") as folder:
        running = Scanner(Path(folder))
        yield f"unix:{running.path}"
        running.listener.close()


def test_asks_the_scanner_in_its_own_protocol(scanner):
    assert scan(b"plain" * 50_000, address=scanner) is Verdict.CLEAN
    assert scan(b"before " + EICAR, address=scanner) is Verdict.INFECTED


def test_a_scanner_that_is_absent_has_not_scanned(tmp_path):
    assert scan(b"plain", address="") is Verdict.NOT_SCANNED
    assert scan(b"plain", address=f"unix:{tmp_path}/nobody") is Verdict.NOT_SCANNED


@pytest.fixture
def school(db):
    return AgencyFactory(kind=Agency.Kind.EDUCATION)


@pytest.fixture
def lead(school):
    return worker_at(school, *REFERRING)


@pytest.fixture
def draft(lead, school):
    return a_draft(by=lead, agency=school)


@pytest.fixture
def shelf(settings, tmp_path):
    settings.UPLOADS_FOLDER = tmp_path / "uploads"
    return Shelf(settings.UPLOADS_FOLDER, TABLE)


def as_worker(user):
    return acting(Acting.user(user.pk, purpose=Purpose.SUPPORT))


def add(draft, lead, shelf, *, name="list.pdf", data=None, scanner="", most=5):
    upload = Upload(name, FILES[name][0]() if data is None else data)
    keeping = Keeping(shelf, scanner)
    with as_worker(lead):
        added = add_document(draft.pk, upload=upload, most=most, keeping=keeping, by=lead, at=NOON)
    assert added.state == Document.State.HELD
    with as_role("wb_worker"), acting(Acting.process("documents")):
        check_held(Document.objects.get(pk=added.pk), keeping=keeping, at=NOON)
    with as_role("wb_bulk"):
        return Document.objects.get(pk=added.pk)


@pytest.mark.parametrize(
    ("name", "has_scanner", "state"),
    [
        ("photo.jpg", False, "CLEAN"),
        ("notes.txt", False, "CLEAN"),
        ("list.pdf", False, "HELD"),
        ("photo.jpg", True, "CLEAN"),
        ("list.pdf", True, "CLEAN"),
    ],
)
def test_what_we_wrote_anew_may_be_opened_the_rest_waits_for_a_scanner(
    draft, lead, shelf, scanner, name, has_scanner, state
):
    document = add(draft, lead, shelf, name=name, scanner=scanner if has_scanner else "")

    assert document.state == state


def test_a_scanner_that_does_not_answer_holds_everything(draft, lead, shelf, tmp_path):
    document = add(draft, lead, shelf, name="photo.jpg", scanner=f"unix:{tmp_path}/nobody")

    assert document.state == Document.State.HELD


def test_the_original_is_kept_sealed_under_a_name_that_tells_nothing(draft, lead, shelf):
    document = add(draft, lead, shelf, name="photo.jpg")

    files = sorted(path.name for path in shelf.folder.iterdir())
    raw = (shelf.folder / files[1]).read_bytes()
    assert files == [f"{document.stored_as}.clean", f"{document.stored_as}.original"]
    assert "photo" not in "".join(files)
    assert b"ecret" not in raw
    assert b"ecret" in shelf.get(document.stored_as, document=document.pk, copy=ORIGINAL)
    with pytest.raises(crypto.Unreadable):
        shelf.get(document.stored_as, document=uuid4(), copy=CLEAN)


def test_refuses_what_is_harmful_too_many_or_too_much(draft, lead, shelf, scanner):
    with pytest.raises(Refused, match="something harmful"):
        add(draft, lead, shelf, name="notes.txt", data=EICAR, scanner=scanner)
    with pytest.raises(Refused, match="Choose a PDF"):
        add(draft, lead, shelf, name="notes.txt", data=b"\0")
    add(draft, lead, shelf, name="notes.txt")
    with pytest.raises(Refused, match="1 documents"):
        add(draft, lead, shelf, name="notes.txt", most=1)
    for _ in range(3):
        add(draft, lead, shelf, name="notes.txt", data=b"x" * 9 * 1024 * 1024)
    with pytest.raises(Refused, match="30 MB"):
        add(draft, lead, shelf, name="notes.txt", data=b"x" * 9 * 1024 * 1024)


def test_a_document_is_taken_out_again(draft, lead, shelf, django_capture_on_commit_callbacks):
    document = add(draft, lead, shelf)

    with django_capture_on_commit_callbacks(execute=True), as_worker(lead):
        remove_document(document.pk, shelf=shelf, by=lead, at=NOON)

    assert list(shelf.folder.iterdir()) == []
    with as_worker(lead), pytest.raises(Refused, match="sent or removed"):
        remove_document(document.pk, shelf=shelf, by=lead, at=NOON)


def sent_with(draft, lead, school):
    queue = a_queue()
    a_rule(queue)
    an_agreement_between(school, queue.agency)
    with as_worker(lead):
        send_referral(draft.pk, once_key=uuid4(), by=lead, at=NOON)
    return worker_at(queue.agency, Duty.TRIAGE_REFERRALS)


def test_a_checked_document_is_served_as_a_quiet_download(client, draft, lead, school, shelf):
    document = add(draft, lead, shelf, name="photo.jpg")
    triage = sent_with(draft, lead, school)
    client.force_login(triage)

    opened = client.get(reverse("referrals:document", args=[document.pk]))

    assert opened.status_code == 200
    assert opened["Content-Disposition"] == 'attachment; filename="document.jpg"'
    assert opened["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert b"ecret" not in opened.content


def test_a_held_document_and_anothers_are_not_found(client, draft, lead, school, shelf):
    held = add(draft, lead, shelf, name="list.pdf")
    clean = add(draft, lead, shelf, name="photo.jpg")
    triage = sent_with(draft, lead, school)
    outsider = worker_at(AgencyFactory(), *Duty)

    for user, document in ((triage, held), (lead, held), (outsider, clean)):
        client.force_login(user)
        assert client.get(reverse("referrals:document", args=[document.pk])).status_code == 404


@pytest.mark.parametrize(("data", "state"), [(None, "CLEAN"), (b"infected", "REFUSED")])
def test_the_worker_settles_what_is_held(draft, lead, shelf, scanner, settings, data, state):
    document = add(draft, lead, shelf, name="list.pdf")
    if data:
        shelf.put(document.stored_as, document=document.pk, copy=ORIGINAL, data=EICAR)
    settings.MALWARE_SCANNER = scanner

    with as_role("wb_worker"):
        call_command("check_documents")

    with as_role("wb_bulk"):
        document = Document.objects.get()
        assert document.state == state
        assert document.checked_at


def test_without_a_scanner_the_worker_leaves_them_held(draft, lead, shelf, capsys):
    add(draft, lead, shelf, name="list.pdf")

    with as_role("wb_worker"):
        call_command("check_documents")

    assert capsys.readouterr().out == "0 of 0 settled\n"


def test_files_are_added_and_removed_on_the_page(client, draft, lead, shelf):
    client.force_login(lead)
    url = reverse("referrals:page", args=[draft.pk, "others"])

    wrong = client.post(url, {"documents": SimpleUploadedFile("a.svg", b"<svg/>")})
    right = client.post(url, {"documents": SimpleUploadedFile("photo.jpg", jpeg())})
    shown = client.get(url)
    with as_role("wb_bulk"):
        document = Document.objects.get()
    client.post(url, {"do": f"unfile:{document.pk}"})

    assert wrong.status_code == 422
    assert "Choose a PDF" in wrong.text
    assert right.url == reverse("referrals:check", args=[draft.pk])
    assert "photo.jpg" in shown.text
    with as_role("wb_bulk"):
        assert Document.objects.get().removed_at
