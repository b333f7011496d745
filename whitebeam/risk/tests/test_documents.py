"""The document of another tool's result: held until checked, opened by whoever reads the result."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from tests.browser import Client
from tests.factories import AgencyFactory, worker_at
from tests.file_builders import FILES
from tests.people_builders import NOON, as_worker
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.files.shelf import Shelf
from whitebeam.files.taking import Keeping, Upload
from whitebeam.kernel.errors import Refused
from whitebeam.people.models import Restriction
from whitebeam.risk.models import ResultDocument
from whitebeam.risk.rules.contents import Page
from whitebeam.risk.rules.pages import FIRST, Asked
from whitebeam.risk.services import documents
from whitebeam.risk.tests.desk import ASSESSING, BEFORE, Desk

pytestmark = pytest.mark.django_db

RESULT = {"name": "DARA", "version": "1", "grade": "High", "level": "HIGH"}


@pytest.fixture
def desk(settings, tmp_path):
    settings.UPLOADS_FOLDER = tmp_path / "uploads"
    settings.MALWARE_SCANNER = ""
    return Desk()


@pytest.fixture
def shelf(settings, desk):
    return Shelf(settings.UPLOADS_FOLDER, documents.TABLE)


def add(desk, draft, shelf, name="photo.jpg"):
    with as_worker(desk.worker):
        return documents.add_document(
            draft.pk,
            upload=Upload(name, FILES[name][0]()),
            keeping=Keeping(shelf),
            by=desk.worker,
            at=NOON,
        )


def checked():
    said = StringIO()
    with as_role("wb_worker"):
        call_command("check_result_documents", stdout=said)
    return said.getvalue().strip()


def state_of(document):
    with as_role("wb_bulk"):
        return ResultDocument.objects.get(pk=document.pk).state


@pytest.mark.parametrize(
    ("name", "said", "state"),
    [("photo.jpg", "1 of 1 settled", "CLEAN"), ("list.pdf", "0 of 0 settled", "HELD")],
)
def test_what_was_written_anew_is_opened_and_a_pdf_waits_for_a_scanner(
    desk, shelf, name, said, state
):
    document = add(desk, desk.started("external"), shelf, name)

    assert state_of(document) == "HELD"
    assert checked() == said
    assert state_of(document) == state


def test_a_dry_run_only_counts(desk, shelf):
    add(desk, desk.started("external"), shelf)
    said = StringIO()

    with as_role("wb_worker"):
        call_command("check_result_documents", dry_run=True, stdout=said)

    assert said.getvalue().strip() == "1 held"


def test_only_the_writer_of_a_draft_adds_to_it_and_only_three(desk, shelf):
    draft = desk.started("external")
    for _ in range(documents.MOST):
        add(desk, draft, shelf)

    with pytest.raises(Refused, match="You can add 3 documents"):
        add(desk, draft, shelf)
    desk.worker = desk.colleague
    with pytest.raises(Refused, match="signed or discarded"):
        add(desk, draft, shelf)


def test_what_was_signed_is_not_taken_out_again(desk, shelf):
    draft = desk.started("external")
    document = add(desk, draft, shelf)
    desk.save(draft, FIRST, BEFORE)
    desk.save(draft, Asked(Page.EXTERNAL, "The result"), RESULT)
    desk.signs(draft)
    desk.sign(draft)

    with as_worker(desk.worker), pytest.raises(Refused, match="signed or removed already"):
        documents.remove_document(document.pk, shelf=shelf, by=desk.worker, at=NOON)


class Walk:
    def __init__(self, desk):
        self.desk, self.client = desk, Client()
        self.client.force_login(desk.worker)
        self.draft = desk.started("external")
        self.page = reverse("risk:page", args=[self.draft.pk, "external"])

    def sends(self, name="photo.jpg", data=None, **given):
        file = SimpleUploadedFile(name, FILES[name][0]() if data is None else data)
        return self.client.post(self.page, {**RESULT, **given, "upload": file})


@pytest.fixture
def walk(desk):
    return Walk(desk)


def test_the_page_takes_a_file_says_that_it_is_held_and_takes_it_out(walk):
    assert walk.sends().status_code == 302
    shown = walk.client.get(walk.page).text
    assert "photo.jpg" in shown
    assert "held until it is checked" in shown
    with as_role("wb_bulk"):
        document = ResultDocument.objects.get()

    walk.client.post(walk.page, {**RESULT, "do": f"unfile:{document.pk}"})

    assert "photo.jpg" not in walk.client.get(walk.page).text


def test_a_file_that_is_not_taken_is_said_beside_its_field_and_the_rest_is_kept(walk):
    answer = walk.sends("photo.jpg", data=b"MZ nothing of a picture")

    assert answer.status_code == 422
    assert "DARA" in walk.client.get(walk.page).text
    with as_role("wb_bulk"):
        assert not ResultDocument.objects.exists()


def test_whoever_reads_the_result_opens_its_document_with_a_trace(walk):
    desk = walk.desk
    desk.save(walk.draft, FIRST, BEFORE)
    walk.sends()
    checked()
    desk.signs(walk.draft)
    desk.sign(walk.draft)
    with as_role("wb_bulk"):
        document = ResultDocument.objects.get()
    where = reverse("risk:document", args=[document.pk])

    signed = walk.client.get(reverse("risk:assessment", args=[walk.draft.pk])).text
    answer = walk.client.get(where)

    assert where in signed
    assert answer.headers["Content-Disposition"] == 'attachment; filename="document.jpg"'
    assert b"Secret" not in answer.content
    with as_role("wb_backup"):
        assert Entry.objects.filter(verb="risk.document.opened").count() == 1


def a_stranger(desk):
    return worker_at(AgencyFactory(), *ASSESSING)


def a_colleague_kept_from_her(desk):
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person=desk.wren, user=desk.colleague, reason="Kin", set_by=desk.worker, set_at=NOON
        )
    return desk.colleague


@pytest.mark.parametrize("who", [a_stranger, a_colleague_kept_from_her])
def test_to_others_the_document_does_not_exist(walk, who):
    walk.sends()
    checked()
    with as_role("wb_bulk"):
        document = ResultDocument.objects.get()
    other = Client()
    other.force_login(who(walk.desk))

    answer = other.get(reverse("risk:document", args=[document.pk]))

    assert answer.status_code == 404


def test_a_document_that_is_held_is_not_opened_and_the_try_is_kept(walk):
    walk.sends()
    with as_role("wb_bulk"):
        document = ResultDocument.objects.get()

    answer = walk.client.get(reverse("risk:document", args=[document.pk]))

    assert answer.status_code == 404
    with as_role("wb_backup"):
        assert Entry.objects.filter(verb="risk.document.opened", decision="REFUSED").exists()


@pytest.mark.parametrize("which", ["no-id", "", "00000000-0000-4000-8000-000000000000"])
def test_taking_out_what_is_not_there_changes_nothing(walk, which):
    walk.sends()

    answer = walk.client.post(walk.page, {**RESULT, "do": f"unfile:{which}"})

    assert answer.status_code == 302
    assert "photo.jpg" in walk.client.get(walk.page).text
