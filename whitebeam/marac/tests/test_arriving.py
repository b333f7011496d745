"""A case goes from one of our panels to another: taken on in one press, asked about, or declined."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, a_meeting, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import (
    AgendaItem,
    Attendance,
    Case,
    CaseBlock,
    FlagRequest,
    Transfer,
    TransferNote,
)
from whitebeam.marac.services import arriving, listing, transferring
from whitebeam.marac.tests.moving_steps import Move, packages
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def move():
    return Move()


def told(user):
    with as_role("wb_bulk"):
        return sorted(Notice.objects.filter(to=user).values_list("template", flat=True))


def test_one_press_makes_the_case_there_from_what_was_sent(move):
    with as_role("wb_bulk"):
        move.case.grounds.create(kind="REPEAT", evidence="Twice", said_by=move.marac.referrer)
        FlagRequest.objects.all().delete()
        flag = FlagRequest.objects.create(
            case=move.case, agency=move.marac.police, asked_at=NOON, until=NOON.replace(year=2027)
        )
    case = move.goes(withheld=False).taken_on()

    with as_role("wb_bulk"):
        people = {one.part: one for one in case.people.all()}
        assert [str(people[part].name) for part in ("VICTIM", "CHILD")] == [
            "Victim Invented",
            "Child Invented",
        ]
        assert len(people) == 3
        assert people["VICTIM"].person_id == move.person.pk
        facts = {one.kind: str(one.text) for one in people["VICTIM"].identifiers.all()}
        assert facts == {"ADDRESS": "4 Larch Way", "ALIASES": "Wren"}
        assert [(one.kind, str(one.evidence)) for one in case.grounds.all()] == [
            ("REPEAT", "Twice")
        ]
        origin = case.transfers.get()
        flag.refresh_from_db()
    assert (case.state, case.panel, case.referred_by) == ("RECEIVED", move.panel, move.there)
    assert str(case.background) == "He waits at 4 Larch Way."
    assert (origin.direction, origin.other_marac) == ("IN", move.marac.panel.name)
    before, transfer = move.now()
    assert before.state == "TRANSFERRED"
    assert (transfer.received_at, transfer.received_by_name) == (NOON, move.there.name)
    assert flag.until == NOON.date()
    assert told(move.marac.coordinator)[-1] == "marac_transfer_answered"
    assert told(move.there) == ["marac_transfer_arrives"]


def test_whoever_is_kept_from_the_case_is_kept_from_the_one_that_is_made(move):
    kept = worker_at(move.marac.outside, Duty.COORDINATE_MARAC)
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=move.case, user=kept, reason="His sister", set_by=move.marac.coordinator,
            set_at=NOON,
        )  # fmt: skip
    case = move.goes().taken_on()

    with acting_as(kept):
        assert not Case.objects.filter(pk=case.pk).exists()
        assert not Transfer.objects.exists()
    with as_role("wb_bulk"):
        assert str(case.blocks.get().reason) == "His sister"


def test_no_page_of_the_package_says_who_is_kept_from_it(client, move):
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=move.case, user=move.marac.rep, reason="His sister",
            set_by=move.marac.coordinator, set_at=NOON,
        )  # fmt: skip
    move.goes()

    where = reverse("marac:package", args=[packages()[0].pk])
    page = with_second_factor(client, move.there).get(where)

    assert page.status_code == 200
    assert "His sister" not in page.text


@pytest.mark.parametrize("who", ["coordinator", "rep", "idva", "referrer"])
def test_nobody_else_takes_it_on(move, who):
    move.goes()

    with pytest.raises(Refused, match="does not wait for you"):
        move.taken_on(by=getattr(move.marac, who))


def test_it_is_taken_on_once(move):
    move.goes().taken_on()

    with pytest.raises(Refused, match="does not wait for you"):
        move.taken_on()


def test_the_database_takes_on_no_case_of_another(move):
    move.goes()

    refused, undone = pytest.raises(DatabaseError), transaction.atomic()
    with acting_as(move.there), refused, undone, connection.cursor() as cursor:
        cursor.execute(
            "select sec.marac_take_on(%s, %s, 'x', now())", [move.transfer.pk, move.case.pk]
        )


@pytest.mark.parametrize(
    "changed",
    [{"received_at": NOON}, {"cancelled_at": NOON}, {"their_idva": "Somebody"}],
    ids=["received", "cancelled", "adviser"],
)
def test_they_change_nothing_of_the_transfer_but_their_own_no(move, changed):
    move.goes()

    with acting_as(move.there), pytest.raises(DatabaseError), transaction.atomic():
        Transfer.objects.filter(pk=move.transfer.pk).update(**changed)


def test_nobody_declines_in_anothers_name(move):
    move.goes()

    with acting_as(move.there):
        one = Transfer.objects.get(pk=move.transfer.pk)
        one.declined_at, one.declined_by, one.declined_why = NOON, move.marac.coordinator, "x"
        with pytest.raises(DatabaseError), transaction.atomic():
            one.save(update_fields=["declined_at", "declined_by", "declined_why"])


def test_without_its_referral_it_does_not_go_to_one_of_ours(move):
    with pytest.raises(Refused, match="Let the referral go"):
        move.goes(parts=("RESEARCH",))


def test_what_was_decided_goes_only_when_she_was_told(move):
    with as_role("wb_bulk"):
        Case.objects.filter(pk=move.case.pk).update(state="HEARD", heard_at=NOON)

    with pytest.raises(Refused, match="nobody has recorded that she was told"):
        move.goes()


def test_a_question_and_its_answer_stay_on_the_record(move):
    move.goes()
    with acting_as(move.there):
        arriving.ask(move.transfer.pk, words="Which school?", by=move.there, at=NOON)
    with acting_as(move.marac.coordinator):
        arriving.answer(case_id=move.case.pk, words="None.", by=move.marac.coordinator, at=NOON)

    with acting_as(move.there):
        words = [str(one.words) for one in TransferNote.objects.order_by("created_at")]
    assert words == ["Which school?", "None."]
    with acting_as(move.marac.rep):
        assert not TransferNote.objects.exists()
    assert "marac_transfer_answered" in told(move.marac.coordinator)


def test_a_case_that_is_not_theirs_is_declined_and_read_no_more_and_comes_back(client, move):
    move.goes()
    where = reverse("marac:package", args=[packages()[0].pk])
    with acting_as(move.there):
        arriving.decline(move.transfer.pk, words="She lives elsewhere", by=move.there, at=NOON)
        with pytest.raises(Refused, match="does not wait for you"):
            arriving.decline(move.transfer.pk, words="Again", by=move.there, at=NOON)
    assert with_second_factor(client, move.there).get(where).status_code == 404
    assert move.now()[0].state == "TRANSFER_SENT"
    with acting_as(move.marac.coordinator):
        back = {"case_id": move.case.pk, "by": move.marac.coordinator}
        transferring.bring_back(words="Declined", at=NOON, **back)
    assert move.now()[0].state == "ACCEPTED"


def test_nothing_said_is_refused(move):
    move.goes()
    for deed in (arriving.ask, arriving.decline):
        with acting_as(move.there), pytest.raises(Refused, match="Enter w"):
            deed(move.transfer.pk, words=" ", by=move.there, at=NOON)


def test_an_answer_needs_words_and_a_panel_of_ours(move):
    by = move.marac.coordinator
    with acting_as(by):
        with pytest.raises(Refused, match="Enter your answer"):
            arriving.answer(case_id=move.case.pk, words="", by=by, at=NOON)
        with pytest.raises(Refused, match="not sent to one of our panels"):
            arriving.answer(case_id=move.case.pk, words="x", by=by, at=NOON)


def test_the_pages_lead_from_the_list_to_the_new_case(client, move):
    move.goes()
    with_second_factor(client, move.there)

    assert "1</strong> case arrives" in client.get(reverse("marac:work")).text
    page = client.get(reverse("marac:arriving")).text
    assert f"Case {move.case.reference}, from {move.marac.panel.name}" in page
    assert "Not heard there yet, not circulated yet" in page
    ask = reverse("marac:ask_sender", args=[move.transfer.pk])
    assert client.post(ask, {"words": ""}).status_code == 422
    assert client.post(ask, {"words": "Which school?"}).status_code == 302
    assert "Which school?" in client.get(reverse("marac:arriving")).text
    taken = client.post(reverse("marac:take_case_on", args=[move.transfer.pk]))
    assert "Wren" in client.get(taken["Location"]).text
    assert client.post(reverse("marac:take_case_on", args=[move.transfer.pk])).status_code == 404


def test_the_sender_reads_and_answers(client, move):
    move.goes()
    with acting_as(move.there):
        arriving.ask(move.transfer.pk, words="Which school?", by=move.there, at=NOON)
        arriving.decline(move.transfer.pk, words="Not our area", by=move.there, at=NOON)
    with_second_factor(client, move.marac.coordinator)
    where = reverse("marac:packages_of_case", args=[move.case.pk])

    page = client.get(where).text
    assert "Which school?" in page
    assert "They say that it is not theirs: Not our area" in page
    answer = reverse("marac:transfer_answer", args=[move.case.pk])
    assert client.post(answer, {"words": "None."})["Location"] == where


def test_a_list_says_from_which_marac_a_case_came(client, move):
    case = move.goes().taken_on()
    marac = move.marac
    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(state="ACCEPTED")
        meeting = a_meeting(marac, panel=move.panel, coordinated_by=marac.outside)
    with acting_as(move.there):
        item = listing.list_case(
            case_id=case.pk, meeting_id=meeting.pk, minutes=12, late_reason="", by=move.there,
            at=NOON,
        )  # fmt: skip
    assert item.from_marac == marac.panel.name
    with as_role("wb_bulk"):
        Attendance.objects.create(
            meeting=meeting, agency=marac.outside, user=move.there, role="COORDINATOR",
            statement=marac.statement, accepted_at=NOON,
        )  # fmt: skip
    page = with_second_factor(client, move.there).get(reverse("marac:meeting", args=[meeting.pk]))
    assert f"From {marac.panel.name}" in page.text


def test_marked_later_it_says_so_on_the_list_too(move):
    marac = move.marac
    where = transferring.Where(
        "Elsewhere", "", "", "PERMANENT", (), is_address_withheld=True, was_circulated=False
    )
    with acting_as(marac.coordinator):
        transferring.mark_origin(case_id=move.case.pk, where=where, by=marac.coordinator, at=NOON)

    with as_role("wb_bulk"):
        assert AgendaItem.objects.get().from_marac == "Elsewhere"
