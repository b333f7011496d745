"""Strangers do nothing with actions and assessments either: every deed, by those who are not hers."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.action_builders import a_keeper, a_proposed_action, agency_of, an_accepted_action
from tests.factories import (
    AgencyFactory,
    MembershipFactory,
    SharingAgreementFactory,
    UserFactory,
    worker_at,
)
from tests.file_builders import FILES
from tests.people_builders import NOON
from tests.roles import as_role
from tests.worlds.deeds import Deed
from tests.worlds.test_strangers_do_nothing import REFUSED, Browser
from whitebeam.partners.models import Duty
from whitebeam.people.models import Relationship, Restriction
from whitebeam.risk.models import Pause, RoleCorrection, Shared
from whitebeam.risk.tests.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.walls]


@pytest.fixture(autouse=True)
def _quiet(caplog, settings, tmp_path):
    settings.UPLOADS_FOLDER, settings.MALWARE_SCANNER = tmp_path / "uploads", ""
    caplog.set_level("ERROR", logger="django.request")


def strangers():
    left = UserFactory(name="Who has left")
    MembershipFactory(user=left, agency=AgencyFactory(), duties=list(Duty))
    return {
        "another agency": worker_at(AgencyFactory(), *Duty),
        "who has left": left,
        "steering": worker_at(AgencyFactory(), Duty.VIEW_MARAC_FIGURES),
        "guest": UserFactory(kind="GUEST"),
    }


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


@pytest.fixture
def actions():
    """An action that waits for a yes, one that is in hand, and who does and keeps both."""
    doer = worker_at(AgencyFactory(), Duty.DO_ACTIONS)
    keeper, colleague = a_keeper(), worker_at(agency_of(doer), Duty.DO_ACTIONS)
    asked = a_proposed_action(to=agency_of(doer), by=keeper)
    held = an_accepted_action(doer=doer, keeper=keeper)
    other = an_accepted_action(doer=doer, keeper=keeper)
    return SimpleNamespace(
        doer=doer, keeper=keeper, colleague=colleague, asked=asked, held=held, other=other
    )


def deeds_at(actions):
    held, later = (actions.held.pk,), timezone.localdate() + timedelta(days=9)
    why = {"why": "He has moved away"}
    yield Deed("actions:accept", (actions.asked.pk,), "doer",
               {"owner": actions.doer.pk, **day("due_date", later)})  # fmt: skip
    yield Deed("actions:start", held, "doer")
    yield Deed("actions:complete", held, "doer", {"evidence": "The lock is changed"})
    yield Deed("actions:not_possible", held, "doer", why)
    yield Deed("actions:not_undertaken", held, "keeper", why)
    yield Deed("actions:change_day", held, "keeper", why | day("due_date", later))
    yield Deed("actions:reassign", held, "doer", {"owner": actions.colleague.pk})
    elsewhere = AgencyFactory()
    yield Deed("actions:offer", held, "keeper", why | {"agency": elsewhere.code})
    yield Deed("actions:supersede", held, "keeper", {"reference": actions.other.reference})


def test_every_deed_with_an_action_is_done_by_whoever_may(actions):
    failed = {
        deed.name: answer
        for deed in deeds_at(actions)
        if (answer := Browser(getattr(actions, deed.by)).sends(deed.address, deed.body))
        != (302, True)
    }

    assert failed == {}


@pytest.mark.parametrize("who", ["another agency", "who has left", "steering", "guest"])
def test_a_stranger_does_nothing_with_an_action(actions, who):
    browser, done = Browser(strangers()[who]), {}
    for deed in deeds_at(actions):
        status, has_changed = browser.sends(deed.address, deed.body)
        if status not in REFUSED or has_changed:
            done[deed.name] = (status, has_changed)

    assert done == {}


def test_no_id_of_somebody_elses_is_taken_by_an_action(actions):
    """Nobody of another agency is given an action, and no action that she cannot see replaces it."""
    stranger, unseen = worker_at(AgencyFactory(), *Duty), a_proposed_action(to=AgencyFactory())
    stopped = AgencyFactory(status="STOPPED")
    by_name = {deed.name: deed for deed in deeds_at(actions)}
    taken = {}
    for name, field, wrong in (
        ("accept", "owner", stranger.pk), ("reassign", "owner", stranger.pk),
        ("offer", "agency", stopped.code), ("offer", "agency", "no-such-agency"),
        ("supersede", "reference", unseen.reference),
    ):  # fmt: skip
        deed = by_name[f"actions:{name}"]
        browser = Browser(getattr(actions, deed.by))
        if (answer := browser.sends(deed.address, deed.body | {field: wrong})) != (422, False):
            taken[name, field] = answer

    assert taken == {}


@pytest.fixture
def desk():
    """A draft, a signed assessment that is shared, a pause and a correction, all of one agency."""
    desk = Desk()
    desk.has_a_child()
    receiver = AgencyFactory()
    agreement = SharingAgreementFactory(between=[desk.agency, receiver])
    desk.draft, desk.held, desk.receiver = desk.started(), desk.signed(), receiver
    tie = {"recorded_by": desk.agency, "kind": "EX_PARTNER"}
    with as_role("wb_bulk"):
        Relationship.objects.create(person=desk.wren, other=desk.rook, **tie)
        desk.share = Shared.objects.create(
            assessment=desk.held, agency=receiver, shared_by_agency=desk.agency, by=desk.worker,
            agreement=agreement, why="A meeting", at=NOON,
        )  # fmt: skip
        desk.pause = Pause.objects.create(
            person=desk.wren, agency=desk.agency, starts_on=NOON.date(), reason="Away",
            by=desk.worker, at=NOON,
        )  # fmt: skip
        desk.correction = RoleCorrection.objects.create(
            person=desk.rook, other=desk.wren, agency=desk.agency, raised_by=desk.colleague,
            raised_at=NOON,
        )  # fmt: skip
    return desk


def deeds_with(desk):
    her, draft, signed = (desk.wren.pk,), (desk.draft.pk,), (desk.held.pk,)
    today = timezone.localdate()
    yield Deed("risk:start", her, "worker", {"tool": "dash", "perpetrator": desk.rook.pk})
    yield Deed("risk:child", (desk.robin.pk,), "worker",
               {"appearance": "Tired", "words": "", "activity": "", "relationships": "",
                "environment": "", "next_steps": "We ring the school"})  # fmt: skip
    paused = day("starts_on", today) | {"reason": "She is away"}
    yield Deed("risk:pause", her, "worker", paused)
    yield Deed("risk:resume", (*her, desk.pause.pk), "worker")
    happened = {"cause": "INCIDENT", "words": "He came back"} | day("happened_on", today)
    yield Deed("risk:happened", her, "worker", happened)
    yield Deed("risk:correct", (desk.wren.pk, desk.rook.pk), "worker", {"words": "She was hurt"})
    yield Deed("risk:correction", (desk.correction.pk,), "worker",
               {"words": "I agree", "do": "agree"})  # fmt: skip
    yield Deed("risk:discard", draft, "worker")
    yield Deed("risk:page", (*draft, "first"), "worker", {"mode": "FACE_TO_FACE", "alone": "YES"})
    yield Deed("risk:autosave", (*draft, "first"), "worker", {"mode": "FACE_TO_FACE"})
    elsewhere = AgencyFactory()
    SharingAgreementFactory(between=[desk.agency, elsewhere])
    yield Deed("risk:share", signed, "worker", {"agency": elsewhere.pk, "why": "A meeting"})
    yield Deed("risk:stop", (*signed, desk.share.pk), "worker")


def test_every_deed_with_risk_is_done_by_whoever_may(desk):
    browser, failed = Browser(desk.worker), {}
    for deed in deeds_with(desk):
        status, has_changed = browser.sends(deed.address, deed.body)
        if status not in {204, 302, 422} or not has_changed:
            failed[deed.name] = (status, has_changed)

    assert failed == {}


def kept_from_her(desk):
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person=desk.wren, user=desk.colleague, reason="Kin", set_by=desk.worker, set_at=NOON
        )
    return desk.colleague


@pytest.mark.parametrize(
    "who", ["another agency", "who has left", "steering", "guest", "kept from her", "receiver"]
)
def test_a_stranger_does_nothing_with_risk(desk, who):
    """An agency that reads an assessment, and a colleague who is kept from her, change nothing."""
    others = {"kept from her": kept_from_her, "receiver": lambda d: worker_at(d.receiver, *Duty)}
    user = others[who](desk) if who in others else strangers()[who]
    browser, done = Browser(user), {}
    for deed in deeds_with(desk):
        # The child is not kept from her.
        if who == "kept from her" and deed.name == "risk:child":
            continue
        status, has_changed = browser.sends(deed.address, deed.body)
        if has_changed or (status not in REFUSED and deed.name != "risk:stop"):
            done[deed.name] = (status, has_changed)

    assert done == {}


def test_a_file_is_taken_by_nobody_elses_action(actions):
    browser = Browser(strangers()["another agency"])
    file = SimpleUploadedFile("photo.jpg", FILES["photo.jpg"][0]())
    address = Deed("actions:add_evidence", (actions.held.pk,), "doer").address

    assert browser.sends(address, {"upload": file}) == (404, False)
