"""The pages of groups: the register and chart, gaps, a meeting from agenda to signed minutes."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import AgencyFactory, worker_at
from tests.group_builders import (
    NOON,
    a_group,
    a_keeper_of_groups,
    a_meeting,
    a_member,
    a_paper,
    a_seat,
    an_item,
    made_public,
    minuted_and_signed,
    sent,
)
from tests.roles import as_role
from whitebeam.governance.models import Decision, Interest, Item, Meeting, Planned, Risk, Sitting
from whitebeam.governance.urls import urlpatterns
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db

ON = {"day": "20", "month": "5", "year": "2026"}


def a_day(name):
    return {f"{name}_{part}": value for part, value in ON.items()}


@pytest.fixture(autouse=True)
def _the_clock_stands(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def keeper():
    return a_keeper_of_groups()


@pytest.fixture
def group():
    return a_group("Recovery Group", chair_role="Head of recovery")


@pytest.fixture
def meeting(group, keeper):
    return a_meeting(group, by=keeper)


def page_of(client, user, name, *args):
    client.force_login(user)
    answer = client.get(reverse(f"governance:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, by, name, *args, **data):
    client.force_login(by)
    return client.post(reverse(f"governance:{name}", args=args), data)


def test_the_register_draws_the_groups_and_lists_the_same(client, group):
    a_group("Under it", parent=group)
    a_seat(group)

    page = page_of(client, worker_at(AgencyFactory(), Duty.REFER), "register")

    assert page.count("<rect") == 2
    assert 'role="img"' in page
    assert "Head of recovery" in page
    assert page.count("Recovery Group") >= 3
    assert "Gaps" not in page


def test_the_register_asks_as_much_for_many_groups_as_for_few(client, group):
    user = worker_at(AgencyFactory(), Duty.SIT_IN_GROUPS)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page_of(client, user, "register")
        return len(queries)

    asked()
    few = asked()
    for number in range(6):
        a_seat(a_group(f"Group {number}", parent=group))

    assert asked() == few


def test_gaps_name_the_board_that_is_short_of_the_act(client, keeper):
    board = a_group("Invented Local Board", is_local_board=True)
    a_seat(board, sector="VICTIMS", name="Who speaks for victims", is_lived_experience=True)

    page = page_of(client, keeper, "gaps")

    assert "Invented Local Board" in page
    assert "Victims of domestic abuse" in page
    assert "Who speaks for victims" in page
    assert "Short of the Act" in page_of(client, keeper, "group", board.code)
    client.force_login(a_member(board))
    assert client.get(reverse("governance:gaps")).status_code == 403


def test_a_seat_is_filled_and_ended_on_its_page(client, group, keeper):
    seat, member = a_seat(group), worker_at(AgencyFactory(), Duty.SIT_IN_GROUPS)
    assert "Vacant" in page_of(client, keeper, "group", group.code)

    wrong = post(client, keeper, "fill", seat.pk, **a_day("starts_on"))
    assert (wrong.status_code, "Select who sits in it" in wrong.content.decode()) == (422, True)
    post(client, keeper, "fill", seat.pk, user=str(member.pk), **a_day("starts_on"))
    with as_role("wb_bulk"):
        sitting = Sitting.objects.get()
    assert sitting.user_id == member.pk
    post(client, keeper, "end", sitting.pk, **a_day("ends_on"))
    with as_role("wb_bulk"):
        assert Sitting.objects.get().ends_on is not None


def test_a_meeting_goes_its_whole_way_on_its_pages(client, group, keeper):
    seat = a_seat(group)
    post(client, keeper, "plan_meeting", group.code, place="Room 1", **a_day("on"))
    with as_role("wb_bulk"):
        pk = Meeting.objects.get().pk
    post(client, keeper, "add_item", pk, title="Funding of recovery", purpose="DECISION")
    with as_role("wb_bulk"):
        item = Item.objects.get().pk
    post(client, keeper, "add_paper", item, title="A bid", body="One\n\nTwo")
    post(client, keeper, "close", pk, deed="send")
    post(client, keeper, "add_paper", item, title="A late figure", body="Three")
    post(client, keeper, "attend", pk, **{f"seat_{seat.pk}": "PRESENT"})
    post(client, keeper, "declare", pk, seat=str(seat.pk), nature="Sits there", handling="SILENT")
    post(client, keeper, "decide", item, text="To bid")
    refused = client.post(reverse("governance:close", args=[pk]), {"deed": "sign"}, follow=True)
    assert "needs its minutes" in refused.content.decode()
    post(client, keeper, "minute", item, text="It was long discussed")
    post(client, keeper, "close", pk, deed="sign")

    page = page_of(client, keeper, "meeting", pk)
    for words in ("Minutes signed", "1. Funding of recovery", "To bid", "long discussed",
                  "Sits there", "Present", "page 1", "page 2", "Late"):  # fmt: skip
        assert words in page
    assert "Add a paper" not in page
    pack = page_of(client, keeper, "pack", pk)
    assert pack.index("Page 1") < pack.index("Page 2")
    assert "A late figure" in pack


@pytest.mark.parametrize("name", ["meeting", "pack"])
def test_a_meeting_of_which_nothing_is_public_is_absent_for_others(name, client, meeting, keeper):
    an_item(meeting, by=keeper)
    sent(meeting, by=keeper)
    client.force_login(worker_at(AgencyFactory(), *set(Duty) - {Duty.KEEP_GROUPS}))

    assert client.get(reverse(f"governance:{name}", args=[meeting.pk])).status_code == 404


def test_for_a_guest_there_are_no_groups(client, group):
    client.force_login(worker_at(AgencyFactory(kind="GUEST"), Duty.REFER))

    for address in (reverse("governance:register"), reverse("governance:group", args=[group.code])):
        assert client.get(address).status_code == 404


SECRETS = ("HIDDENITEM", "HIDDENPAPER", "HIDDENWORDS", "HIDDENMINUTE", "HIDDENDECISION")


def test_nothing_private_leaks_into_any_page_an_outsider_opens(client, group, meeting, keeper):
    """The leak test: canaries in everything private, and every address of groups opened."""
    private = an_item(meeting, by=keeper, title="HIDDENITEM")
    paper = a_paper(private, by=keeper, title="HIDDENPAPER", body="HIDDENWORDS")
    public = an_item(meeting, by=keeper, title="Open item")
    hidden = a_paper(public, by=keeper, title="HIDDENPAPER", body="HIDDENWORDS")
    shown = a_paper(public, by=keeper, title="Open paper", body="Open words")
    sent(meeting, by=keeper)
    made_public(public, by=keeper)
    made_public(public, by=keeper, paper=shown)
    post(client, keeper, "decide", private.pk, text="HIDDENDECISION")
    minuted_and_signed(meeting, by=keeper, words="Open minute")
    ids = {"meeting_id": meeting.pk, "item_id": private.pk, "paper_id": paper.pk}
    outsider = worker_at(AgencyFactory(), *set(Duty) - {Duty.KEEP_GROUPS})
    client.force_login(outsider)

    seen = ""
    for address in addresses(ids | {"code": group.code}):
        answer = client.get(address)
        assert answer.status_code in {200, 403, 404}
        seen += answer.content.decode()

    assert [secret for secret in SECRETS if secret in seen] == []
    assert hidden.pk != shown.pk
    for words in ("Open item", "Open paper", "Open words", "Open minute", "The group decided so"):
        assert words in seen


def addresses(ids):
    for each in urlpatterns:
        wanted = re.findall(r"<\w+:(\w+)>", str(each.pattern))
        yield reverse(
            f"governance:{each.name}", kwargs={name: ids.get(name, NOWHERE) for name in wanted}
        )


NOWHERE = "00000000-0000-4000-8000-000000000000"


def test_a_label_is_changed_by_decision_and_shown_with_who_decided(client, meeting, keeper):
    item = an_item(meeting, by=keeper)
    wrong = post(client, keeper, "label_item", item.pk, to="PUBLIC")
    assert (wrong.status_code, "Enter who decided" in wrong.content.decode()) == (422, True)

    post(client, keeper, "label_item", item.pk, to="PUBLIC", why="Agreed under item 2")

    page = page_of(client, keeper, "meeting", meeting.pk)
    assert f"Label set by {keeper.name}" in page
    assert "Agreed under item 2" in page


def test_logs_lead_from_the_decision_to_what_came_of_it(client, group, meeting, keeper):
    item = an_item(meeting, by=keeper)
    agency = AgencyFactory()
    post(client, keeper, "decide", item.pk, text="To bid for funds")
    with as_role("wb_bulk"):
        decision = Decision.objects.get()
    post(client, keeper, "result", decision.pk, result="The bid was won")
    asked = {"text": "Write the bid", "agency": agency.code, "decision": str(decision.pk)}
    post(client, keeper, "act", item.pk, **asked, **a_day("due_date"))
    graded = {"likelihood": "5", "impact": "4"}
    post(
        client, keeper, "add_risk", group.code, text="Funds end", owner_agency=agency.code,
        **graded, **a_day("review_on"),
    )  # fmt: skip
    with as_role("wb_bulk"):
        risk = Risk.objects.get()

    assert "The bid was won" in page_of(client, keeper, "decisions")
    assert "20: likelihood 5, impact 4" in page_of(client, keeper, "risks")
    assert "Write the bid" in page_of(client, a_member(group), "meeting", meeting.pk)
    post(client, keeper, "review", risk.pk, likelihood="1", impact="1", **a_day("review_on"))
    assert "1: likelihood 1" in page_of(client, keeper, "risks")
    post(client, keeper, "close_risk", risk.pk, result="Renewed for a year")
    assert "Renewed for a year" in page_of(client, a_member(group), "risks")
    assert "Funds end" not in page_of(client, a_member(a_group("Other")), "risks")


def test_a_paper_goes_its_way_through_the_groups(client, group, meeting, keeper):
    item, other = an_item(meeting, by=keeper), a_group("Executive Group")
    post(client, keeper, "plan_paper", title="Yearly paper", group=group.code, **a_day("wanted_on"))
    with as_role("wb_bulk"):
        planned = Planned.objects.get()
    post(client, keeper, "plan_next", planned.pk, group=other.code, **a_day("wanted_on"))
    post(client, keeper, "place", planned.pk, item=str(item.pk))

    page = page_of(client, keeper, "forward")
    assert page.count("Yearly paper</h2>") == 1
    assert "Recovery Group: came 4 March 2026" in page
    assert "Executive Group: wanted 20 May 2026" in page


def test_a_member_declares_her_own_interest_only(client, group, meeting):
    member = a_member(group)
    own = Sitting.objects.filter(user=member)
    with as_role("wb_bulk"):
        seat = own.get().seat_id
    other = a_seat(group)
    told = {"nature": "Works for the bidder", "handling": "LEFT"}

    assert (
        post(client, member, "declare", meeting.pk, seat=str(other.pk), **told).status_code == 422
    )
    assert post(client, member, "declare", meeting.pk, seat=str(seat), **told).status_code == 302
    with as_role("wb_bulk"):
        assert Interest.objects.count() == 1


def test_members_run_nothing(client, group, meeting, keeper):
    item, member = an_item(meeting, by=keeper), a_member(group)
    client.force_login(member)
    page = client.get(reverse("governance:meeting", args=[meeting.pk])).content.decode()
    assert "Add an item" not in page

    for name, pk in (("add_item", meeting.pk), ("label_item", item.pk), ("decide", item.pk)):
        assert client.get(reverse(f"governance:{name}", args=[pk])).status_code == 403
