"""Who causes harm is named once across cases; who is harmed in the other case never shows."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.people_builders import a_person, with_second_factor
from tests.roles import as_role
from whitebeam.audit.models import Entry as AuditEntry
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.models import CaseBlock, CasePerson, HarmLink
from whitebeam.marac.queries import harming
from whitebeam.marac.services import joining

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def him(marac):
    return a_person(marac.school, known_as="Rook")


def a_case_of_him(marac, him, *, her, **given):
    """Return a case about one of those whom he harms, under a name of her own."""
    case = a_case(marac, people={"PERPETRATOR": him}, **given)
    with as_role("wb_bulk"):
        victim = case.people.get(part="VICTIM")
        victim.name = her
        victim.save(update_fields=["name"])
    return case


@pytest.fixture
def cases(marac, him):
    """Two cases in which he harms two people, and a third one without him."""
    return (
        a_case_of_him(marac, him, her="Wren One"),
        a_case_of_him(marac, him, her="Lark Two"),
        a_case(marac),
    )


def harmer(case):
    with as_role("wb_bulk"):
        return case.people.get(part="PERPETRATOR").pk


def link(marac, one, other, *, words="The same date of birth", by=None):
    by = by or marac.coordinator
    pair = {"about": harmer(one), "other_about": harmer(other)}
    with acting_as(by):
        return joining.link_cases(case_id=one.pk, words=words, by=by, at=NOON, **pair)


def deny(marac, case, user):
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=user, reason="Kin", set_by=marac.chair, set_at=NOON
        )


def found(user, case):
    with acting_as(user):
        return [(one.case.pk, one.is_sure) for one in harming.not_linked(user, case)]


def linked(user, case):
    """Return the other cases of the links that somebody reads; policy and wall must agree."""
    with acting_as(user):
        assert set(policy.harm_links_seen_by(user)) == set(HarmLink.objects.all())
        return [one.case.pk for one in harming.links_of(user, case)]


def test_the_coordinator_sees_where_the_same_person_causes_harm_too(marac, cases):
    one, two, third = cases

    assert found(marac.coordinator, one) == [(two.pk, True)]
    assert found(marac.coordinator, two) == [(one.pk, True)]
    assert found(marac.coordinator, third) == []
    for other in (marac.chair, marac.rep, marac.idva, marac.referrer, marac.outsider):
        assert found(other, one) == []


def test_records_that_only_look_alike_are_offered_as_that(marac, him):
    twin = a_person(marac.housing, known_as="Rook")
    one = a_case_of_him(marac, him, her="Wren One")
    two = a_case_of_him(marac, twin, her="Lark Two")
    assert found(marac.coordinator, one) == [(two.pk, False)]
    assert not link(marac, one, two).is_sure


def test_a_link_is_read_from_both_sides_by_whoever_runs_both(marac, cases):
    one, two, third = cases

    made = link(marac, two, one)

    assert (made.by, made.at, made.is_sure) == (marac.coordinator, NOON, True)
    for reader in (marac.coordinator, marac.chair):
        assert linked(reader, one) == [two.pk]
        assert linked(reader, two) == [one.pk]
        assert linked(reader, third) == []
    for other in (marac.rep, marac.housing_rep, marac.idva, marac.referrer, marac.outsider):
        assert linked(other, one) == []
    assert found(marac.coordinator, one) == []
    assert link(marac, one, two, words="Again").pk == made.pk
    with as_role("wb_backup"):
        entry = AuditEntry.objects.get(verb="marac.harm.linked")
        assert "date of birth" not in str(entry.details)


def test_three_cases_are_three_pairs(marac, him, cases):
    one, two, _ = cases
    last = a_case_of_him(marac, him, her="Dove Three")

    link(marac, one, two)
    link(marac, two, last)

    assert set(linked(marac.coordinator, two)) == {one.pk, last.pk}
    assert found(marac.coordinator, one) == [(last.pk, True)]


def test_to_whom_one_of_them_is_denied_there_is_no_other_case_and_no_link(marac, cases):
    one, two, _ = cases
    made = link(marac, one, two)
    deny(marac, two, marac.coordinator)

    assert linked(marac.coordinator, one) == []
    assert found(marac.coordinator, one) == []
    with acting_as(marac.coordinator), pytest.raises(Refused, match="has ended"):
        joining.end_link(made.pk, words="x", by=marac.coordinator, at=LATER)
    with pytest.raises(Refused, match="Choose a case"):
        link(marac, one, two)
    assert linked(marac.chair, one) == [two.pk]


def test_who_coordinates_one_alone_learns_nothing_of_the_other(marac, him, cases):
    elsewhere = a_marac()
    theirs = a_case_of_him(elsewhere, him, her="Swift There")
    one = cases[0]

    assert (theirs.pk, True) not in found(marac.coordinator, one)
    assert found(elsewhere.coordinator, theirs) == []
    with pytest.raises(Refused, match="Choose a case"):
        link(marac, one, theirs)


def test_it_is_linked_with_a_reason_and_only_where_it_was_found(marac, cases):
    one, two, third = cases

    with pytest.raises(Refused, match="Enter why"):
        link(marac, one, two, words=" ")
    with pytest.raises(Refused, match="Choose a case"):
        link(marac, one, third)
    for other in (marac.chair, marac.rep, marac.outsider):
        with pytest.raises(Refused, match="moved on"):
            link(marac, one, two, by=other)


def test_it_is_ended_with_a_reason_and_may_be_linked_again(marac, cases):
    one, two, _ = cases
    made = link(marac, one, two)

    with acting_as(marac.coordinator):
        with pytest.raises(Refused, match="Enter why"):
            joining.end_link(made.pk, words=" ", by=marac.coordinator, at=LATER)
        ended = joining.end_link(made.pk, words="Brothers", by=marac.coordinator, at=LATER)
        with pytest.raises(Refused, match="has ended"):
            joining.end_link(made.pk, words="x", by=marac.coordinator, at=LATER)

    assert (ended.ended_at, ended.ended_by) == (LATER, marac.coordinator)
    assert linked(marac.coordinator, one) == []
    assert link(marac, one, two).pk != made.pk


def test_past_the_page_the_database_refuses(marac, him, cases):
    one, two, _ = cases
    theirs = a_case_of_him(a_marac(), him, her="Swift There")
    made = link(marac, one, two)
    with as_role("wb_bulk"):
        victim = CasePerson.objects.get(case=two, part="VICTIM").pk
    ends = {"is_sure": True, "reason": "x", "by": marac.coordinator, "at": NOON}
    for about, other, other_about in (
        (harmer(one), theirs, harmer(theirs)),
        (harmer(one), two, victim),
        (harmer(theirs), two, harmer(two)),
    ):
        row = HarmLink(case=one, about_id=about, other=other, other_about_id=other_about, **ends)
        refused = pytest.raises(DatabaseError, match="policy")
        with acting_as(marac.coordinator), refused, transaction.atomic():
            row.save(force_insert=True)
    made.ended_by, made.ended_at, made.ended_why = marac.chair, LATER, "x"
    refused = pytest.raises(DatabaseError, match="may not update")
    with acting_as(marac.coordinator), refused, transaction.atomic():
        made.save(update_fields=["ended_by", "ended_at", "ended_why"])


def test_on_screen_no_page_of_one_case_says_who_is_harmed_in_the_other(client, marac, cases):
    one, two, _ = cases
    browser = with_second_factor(client, marac.coordinator)
    page = reverse("marac:harm", args=[one.pk])
    asks = reverse("marac:link_harm", args=[one.pk, harmer(one), harmer(two)])

    assert (
        "may also cause harm in 1 other case"
        in browser.get(reverse("marac:case", args=[one.pk])).text
    )
    before = browser.get(page).text
    assert two.reference in before
    assert asks in before
    refused = browser.post(asks, {"words": ""})
    assert refused.status_code == 422
    assert "Enter why they are the same person" in refused.text
    assert browser.post(asks, {"words": "The same date of birth"}).status_code == 302
    after = browser.get(page).text
    assert "The same date of birth" in after
    for shown in (before, after, browser.get(asks.replace(str(one.pk), str(two.pk))).text):
        assert "Lark Two" not in shown
    with as_role("wb_bulk"):
        made = HarmLink.objects.get()
    ends = reverse("marac:end_harm_link", args=[two.pk, made.pk])
    assert browser.post(ends, {"words": "His brother"}).status_code == 302
    with as_role("wb_bulk"):
        assert HarmLink.objects.get().ended_by == marac.coordinator


def test_its_pages_open_to_nobody_else(client, marac, cases):
    one, two, third = cases
    made = link(marac, one, two)
    pages = (
        reverse("marac:harm", args=[one.pk]),
        reverse("marac:link_harm", args=[one.pk, harmer(one), harmer(third)]),
        reverse("marac:end_harm_link", args=[third.pk, made.pk]),
    )
    assert [with_second_factor(client, marac.coordinator).get(one).status_code for one in pages] == [
        200, 404, 404,
    ]  # fmt: skip
    chair = with_second_factor(type(client)(), marac.chair)
    assert chair.get(pages[0]).status_code == 200
    assert chair.post(pages[1], {"words": "x"}).status_code in {403, 404}
    for user in (marac.rep, marac.idva, marac.outsider):
        browser = with_second_factor(type(client)(), user)
        assert {browser.get(page).status_code for page in pages} <= {403, 404}
        assert one.reference not in browser.get(reverse("marac:case", args=[two.pk])).text
    deny(marac, two, marac.coordinator)
    shown = with_second_factor(type(client)(), marac.coordinator).get(pages[0]).text
    assert two.reference not in shown
