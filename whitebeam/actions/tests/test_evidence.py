"""Files that show what was done: added while the action is open, held until they are checked."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from tests.action_builders import NOON, a_keeper, a_proposed_action, agency_of, an_accepted_action
from tests.browser import Client
from tests.factories import AgencyFactory, worker_at
from tests.file_builders import FILES
from tests.people_builders import as_worker
from tests.roles import as_role
from whitebeam.actions import services
from whitebeam.actions.models import Evidence
from whitebeam.actions.services import showing
from whitebeam.audit.models import Entry
from whitebeam.files.shelf import Shelf
from whitebeam.files.taking import Keeping, Upload
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.UPLOADS_FOLDER = tmp_path / "uploads"
    settings.MALWARE_SCANNER = ""
    return Shelf(settings.UPLOADS_FOLDER, showing.TABLE)


@pytest.fixture
def doer():
    return worker_at(AgencyFactory(), Duty.DO_ACTIONS)


@pytest.fixture
def keeper():
    return a_keeper()


@pytest.fixture
def action(doer, keeper):
    return an_accepted_action(doer=doer, keeper=keeper)


def add(action, shelf, *, by, name="photo.jpg"):
    with as_worker(by):
        return showing.add_evidence(
            action.pk,
            upload=Upload(name, FILES[name][0]()),
            keeping=Keeping(shelf),
            by=by,
            at=NOON,
        )


def checked(**options):
    said = StringIO()
    with as_role("wb_worker"):
        call_command("check_evidence", stdout=said, **options)
    return said.getvalue().strip()


def kept():
    with as_role("wb_bulk"):
        return Evidence.objects.get()


def test_a_picture_is_opened_once_it_was_checked_and_a_pdf_waits_for_a_scanner(action, shelf, doer):
    picture = add(action, shelf, by=doer)
    add(action, shelf, by=doer, name="list.pdf")

    with pytest.raises(Refused, match="held"), as_worker(doer):
        showing.open_evidence(picture, shelf=shelf)
    assert checked(dry_run=True) == "1 held"
    assert checked() == "1 of 1 settled"
    with as_worker(doer):
        found = Evidence.objects.get(pk=picture.pk)
        assert b"Secret" not in showing.open_evidence(found, shelf=shelf)
    with as_role("wb_backup"):
        tries = Entry.objects.filter(verb="actions.evidence.opened").order_by("pk")
        assert [entry.decision for entry in tries] == ["REFUSED", "ALLOWED"]


def test_whoever_keeps_the_action_adds_too(action, shelf, keeper):
    assert add(action, shelf, by=keeper).state == "HELD"


def another_agency(doer, keeper):
    return worker_at(AgencyFactory(), *Duty)


def a_colleague_without_the_duty(doer, keeper):
    return worker_at(agency_of(doer), Duty.REFER)


@pytest.mark.parametrize("who", [another_agency, a_colleague_without_the_duty])
def test_nobody_else_adds_by_service_or_by_wall(action, shelf, doer, keeper, who):
    other = who(doer, keeper)

    with pytest.raises(Refused):
        add(action, shelf, by=other)
    with as_worker(other), pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.create(
            action=action, name="x", content_type="text/plain; charset=utf-8", size=1,
            sha256="x", stored_as="x", added_by=other, added_at=NOON,
        )  # fmt: skip


def test_a_closed_action_takes_no_file_and_gives_none_back(action, shelf, doer):
    file = add(action, shelf, by=doer)
    with as_worker(doer):
        services.complete(action_id=action.pk, evidence="Fitted", by=doer, at=NOON)

    with pytest.raises(Refused):
        add(action, shelf, by=doer)
    with as_worker(doer), pytest.raises(Refused, match="while the action is open"):
        showing.remove_evidence(file.pk, shelf=shelf, by=doer, at=NOON)


def test_only_whoever_added_it_takes_it_out(action, shelf, doer, keeper):
    file = add(action, shelf, by=doer)

    with as_worker(keeper), pytest.raises(Refused, match="Only whoever added"):
        showing.remove_evidence(file.pk, shelf=shelf, by=keeper, at=NOON)
    with as_worker(doer):
        showing.remove_evidence(file.pk, shelf=shelf, by=doer, at=NOON)

    assert kept().removed_at == NOON


def test_the_web_role_clears_nothing(action, shelf, doer):
    file = add(action, shelf, by=doer)

    with as_worker(doer), pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.filter(pk=file.pk).update(state="CLEAN")


def test_no_more_than_five(action, shelf, doer):
    for _ in range(showing.MOST):
        add(action, shelf, by=doer)

    with pytest.raises(Refused, match="You can add 5 documents"):
        add(action, shelf, by=doer)


class Walk:
    def __init__(self, user, action):
        self.client, self.action = Client(), action
        self.client.force_login(user)

    def at(self, page, pk=None):
        return reverse(f"actions:{page}", args=[pk or self.action.pk])

    def sends(self, data=None):
        file = SimpleUploadedFile("photo.jpg", FILES["photo.jpg"][0]() if data is None else data)
        return self.client.post(self.at("add_evidence"), {"upload": file})


def test_the_page_adds_shows_opens_and_takes_out(action, doer):
    walk = Walk(doer, action)

    assert walk.sends().status_code == 302
    held = walk.client.get(walk.at("one")).text
    assert "held until it is checked" in held
    assert walk.client.get(walk.at("evidence", kept().pk)).status_code == 404
    with as_role("wb_backup"):
        assert Entry.objects.filter(verb="actions.evidence.opened", decision="REFUSED").exists()
    checked()
    opened = walk.client.get(walk.at("evidence", kept().pk))
    assert opened.headers["Content-Disposition"] == 'attachment; filename="document.jpg"'
    walk.client.post(walk.at("remove_evidence", kept().pk))

    assert "photo.jpg" not in walk.client.get(walk.at("one")).text


def test_what_is_not_taken_is_said_beside_its_field(action, doer):
    walk = Walk(doer, action)

    for answer in (walk.sends(b"MZ no picture"), walk.client.post(walk.at("add_evidence"))):
        assert answer.status_code == 422


def test_to_another_agency_neither_page_nor_file_exists(action, shelf, doer):
    file = add(action, shelf, by=doer)
    checked()
    walk = Walk(worker_at(AgencyFactory(), *Duty), action)

    assert walk.client.get(walk.at("add_evidence")).status_code == 404
    assert walk.client.get(walk.at("evidence", file.pk)).status_code == 404
    assert walk.client.post(walk.at("remove_evidence", file.pk)).status_code == 404


def test_a_file_of_a_hidden_action_is_hidden_from_every_statement(shelf, doer, keeper):
    action = a_proposed_action(to=agency_of(doer), by=keeper)
    add(action, shelf, by=keeper)

    with as_worker(worker_at(AgencyFactory(), *Duty)), connection.cursor() as cursor:
        cursor.execute("select count(*) from actions_evidence")
        assert cursor.fetchone() == (0,)


def test_an_action_that_moved_on_sends_back(action, doer):
    with as_worker(doer):
        services.complete(action_id=action.pk, evidence="Fitted", by=doer, at=NOON)
    walk = Walk(doer, action)

    assert walk.client.get(walk.at("add_evidence")).status_code == 302
