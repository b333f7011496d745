"""The journey in the browser's place: pages, words, mistakes, drafts, another device."""

import json

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, MembershipFactory, UserFactory, worker_at
from tests.referral_builders import (
    REFERRING,
    STORY,
    a_draft,
    a_form,
    a_partnership_queue,
    a_queue,
    a_rule,
    an_agreement_between,
)
from tests.roles import as_role
from whitebeam.partners.models import Agency, Duty
from whitebeam.referrals.models import Draft, Referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return AgencyFactory(kind=Agency.Kind.EDUCATION)


@pytest.fixture
def lead(school, client):
    user = worker_at(school, *REFERRING)
    client.force_login(user)
    return user


@pytest.fixture
def draft(lead, school):
    return a_draft(by=lead, agency=school)


def page_url(draft, code, name="page"):
    return reverse(f"referrals:{name}", args=[draft.pk, code])


def kept(draft):
    with as_role("wb_bulk"):
        return json.loads(Draft.objects.get(pk=draft.pk).answers)


def typed_person(**changed):
    return {
        "tab": "this-tab",
        "known_as": "Wren Example",
        "date_of_birth_day": "3",
        "date_of_birth_month": "5",
        "date_of_birth_year": "1990",
        "sex": "FEMALE",
        **changed,
    }


def test_starts_at_the_first_question_and_asks_only_where_there_is_a_choice(client, lead):
    a_form()
    a_form("short_referral")

    shown = client.get(reverse("referrals:start"))
    missing = client.post(reverse("referrals:start"), {})
    begun = client.post(reverse("referrals:start"), {"route": "STANDARD"})

    assert "Short referral: two pages" in shown.text
    assert "For which agency" not in shown.text
    assert missing.status_code == 422
    assert "Select a way of referring" in missing.text
    with as_role("wb_bulk"):
        draft = Draft.objects.get()
    assert begun.url == page_url(draft, "safe_contact")


def test_a_worker_with_one_route_is_not_asked(client, school):
    a_form()
    client.force_login(worker_at(school, Duty.REFER))

    shown = client.get(reverse("referrals:start"))
    begun = client.post(reverse("referrals:start"), {})

    assert "Which way of referring" not in shown.text
    assert begun.status_code == 302


def test_a_page_keeps_what_was_typed_and_goes_on_to_the_next(client, draft):
    answered = client.post(page_url(draft, "person"), typed_person(known_as="Wren Typed"))

    assert answered.url == page_url(draft, "where")
    assert kept(draft)["known_as"] == "Wren Typed"
    assert kept(draft)["date_of_birth"] == {"day": "3", "month": "5", "year": "1990"}


def test_a_mistake_is_named_by_its_field_and_nothing_typed_is_lost(client, draft):
    wrong = typed_person(known_as="", date_of_birth_month="13")

    answered = client.post(page_url(draft, "person"), wrong)

    assert answered.status_code == 422
    assert "There is a problem" in answered.text
    assert 'href="#id_known_as">Enter the name they go by' in answered.text
    assert "Date of birth must be a real date" in answered.text
    assert 'value="13"' in answered.text
    assert kept(draft)["date_of_birth"]["month"] == "13"


def test_pages_that_do_not_apply_are_skipped(client, draft):
    answered = client.post(
        page_url(draft, "safe_contact"), {"contact_answer": "UNSAFE", "tab": "t"}
    )

    assert answered.url == page_url(draft, "person")
    assert client.get(page_url(draft, "safe_contact_care")).status_code == 404


def test_autosave_keeps_half_an_answer(client, draft):
    answered = client.post(
        page_url(draft, "person", "autosave"),
        {"tab": "t", "known_as": "Wr", "date_of_birth_month": "zz"},
    )

    assert answered.status_code == 204
    assert kept(draft)["known_as"] == "Wr"
    assert kept(draft)["date_of_birth"] == {"month": "zz"}
    assert kept(draft)["what_happened"] == STORY["what_happened"]


def test_children_are_added_and_removed_without_scripts(client, draft):
    url = page_url(draft, "children")
    sent = {
        "tab": "t",
        "has_children": "YES",
        "children-count": "2",
        "children-0-child_name": "Robin",
        "children-1-child_name": "Merle",
        "children-1-child_date_of_birth_age": "3",
    }

    added = client.post(url, {**sent, "do": "add:children"})
    shown = client.get(url)
    client.post(url, {**sent, "do": "remove:children:0"})

    assert added.url == url
    assert 'name="children-2-child_name"' in shown.text
    assert kept(draft)["children"] == [{"child_name": "Merle", "child_date_of_birth": {"age": "3"}}]


def test_a_mistake_in_the_second_child_is_named_there(client, draft):
    answered = client.post(
        page_url(draft, "children"),
        {"has_children": "YES", "children-count": "2", "children-0-child_name": "Robin"},
    )

    assert answered.status_code == 422
    assert 'href="#id_children-1-child_name"' in answered.text


def test_the_tasks_say_how_far_each_page_is(client, draft):
    tasks = reverse("referrals:tasks", args=[draft.pk])

    whole = client.get(tasks)
    client.post(page_url(draft, "person"), typed_person(known_as=""))
    shown = client.get(tasks)

    assert "Done" in whole.text
    assert "Incomplete" not in whole.text
    assert "Check your answers" in whole.text
    assert "Incomplete" in shown.text
    assert "1 page needs an answer" in shown.text


def test_one_may_stop_and_go_on_later(client, draft):
    later = client.post(page_url(draft, "person"), typed_person(known_as="", do="later"))
    shown = client.get(reverse("referrals:start"))

    assert later.url == reverse("referrals:tasks", args=[draft.pk])
    assert "Go on with a draft" in shown.text


def test_check_shows_every_answer_with_a_way_to_change_it(client, draft):
    shown = client.get(reverse("referrals:check", args=[draft.pk]))

    assert "Wren Example" in shown.text
    assert "3 May 1990" in shown.text
    assert "Child 2" in shown.text
    assert page_url(draft, "person") + "?return=check" in shown.text


def test_a_changed_answer_goes_back_to_the_check(client, draft):
    answered = client.post(page_url(draft, "person") + "?return=check", typed_person())

    assert answered.url == reverse("referrals:check", args=[draft.pk])


def test_sends_once_and_says_what_happens_next(client, draft, school):
    queue = a_queue()
    a_rule(queue)
    an_agreement_between(school, queue.agency)
    url, key = reverse("referrals:check", args=[draft.pk]), "b" * 32

    sent = client.post(url, {"idempotency_key": key})
    again = client.post(url, {"idempotency_key": key})
    receipt = client.get(sent.url)

    with as_role("wb_bulk"):
        referral = Referral.objects.get()
    assert sent.url == again.url == reverse("referrals:sent_receipt", args=[referral.pk])
    assert referral.reference in receipt.text
    assert queue.agency.name in receipt.text
    assert "will read it by" in receipt.text


def test_says_when_a_person_must_pass_it_on(client, draft):
    a_rule(a_queue())
    a_partnership_queue()

    sent = client.post(reverse("referrals:check", args=[draft.pk]), {})

    assert "decides which service is right" in client.get(sent.url).text


def test_what_stands_in_the_way_is_said_at_the_check(client, draft):
    answered = client.post(reverse("referrals:check", args=[draft.pk]), {})

    assert answered.status_code == 422
    assert "No team is set up to receive referrals" in answered.text


def test_the_pages_are_for_those_who_refer(client, draft, school):
    client.force_login(worker_at(school, Duty.VIEW_PEOPLE))

    assert client.get(reverse("referrals:start")).status_code == 403
    assert client.get(page_url(draft, "person")).status_code == 403


def test_whoever_is_not_signed_in_is_asked_to_sign_in(client):
    assert client.get(reverse("referrals:start")).status_code == 302


def test_a_page_costs_the_same_number_of_questions_to_the_database(
    client, lead, school, django_assert_max_num_queries
):
    small = a_draft(by=lead, agency=school, answers={"children": [{"child_name": "Robin"}]})
    large = a_draft(
        by=lead, agency=school, answers={"children": [{"child_name": f"C {n}"} for n in range(12)]}
    )

    with django_assert_max_num_queries(24) as first:
        client.get(page_url(small, "children"))
    with django_assert_max_num_queries(len(first)):
        client.get(page_url(large, "children"))


def test_a_guest_refers_and_opens_no_person(client):
    guests = AgencyFactory(kind=Agency.Kind.GUEST)
    with as_role("wb_bulk"):
        guest = UserFactory(kind="GUEST")
    MembershipFactory(user=guest, agency=guests, duties=[Duty.REFER])
    a_form()
    a_partnership_queue()
    client.force_login(guest)

    begun = client.post(reverse("referrals:start"), {})
    draft = a_draft(by=guest, agency=guests)
    page = client.get(page_url(draft, "person"))
    sent = client.post(reverse("referrals:check", args=[draft.pk]), {})

    assert begun.status_code == 302
    assert "Known already?" not in page.text
    assert client.get(sent.url).status_code == 200
    with as_role("wb_bulk"):
        referral = Referral.objects.get()
        assert referral.route == Referral.Route.GUEST
