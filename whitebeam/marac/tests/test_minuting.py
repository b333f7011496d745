"""Minutes put together from the record, signed and kept; each agency's copy is its own."""

import io
from datetime import date
from uuid import uuid4

import pikepdf
import pytest
from django.urls import reverse

from tests.marac_builders import NOON, a_marac, acting_as
from tests.meeting_builders import a_line, a_sitting, an_entry
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    ConflictDeclaration,
    Minutes,
    MinutesCopy,
    ResearchItem,
)
from whitebeam.marac.rules.minuting import read_copy, read_whole
from whitebeam.marac.services import acting, minuting, saying

pytestmark = pytest.mark.django_db
POLICE_ACTION, HOUSING_ACTION = "Mark her address", "Change the lock"


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def sitting(marac):
    """A case with an entry, a shared fact, and an action each of the police and of housing."""
    sitting = a_sitting(marac, running=True)
    sitting.open(0)
    an_entry(sitting, marac.idva, text="She wants to stay at home", kind="SAFETY")
    taken_back = an_entry(sitting, marac.rep, text="Never mind")
    with as_role("wb_bulk"):
        type(taken_back).objects.filter(pk=taken_back.pk).update(removed_at=NOON)
        shared = ResearchItem.objects.create(
            request=sitting.cases[0].requests.get(agency=marac.police),
            case=sitting.cases[0],
            agency=marac.police,
            kind="OPINION",
            topic="RISK",
            text="He will not stop",
            shared_at=NOON,
            by=marac.rep,
            once_key=uuid4(),
        )
    a_line(marac, shared, received_by=[marac.hub, marac.service])
    raise_action(marac.rep, sitting, marac.police, POLICE_ACTION)
    raise_action(marac.housing_rep, sitting, marac.housing, HOUSING_ACTION)
    sitting.hear(0)
    return sitting


def raise_action(user, sitting, agency, text):
    new = acting.NewCaseAction(text, agency, date(2026, 3, 11), uuid4())
    with acting_as(user):
        acting.raise_at_meeting(item_id=sitting.items[0].pk, new=new, by=user, at=NOON)


def summarise(sitting, user, words="Separated in May; he waits at the gate."):
    with acting_as(user):
        minuting.summarise(item_id=sitting.items[0].pk, summary=words, by=user, at=NOON)


def sign(sitting, user):
    with acting_as(user):
        return minuting.sign(item_id=sitting.items[0].pk, by=user, at=NOON)


@pytest.fixture
def signed(marac, sitting):
    summarise(sitting, marac.coordinator)
    return sign(sitting, marac.chair)


def copies():
    with as_role("wb_bulk"):
        return {
            copy.agency.name: read_copy(str(copy.content)) for copy in MinutesCopy.objects.all()
        }


def test_they_hold_what_the_record_says(signed):
    whole = read_whole(str(signed.content))

    assert whole.summary.startswith("Separated")
    assert [line.text for line in whole.said] == ["She wants to stay at home"]
    assert [(one.text, one.is_opinion) for one in whole.shared] == [("He will not stop", True)]
    assert {action.text for action in whole.actions} == {POLICE_ACTION, HOUSING_ACTION}
    assert "accepted by everybody present" in whole.header.statement


def test_each_agency_keeps_its_own_actions_alone(signed):
    kept = {name: [action.text for action in copy.actions] for name, copy in copies().items()}

    assert kept == {
        "The police": [POLICE_ACTION],
        "Housing": [HOUSING_ACTION],
        "A service": [],
        "A school": [],
        "The hub": [],
    }


def test_the_wall_gives_an_agency_no_other_agencys_copy(marac, signed):
    with acting_as(marac.housing_rep):
        assert {copy.agency for copy in MinutesCopy.objects.all()} == {marac.housing}
        assert not Minutes.objects.exists()
    with acting_as(marac.coordinator):
        assert MinutesCopy.objects.count() == 5
    with acting_as(marac.outsider):
        assert not MinutesCopy.objects.exists()


def test_the_case_goes_on_to_its_actions(signed):
    with as_role("wb_bulk"):
        assert Case.objects.get(pk=signed.case_id).state == "ACTIONS_OPEN"
        assert AgendaItem.objects.get(pk=signed.item_id).signed_at == NOON


def test_signing_twice_changes_nothing(marac, sitting, signed):
    assert sign(sitting, marac.chair) == signed


def test_a_conflict_is_minuted_without_a_name_in_the_copies(marac, sitting):
    with as_role("wb_bulk"):
        ConflictDeclaration.objects.create(
            case=sitting.cases[0], user=marac.rep, agency=marac.police, at=NOON
        )
    summarise(sitting, marac.coordinator)
    whole = read_whole(str(sign(sitting, marac.chair).content))

    assert whole.conflicts == (f"{marac.rep.name}, The police",)
    assert copies()["Housing"].withdrew == 1
    with as_role("wb_bulk"):
        kept = MinutesCopy.objects.get(agency=marac.housing)
    assert "took" not in str(kept.content)


def by_the_coordinator(marac, sitting):
    summarise(sitting, marac.coordinator)
    sign(sitting, marac.coordinator)


def without_a_summary(marac, sitting):
    sign(sitting, marac.chair)


def not_heard(marac, sitting):
    summarise(sitting, marac.coordinator)
    with as_role("wb_bulk"):
        sitting.put(0, outcome="")
    sign(sitting, marac.chair)


@pytest.mark.parametrize("wrong", [by_the_coordinator, without_a_summary, not_heard])
def test_refuses_to_sign(marac, sitting, wrong):
    with pytest.raises(Refused):
        wrong(marac, sitting)

    with as_role("wb_bulk"):
        assert not Minutes.objects.exists()


@pytest.mark.parametrize(("who", "words"), [("rep", "x"), ("coordinator", "  ")])
def test_refuses_a_summary(marac, sitting, who, words):
    with pytest.raises(Refused):
        summarise(sitting, getattr(marac, who), words)


def test_nothing_is_written_or_summarised_once_they_are_signed(marac, sitting, signed):
    with pytest.raises(Refused, match="signed"):
        summarise(sitting, marac.coordinator)
    entry = an_entry(sitting, marac.rep, text="Late")
    with acting_as(marac.rep), pytest.raises(Refused, match="signed"):
        saying.take_back(entry_id=entry.pk, by=marac.rep, at=NOON)


def test_a_correction_is_a_new_version_with_its_reason(marac, sitting, signed):
    with acting_as(marac.chair):
        second = minuting.correct(
            item_id=sitting.items[0].pk, summary="In June", why="Wrong month", by=marac.chair,
            at=NOON,
        )  # fmt: skip

    assert (second.number, second.supersedes, str(second.why)) == (2, signed, "Wrong month")
    assert read_whole(str(second.content)).summary == "In June"
    assert read_whole(str(signed.content)).summary.startswith("Separated")


@pytest.mark.parametrize(("summary", "why"), [("x", " "), (" ", "x")])
def test_refuses_a_correction_without_words(marac, sitting, signed, summary, why):
    with acting_as(marac.chair), pytest.raises(Refused, match="Enter the summary"):
        minuting.correct(
            item_id=sitting.items[0].pk, summary=summary, why=why, by=marac.chair, at=NOON
        )


def test_refuses_to_correct_what_is_not_signed(marac, sitting):
    with acting_as(marac.chair), pytest.raises(Refused, match="not signed"):
        minuting.correct(item_id=sitting.items[0].pk, summary="x", why="x", by=marac.chair, at=NOON)


def the_copy_of(agency):
    with as_role("wb_bulk"):
        return MinutesCopy.objects.get(agency=agency)


def test_a_copy_is_read_as_a_page_and_as_a_marked_tagged_pdf(client, marac, sitting, signed):
    with_second_factor(client, marac.housing_rep)
    copy = [sitting.meeting.pk, the_copy_of(marac.housing).pk]

    page = client.get(reverse("marac:minutes_copy", args=copy)).content.decode()
    printed = client.get(reverse("marac:minutes_pdf", args=copy))

    assert HOUSING_ACTION in page
    assert POLICE_ACTION not in page
    assert printed["Content-Disposition"] == 'attachment; filename="minutes.pdf"'
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en-GB"
        assert sitting.cases[0].reference in str(pdf.docinfo.Title)


def test_another_agencys_copy_is_not_found(client, marac, sitting, signed):
    with_second_factor(client, marac.housing_rep)
    copy = [sitting.meeting.pk, the_copy_of(marac.police).pk]

    for name in ("marac:minutes_copy", "marac:minutes_pdf"):
        assert client.get(reverse(name, args=copy)).status_code == 404


def test_the_chair_writes_signs_and_corrects_on_the_page(client, marac, sitting):
    with_second_factor(client, marac.chair)
    one = [sitting.meeting.pk, sitting.items[0].pk]
    page, correcting = reverse("marac:item_minutes", args=one), "marac:correct_minutes"

    assert client.post(page, {"summary": ""}).status_code == 422
    client.post(page, {"summary": "He waits at the gate"})
    client.post(reverse("marac:sign", args=one))
    client.post(reverse(correcting, args=one), {"summary": "At the school", "why": "Wrong place"})

    shown = client.get(page).content.decode()
    assert "Put right: Wrong place" in shown
    assert "At the school" in shown
