"""Agencies are asked under their agreement, with what they need and no more, by a clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, SharingAgreementFactory
from tests.marac_builders import NOON, a_case, a_listing, a_member, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.clocks import Span
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.models import (
    CaseBlock,
    Disclosure,
    PanelMember,
    Pathway,
    StateChange,
)
from whitebeam.marac.queries.asking import responses_of
from whitebeam.marac.rules.research_due import research_due
from whitebeam.marac.services import asking
from whitebeam.marac.tests.research_steps import LATER, a_listed_case, an_asked_case, request_of
from whitebeam.notices.models import Notice

pytestmark = pytest.mark.django_db
FRIDAY_NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
MONDAY_NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def open_it(marac, case, **how):
    with acting_as(marac.coordinator):
        return asking.open_research(case.pk, by=marac.coordinator, at=NOON, **how)


def ask(marac, case, agency, **how):
    with acting_as(marac.coordinator):
        return asking.ask_another(case.pk, agency, by=marac.coordinator, at=LATER, **how)


def end_agreement(agreement):
    with as_role("wb_bulk"):
        type(agreement).objects.filter(pk=agreement.pk).update(
            review_on="2021-01-01", ends_on="2021-01-01"
        )


def test_every_member_is_asked_with_what_its_template_needs():
    marac, case = a_listed_case()
    with as_role("wb_bulk"):
        PanelMember.objects.filter(agency=marac.housing).update(
            parts=["VICTIM"], identifiers=["NAME"], prompts=["Rent arrears"]
        )

    opened = open_it(marac, case)

    assert (opened.asked, opened.uncovered) == (3, ())
    request = request_of(case, marac.housing)
    assert (request.parts, request.identifiers) == (["VICTIM"], ["NAME"])
    assert request.prompts == ["Rent arrears"]
    assert request.agreement == marac.agreement
    with acting_as(marac.housing_rep):
        assert policy.requests_answerable_by(marac.housing_rep).count() == 1


def test_the_step_is_kept_and_the_agencies_are_told_without_content():
    marac, case = a_listed_case()

    open_it(marac, case)

    with as_role("wb_bulk"):
        case.refresh_from_db()
        step = StateChange.objects.get(case=case)
        told = Notice.objects.filter(template="research_asked")
        assert case.state == "RESEARCH_OPEN"
        assert (step.before, step.after, step.by) == ("LISTED", "RESEARCH_OPEN", marac.coordinator)
        assert {one.to for one in told} == {marac.rep, marac.housing_rep}
        assert {one.about_id for one in told} == {case.pk}


def test_the_referrers_account_has_its_ledger_line():
    marac, case = a_listed_case()

    open_it(marac, case)

    with as_role("wb_bulk"):
        line = Disclosure.objects.get(about_id=case.pk)
        assert (line.controller, line.agreement) == (marac.school, marac.agreement)
        assert {one.agency for one in line.recipients.all()} == {
            marac.hub,
            marac.police,
            marac.housing,
            marac.service,
        }


def test_opening_again_asks_only_who_has_joined_since():
    marac, case = an_asked_case()
    newcomer = AgencyFactory(name="Fire")
    a_member(marac.panel, newcomer, SharingAgreementFactory(between=[marac.school, newcomer]))

    assert open_it(marac, case).asked == 1
    with as_role("wb_bulk"):
        line = Disclosure.objects.get(about_id=case.pk)
        assert line.recipients.filter(agency=newcomer).exists()


def test_an_agency_whose_agreement_ended_is_not_asked_and_is_named():
    marac, case = a_listed_case()
    newcomer, over = AgencyFactory(name="Fire"), SharingAgreementFactory()
    a_member(marac.panel, newcomer, over)
    end_agreement(over)

    assert open_it(marac, case).uncovered == ("Fire",)


def test_a_blocked_agency_is_never_asked():
    marac, case = a_listed_case()
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, agency=marac.housing, reason="Kin", set_by=marac.chair, set_at=NOON
        )

    assert open_it(marac, case).asked == 2
    with pytest.raises(Refused, match="cannot take part"):
        ask(marac, case, marac.housing)


def test_a_referral_that_no_agreement_covers_is_refused_unless_it_is_an_emergency():
    marac, case = a_listed_case()
    with as_role("wb_bulk"):
        type(case).objects.filter(pk=case.pk).update(referring_agency=marac.outside)

    with pytest.raises(Refused, match="No sharing agreement in force lets Elsewhere"):
        open_it(marac, case)
    open_it(marac, case, emergency="He is on his way to her house.")

    with as_role("wb_bulk"):
        line = Disclosure.objects.get(about_id=case.pk)
        assert line.agreement is None
        assert line.emergency_why == "He is on his way to her house."


def test_another_agency_is_asked_only_under_an_agreement_or_with_a_reason():
    marac, case = an_asked_case()

    with pytest.raises(Refused, match="No sharing agreement in force covers Elsewhere"):
        ask(marac, case, marac.outside)
    request = ask(marac, case, marac.outside, emergency="He is in their hostel tonight.")

    assert request.agreement is None
    assert request.identifiers == ["NAME", "ALIASES", "DATE_OF_BIRTH"]
    with as_role("wb_bulk"):
        assert request.emergency_why == "He is in their hostel tonight."
    with pytest.raises(Refused, match="asked already"):
        ask(marac, case, marac.outside, emergency="Again")


def a_case_of_another_panel(marac):
    return a_listed_case()[1]


def a_case_that_is_not_listed(marac):
    return a_case(marac, state="ACCEPTED", asked=False)


def a_case_that_has_ended(marac):
    return a_case(marac, state="WITHDRAWN", asked=False)


@pytest.mark.parametrize(
    "which", [a_case_of_another_panel, a_case_that_is_not_listed, a_case_that_has_ended]
)
def test_research_is_not_opened(which):
    marac, _ = a_listed_case()
    case = which(marac)

    with pytest.raises(Refused):
        open_it(marac, case)
    with as_role("wb_bulk"):
        assert not case.requests.exists()


@pytest.mark.parametrize("who", ["rep", "chair", "idva", "referrer", "outsider"])
def test_only_the_coordinator_opens_and_closes(who):
    marac, case = a_listed_case()
    user = getattr(marac, who)

    with acting_as(user):
        for deed in (asking.open_research, asking.close_research):
            with pytest.raises(Refused):
                deed(case.pk, by=user, at=NOON)


def test_a_professionals_meeting_is_researched_without_a_list():
    marac, _ = a_listed_case()
    with as_role("wb_bulk"):
        way = Pathway.objects.create(
            code="few", kind="PROFESSIONALS", name="Few", starts_on="2020-01-01", source="x"
        )
    case = a_case(marac, state="ACCEPTED", pathway=way, asked=False)

    assert open_it(marac, case).asked == 3
    assert request_of(case, marac.police).due_at == FRIDAY_NOON


def test_closing_by_hand_is_a_step_and_is_done_once():
    marac, case = an_asked_case()

    with acting_as(marac.coordinator):
        asking.close_research(case.pk, by=marac.coordinator, at=LATER)
        with pytest.raises(Refused, match="moved on"):
            asking.close_research(case.pk, by=marac.coordinator, at=LATER)

    with as_role("wb_bulk"):
        assert StateChange.objects.filter(case=case, reason="by_hand").count() == 1


@pytest.mark.parametrize(
    ("meeting_due", "starts", "due"),
    [
        (MONDAY_NOON, MONDAY_NOON + timedelta(days=2), MONDAY_NOON),
        # The day for the list has passed: one working day, over the weekend.
        (FRIDAY_NOON, MONDAY_NOON + timedelta(days=2), MONDAY_NOON),
        # It never runs past the meeting itself.
        (FRIDAY_NOON, MONDAY_NOON - timedelta(hours=1), MONDAY_NOON - timedelta(hours=1)),
        (None, None, MONDAY_NOON + timedelta(days=1)),
    ],
)
def test_by_when_research_is_due(meeting_due, starts, due):
    assert (
        research_due(
            asked_at=FRIDAY_NOON, meeting_due_at=meeting_due, starts_at=starts, within=Span(2)
        )
        == due
    )


def test_a_whole_list_is_opened_in_one_press(client):
    marac, case = a_listed_case()
    with as_role("wb_bulk"):
        meeting = case.listings.get().meeting
    strange = a_case(marac, state="LISTED", asked=False, referring_agency=marac.outside)
    a_listing(meeting, strange)
    browser = with_second_factor(client, marac.coordinator)
    where = reverse("marac:meeting_research", args=[meeting.pk])

    assert "Ask the agencies about 2 cases" in browser.get(where).text
    browser.post(reverse("marac:open_list", args=[meeting.pk]))
    text = browser.get(where).text

    assert f"Open these one by one, to see why not: {strange.reference}." in text
    assert "<strong>3</strong> of 3 agencies owe an answer." in text


def test_what_left_the_list_is_owed_by_nobody():
    marac, case = a_listed_case()
    with acting_as(marac.coordinator):
        asking.open_research(case.pk, by=marac.coordinator, at=NOON)
        meeting = case.listings.get().meeting
        assert responses_of(marac.coordinator, meeting, at=NOON)
    with as_role("wb_bulk"):
        case.listings.update(outcome="SETTLED")

    with acting_as(marac.coordinator):
        assert responses_of(marac.coordinator, meeting, at=NOON) == []


def test_the_coordinator_asks_and_closes_on_screen(client):
    marac, case = a_listed_case()
    browser = with_second_factor(client, marac.coordinator)

    def at(name):
        return reverse(f"marac:{name}", args=[case.pk])

    assert "Open research" in browser.get(at("case_research")).text
    assert browser.post(at("open_research"), {"emergency": ""}).status_code == 302
    sent = {"agency": marac.outside.pk, "emergency": ""}
    assert browser.post(at("ask_another"), sent).status_code == 422
    assert browser.post(at("ask_another"), sent | {"emergency": "Tonight"}).status_code == 302
    assert "Elsewhere" in browser.get(at("case_research")).text
    assert browser.post(at("close_research")).status_code == 302
    assert browser.post(at("open_research"), {}).status_code == 302
    other = with_second_factor(type(client)(), marac.rep)
    assert other.get(at("open_research")).status_code == 403
