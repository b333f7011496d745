"""The pages of research: what each reader sees, what is kept as it is typed, what it costs."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import a_case, a_marac, acting_as, is_looked_up_by
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import CasePerson, ResearchDraft, ResearchItem, ResearchRequest
from whitebeam.marac.services.drafting import draft_of
from whitebeam.marac.tests.research_steps import an_asked_case, held, request_of, share
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db
WAITING = reverse("marac:waiting")


@pytest.fixture
def asked():
    return an_asked_case()


@pytest.fixture
def page(asked):
    marac, case = asked
    return reverse("marac:answer", args=[request_of(case, marac.police).pk])


def signed_in_as(client, user):
    return with_second_factor(client, user)


def test_a_deferred_case_is_not_called_one_for_professionals(client, asked):
    marac, case = asked
    browser = signed_in_as(client, marac.rep)
    with as_role("wb_bulk"):
        item = case.listings.get()
        item.outcome, item.outcome_reason = "DEFERRED", "No interpreter"
        item.save()
    assert "For a professionals&#39; meeting, Ashdown MARAC" in browser.get(WAITING).text

    with as_role("wb_bulk"):
        type(case).objects.filter(pk=case.pk).update(state="DEFERRED")
    assert "Deferred, to be listed again, Ashdown MARAC" in browser.get(WAITING).text


def test_what_is_known_is_about_the_family_unless_somebody_is_chosen(client, asked, page):
    marac, _ = asked
    text = signed_in_as(client, marac.rep).get(page).text

    offered = re.search(r'<select[^>]*name="item-0-about".*?</select>', text, re.DOTALL).group()

    first = re.search(r'<option value="([^"]*)"[^>]*>([^<]*)<', offered)
    assert first.groups() == ("", "The family as a whole")


def form(case, **more):
    with as_role("wb_bulk"):
        people = CasePerson.objects.filter(case=case)
        known = {f"known-{person.pk}": "no" for person in people}
    return {
        **known,
        "tab": "one",
        "seen": "",
        "items": "1",
        "actions": "0",
        "item-0-once_key": str(uuid4()),
        "item-0-text": "He has a shotgun licence.",
        "item-0-kind": "FACT",
        "item-0-topic": "RISK",
        "item-0-about": "",
        "basis": "PUBLIC_TASK",
        "necessity": "Needed",
        "proportionality": "No more",
        "emergency": "",
        "do": "share",
        **more,
    }


def items():
    with as_role("wb_bulk"):
        return list(ResearchItem.objects.order_by("created_at"))


def test_the_list_names_the_people_by_what_the_agency_needs(client, asked):
    marac, case = asked
    with as_role("wb_bulk"):
        ResearchRequest.objects.filter(agency=marac.police).update(
            parts=["VICTIM"], identifiers=["NAME"]
        )
        victim = CasePerson.objects.get(case=case, part="VICTIM")
    is_looked_up_by(victim, PHONE="07700 900111")

    text = signed_in_as(client, marac.rep).get(WAITING).text

    assert "Victim Invented" in text
    assert "07700 900111" not in text
    assert "Child Invented" not in text
    assert "Only the adviser who speaks for her" in text


def test_nothing_known_is_one_press_and_undo_another(client, asked):
    marac, case = asked
    request = request_of(case, marac.police)
    browser = signed_in_as(client, marac.rep)

    answer = browser.post(reverse("marac:nothing_known", args=[request.pk]))

    assert answer["Location"] == f"{WAITING}#case-{request.pk}"
    assert request_of(case, marac.police).answer == "NOTHING_KNOWN"
    assert "Undo" in browser.get(WAITING).text
    browser.post(reverse("marac:undo", args=[request.pk]))
    assert request_of(case, marac.police).answer == ""


def test_what_is_sent_is_shared_and_shown(client, asked, page):
    marac, case = asked
    browser = signed_in_as(client, marac.rep)

    assert browser.post(page, form(case)).status_code == 302

    [item] = items()
    with as_role("wb_bulk"):
        assert str(item.text) == "He has a shotgun licence."
    assert "He has a shotgun licence." in browser.get(page).text
    assert case.reference in browser.get(f"{WAITING}?show=answered").text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"item-0-kind": ""}, "Select whether this is a fact or an opinion"),
        ({"item-0-topic": ""}, "Select whether this is information, a risk or a protection"),
        ({"item-0-is_withheld": "on"}, "Enter why this is withheld"),
        ({"item-0-dated_on_day": "31", "item-0-dated_on_month": "2",
          "item-0-dated_on_year": "2026"}, "The date must be a real date"),
        ({"necessity": ""}, "Enter why it is needed"),
        ({"actions": "1", "action-0-once_key": str(uuid4())}, "Enter what your agency will do"),
    ],
)  # fmt: skip
def test_a_mistake_shares_nothing_and_keeps_what_was_typed(client, asked, page, more, words):
    marac, case = asked

    answer = signed_in_as(client, marac.rep).post(page, form(case, **more))

    assert answer.status_code == 422
    assert words in answer.text
    assert "He has a shotgun licence." in answer.text
    assert items() == []


def test_who_is_known_must_be_said(client, asked, page):
    marac, case = asked
    sent = {name: value for name, value in form(case).items() if "known" not in name}

    answer = signed_in_as(client, marac.rep).post(page, sent)

    assert answer.status_code == 422
    assert "Select whether your agency knows Victim Invented" in answer.text


def test_autosave_keeps_it_for_the_agency_alone(client, asked, page):
    marac, case = asked
    browser = signed_in_as(client, marac.rep)

    assert browser.post(f"{page}save/", form(case)).status_code == 204

    assert "He has a shotgun licence." in browser.get(page).text
    with acting_as(marac.housing_rep):
        assert not ResearchDraft.objects.exists()
    with acting_as(marac.coordinator):
        assert not ResearchDraft.objects.exists()
    assert items() == []


def test_a_colleague_does_not_write_over_it_unseen(client, asked, page):
    marac, case = asked
    browser = signed_in_as(client, marac.rep)
    browser.post(f"{page}save/", form(case))
    other = signed_in_as(type(client)(), worker_at(marac.police, Duty.RESEARCH_MARAC))

    words = {"tab": "two", "item-0-text": "He sold it."}
    assert other.post(f"{page}save/", form(case, **words)).status_code == 409
    answer = other.post(page, form(case, do="keep", **words))

    assert answer.status_code == 409
    assert "He has a shotgun licence." in answer.text
    assert "He sold it." in answer.text


def test_things_and_actions_are_added_and_removed_without_scripts(client, asked, page):
    marac, case = asked
    browser = signed_in_as(client, marac.rep)

    browser.post(page, form(case, do="add:item"))
    browser.post(page, form(case, do="add:action"))
    assert "Action 1" in browser.get(page).text
    two = {"items": "2", "item-1-text": "Second", "do": "remove:item-0"}
    browser.post(page, form(case, **two))

    with acting_as(marac.rep):
        kept = draft_of(request_of(case, marac.police))
    assert (kept["items"], kept["item-0-text"]) == ("1", "Second")


def test_it_can_be_kept_for_later(client, asked, page):
    marac, case = asked

    answer = signed_in_as(client, marac.rep).post(page, form(case, do="later"))

    assert answer["Location"] == WAITING


def test_a_correction_takes_the_place_of_what_was_said(client, asked):
    marac, case = asked
    share(marac, case, held())
    [item] = items()
    where = reverse("marac:correct", args=[item.pk])
    browser = signed_in_as(client, marac.rep)

    assert "He has a shotgun licence." in browser.get(where).text
    assert browser.post(where, {"text": ""}).status_code == 422
    sent = {name.replace("item-0-", ""): value for name, value in form(case).items()}
    assert browser.post(where, sent | {"text": "He had one."}).status_code == 302

    assert [item.removed_at is None for item in items()] == [False, True]
    assert browser.get(where).status_code == 404


@pytest.mark.parametrize("who", ["outsider", "referrer"])
def test_others_find_no_such_pages(client, asked, page, who):
    marac, case = asked
    browser = signed_in_as(client, getattr(marac, who))

    assert browser.get(page).status_code == 404
    for name in ("case_research", "case_ledger"):
        where = reverse(f"marac:{name}", args=[case.pk])
        assert browser.get(where).status_code in {403, 404}


def test_another_agencys_request_is_not_found(client, asked, page):
    marac, case = asked
    browser = signed_in_as(client, marac.housing_rep)

    assert browser.get(page).status_code == 404
    assert browser.post(page, form(case)).status_code == 404
    assert browser.post(f"{page}save/", form(case)).status_code == 404
    assert browser.post(f"{page}nothing/").status_code == 404


def test_the_list_costs_the_same_for_one_case_and_for_many(
    client, django_assert_num_queries, asked
):
    marac, _ = asked
    browser = signed_in_as(client, marac.rep)
    browser.get(WAITING)
    with CaptureQueriesContext(connection) as one:
        browser.get(WAITING)
    for _ in range(14):
        a_case(marac, state="RESEARCH_OPEN")
    with django_assert_num_queries(len(one)):
        text = browser.get(WAITING).text
    assert text.count("Nothing known</button>") + text.count("Nothing known<span") == 15


def test_a_long_list_goes_on_on_the_next_page(client):
    marac = a_marac()
    for _ in range(22):
        a_case(marac, state="RESEARCH_OPEN")
    browser = signed_in_as(client, marac.rep)

    first = browser.get(WAITING)
    after = first.text.split("?after=")[1].split('"')[0]
    second = browser.get(f"{WAITING}?after={after}")

    assert first.text.count('id="case-') == 20
    assert second.text.count('id="case-') == 2
    assert browser.get(f"{WAITING}?after=nonsense").text.count('id="case-') == 20


def test_what_was_answered_on_a_later_page_stays_there(client, asked):
    marac, _ = asked
    for _ in range(20):
        a_case(marac)
    browser = signed_in_as(client, marac.rep)
    address = re.search(r'href="(\?after=[^"]*)"', browser.get(WAITING).text).group(1)
    page = browser.get(WAITING + address).text
    form = re.search(r'action="([^"]*/nothing/)".*?name="after" value="([^"]*)"', page, re.DOTALL)

    answered = browser.post(form.group(1), {"after": form.group(2)})

    assert "Undo" in browser.get(answered.headers["Location"].split("#")[0]).text
