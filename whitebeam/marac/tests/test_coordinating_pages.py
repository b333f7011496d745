"""The pages of whoever refers and coordinates: who opens them, what they say, what they refuse."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import worker_at
from tests.marac_builders import NOON, a_case, a_marac, a_meeting
from tests.marac_referrals import a_marac_draft, a_marac_form, a_referred_case
from tests.roles import as_role
from whitebeam.marac.models import Case, Pathway
from whitebeam.marac.queries import calendar
from whitebeam.partners.models import Duty
from whitebeam.referrals.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def marac():
    return a_marac()


def as_user(client, user):
    client.force_login(user)
    return client


def text(response):
    return response.content.decode()


def test_a_referrer_begins_goes_through_the_pages_and_follows(client, marac):
    a_marac_form()
    as_user(client, marac.referrer)

    began = client.post(reverse("marac:refer"))

    assert began.status_code == 302
    with as_role("wb_bulk"):
        draft = Draft.objects.get(writer=marac.referrer)
    assert client.get(began.headers["Location"]).status_code == 200
    assert client.get(reverse("referrals:tasks", args=[draft.pk])).status_code == 200


def test_checking_leads_to_sending_and_to_the_status(client, marac):
    draft = a_marac_draft(marac)
    as_user(client, marac.referrer)
    check = client.get(reverse("referrals:check", args=[draft.pk]))
    assert reverse("marac:send", args=[draft.pk]) in text(check)

    sent = client.post(reverse("marac:send", args=[draft.pk]), follow=True)

    assert sent.status_code == 200
    assert "Waiting for screening" in text(sent)
    assert "We cannot tell you what other agencies know" in text(sent)


def test_a_draft_to_marac_is_not_sent_as_a_referral_for_support(client, marac):
    draft = a_marac_draft(marac)
    as_user(client, marac.referrer)

    client.post(reverse("referrals:check", args=[draft.pk]))

    with as_role("wb_bulk"):
        draft.refresh_from_db()
    assert draft.sent_at is None


def test_a_refusal_leads_back_to_the_answers_with_its_sentence(client, marac):
    draft = a_marac_draft(marac, answers={"background": ""})
    as_user(client, marac.referrer)

    page = client.post(reverse("marac:send", args=[draft.pk]), follow=True)

    assert "Some answers are missing" in text(page)


def test_the_list_of_work_shows_what_waits_and_how_many(client, marac):
    a_referred_case(marac)

    page = text(as_user(client, marac.coordinator).get(reverse("marac:work")))

    assert "Wren Example" in page
    assert "To screen (1)" in page


def test_lists_cost_the_same_for_one_case_and_for_many(
    client, marac, django_assert_max_num_queries
):
    for _ in range(4):
        a_case(marac)
    as_user(client, marac.coordinator).get(reverse("marac:work"))

    with django_assert_max_num_queries(40):
        client.get(reverse("marac:work"))


@pytest.mark.parametrize(
    "page",
    ["accept", "ask", "not_met", "withdraw", "close", "list_case", "transfer", "origin",
     "transfer_received", "transfer_adviser", "bring_back"],
)  # fmt: skip
def test_every_question_opens_for_the_coordinator_and_is_not_found_elsewhere(client, marac, page):
    case = a_case(marac)
    where = reverse(f"marac:{page}", args=[case.pk])

    assert as_user(client, marac.coordinator).get(where).status_code == 200
    elsewhere = worker_at(marac.outside, Duty.COORDINATE_MARAC)
    assert as_user(client, elsewhere).get(where).status_code == 404
    assert as_user(client, marac.rep).get(where).status_code == 403


def test_accepting_on_the_page_moves_the_case_on(client, marac):
    case = a_referred_case(marac)
    with as_role("wb_bulk"):
        pathway = Pathway.objects.first()
    as_user(client, marac.coordinator)

    done = client.post(
        reverse("marac:accept", args=[case.pk]),
        {"pathway": pathway.pk, "repeat_of": "", "idva_agency": marac.service.pk},
    )

    assert done.status_code == 302
    with as_role("wb_bulk"):
        case.refresh_from_db()
    assert case.state == Case.State.ACCEPTED


def test_an_empty_answer_gets_a_sentence_and_nothing_happens(client, marac):
    case = a_referred_case(marac)

    page = as_user(client, marac.coordinator).post(
        reverse("marac:not_met", args=[case.pk]), {"words": "Low risk", "signposting": ""}
    )

    assert page.status_code == 422
    assert "Enter which service can help her" in text(page)
    assert "Low risk" in text(page)


def test_a_referrer_answers_on_the_page(client, marac):
    case = a_case(marac, state="RETURNED")
    as_user(client, marac.referrer)
    assert "Answer the question" in text(client.get(reverse("marac:status", args=[case.pk])))

    client.post(reverse("marac:answer_question", args=[case.pk]), {"words": "On Sunday"})

    with as_role("wb_bulk"):
        case.refresh_from_db()
    assert case.state == Case.State.RECEIVED


def test_the_status_page_never_tells_what_others_wrote(client, marac):
    case = a_case(marac, state="ACCEPTED")
    with as_role("wb_bulk"):
        case.changes.create(
            before="RECEIVED", after="ACCEPTED", by=marac.coordinator, agency=marac.hub, at=NOON,
            words="Police hold intelligence",
        )  # fmt: skip

    page = text(as_user(client, marac.referrer).get(reverse("marac:status", args=[case.pk])))

    assert "intelligence" not in page
    assert marac.coordinator.name not in page


def test_the_calendar_shows_when_lists_close_to_whoever_refers(client, marac):
    a_meeting(marac, starts_at=NOON.replace(year=2098))

    page = text(as_user(client, marac.referrer).get(reverse("marac:calendar")))

    assert "Ashdown MARAC" in page
    assert "List closed" in page
    assert "Plan meetings" not in page


def test_a_meeting_that_is_late_to_begin_stays_in_the_calendar(client, marac):
    now = timezone.now()
    for name, begins in (
        ("today", now - timedelta(hours=2)),
        ("long-ago", now - timedelta(days=2)),
    ):
        a_meeting(marac, starts_at=begins, cut_off_at=NOON, research_due_at=NOON, place=name)

    page = text(as_user(client, marac.rep).get(reverse("marac:calendar")))

    assert "today" in page
    assert "long-ago" not in page


def test_a_meeting_that_was_held_is_found_by_whoever_took_part(client, marac):
    meeting = a_meeting(marac, state="ENDED")
    address = reverse("marac:meeting", args=[meeting.pk])

    page = text(as_user(client, marac.chair).get(reverse("marac:calendar"), {"show": "held"}))

    assert address in page
    assert "minutes not signed" in page
    assert address not in text(client.get(reverse("marac:calendar")))


def test_a_meeting_at_which_one_has_no_seat_is_shown_and_leads_nowhere(client, marac):
    meeting = a_meeting(marac, starts_at=NOON.replace(year=2098))
    outsider = worker_at(marac.outside, Duty.RESEARCH_MARAC)

    page = text(as_user(client, outsider).get(reverse("marac:calendar")))

    assert "Ashdown MARAC" in page
    assert reverse("marac:meeting", args=[meeting.pk]) not in page


def test_the_calendar_is_paged_by_key_and_may_show_one_marac_alone(client, marac):
    other = a_marac(name="Elsewhere MARAC")
    far_off = NOON.replace(year=2098)
    for day in range(calendar.PAGE + 1):
        a_meeting(marac, starts_at=far_off + timedelta(days=day), place=f"Room {day}.")
    a_meeting(other, starts_at=far_off, place="Not ours")
    as_user(client, marac.rep)
    address = f"{reverse('marac:calendar')}?panel={marac.panel.pk}"

    first = text(client.get(address))
    key = first.split("&amp;after=")[1].split('"')[0]
    second = text(client.get(f"{address}&after={key}"))

    assert "Not ours" not in first + second
    assert "Room 0." in first
    assert f"Room {calendar.PAGE}." not in first
    assert f"Room {calendar.PAGE}." in second


@pytest.mark.parametrize("after", ["", "x", "2026-03-04~x"])
def test_a_key_that_is_none_begins_at_the_first_page(client, marac, after):
    a_meeting(marac, starts_at=NOON.replace(year=2098), place="Room 0.")

    asked = {"after": after, "panel": "x"}
    assert "Room 0." in text(as_user(client, marac.rep).get(reverse("marac:calendar"), asked))


def test_a_full_meeting_warns_before_a_case_is_put_on_it(client, marac):
    meeting = a_meeting(marac, starts_at=NOON.replace(year=2098), minutes=5)
    case = a_case(marac, state="ACCEPTED")

    page = text(as_user(client, marac.coordinator).get(reverse("marac:list_case", args=[case.pk])))

    assert "over-book" in page
    listed = {"meeting_id": str(meeting.pk), "minutes": "6", "late_reason": "It cannot wait"}
    done = client.post(reverse("marac:list_case", args=[case.pk]), listed, follow=True)
    assert "The list is over-booked: 6 of 5 minutes are taken." in text(done)
