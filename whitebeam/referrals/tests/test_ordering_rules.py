"""New rules, their order and their end: each tried on the past, kept as history, and undone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import LONG_AGO, a_queue, a_rule, a_sent_referral, an_area
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Duty
from whitebeam.referrals.models import RoutingRule
from whitebeam.referrals.queries.routing import rules_in_force
from whitebeam.referrals.rules.routing import Conditions, position_before
from whitebeam.referrals.services import changing_routes as deeds

TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)
MEDWAY = "E07000114"


@pytest.mark.parametrize(
    ("positions", "place", "found"),
    [
        ([], None, 1),
        ([1, 2], None, 3),
        ([1, 2], 0, 0),
        ([1, 2], 1, 1.5),
        ([1, 1], 1, None),  # no room
    ],
)
def test_there_is_room_before_a_rule_and_after_all(positions, place, found):
    assert position_before(positions, place) == found


@pytest.fixture
def configurer(db):
    return worker_at(AgencyFactory(), Duty.CONFIGURE_PARTNERSHIP)


@pytest.fixture
def queues(db):
    an_area(MEDWAY, "ME11AA")
    return a_queue(name="First queue"), a_queue(name="Second queue")


@pytest.fixture
def everyone(queues):
    return a_rule(queues[0], code="everyone", position=1, sentence="Everyone goes first.")


@pytest.fixture
def past(everyone, queues):
    """One referral of Medway that went to the first queue."""
    return a_sent_referral(queue=queues[0], at=timezone.now())


@pytest.fixture
def medway(queues):
    return a_rule(
        queues[1],
        code="medway",
        position=2,
        sentence="Medway goes second.",
        when={"area": [MEDWAY]},
    )


def typed(queue, **given):
    said = {"sentence": "Medway goes second.", "area": [MEDWAY], "queue": str(queue.pk)}
    return {**said, "place": "same", **given}


def on(day):
    return {"starts_on_day": day.day, "starts_on_month": day.month, "starts_on_year": day.year}


def page_of(rule):
    return reverse("referrals:routing_rule", args=[rule.pk])


def order(day):
    with as_role("wb_bulk"):
        return [rule.sentence for rule in rules_in_force(day)]


def count():
    with as_role("wb_bulk"):
        return RoutingRule.objects.count()


NEW = reverse("referrals:routing_new")


def test_a_new_rule_is_tried_on_past_referrals_and_adds_nothing(
    client, configurer, everyone, past, queues
):
    client.force_login(configurer)

    above = client.post(NEW, typed(queues[1], place=str(everyone.pk), do="try"))
    below = client.post(NEW, typed(queues[1], place="end", do="try"))

    assert "1 referral would have gone elsewhere" in above.text
    assert "0 referrals would have gone elsewhere" in below.text
    assert count() == 1


def test_a_new_rule_holds_from_its_day_at_its_place(client, configurer, everyone, queues):
    client.force_login(configurer)
    first = timezone.localdate() + 7 * DAY

    undated = client.post(NEW, typed(queues[1], place=str(everyone.pk), do="add"))
    added = client.post(NEW, typed(queues[1], place=str(everyone.pk), do="add", **on(first)))

    assert undated.status_code == 422
    assert "1. Medway goes second." in client.get(added.url).text
    assert order(first - DAY) == ["Everyone goes first."]
    assert order(first) == ["Medway goes second.", "Everyone goes first."]
    with as_role("wb_backup"):
        assert Entry.objects.filter(verb="referrals.routing_rule.added").count() == 1


def test_a_new_rule_needs_a_place(client, configurer, queues):
    client.force_login(configurer)

    answered = client.post(NEW, typed(queues[1], place="", do="try"))

    assert answered.status_code == 422
    assert "Select where it stands" in answered.text


def test_a_moved_rule_is_tried_then_decides_first_and_its_old_place_is_kept(
    client, configurer, everyone, past, medway, queues
):
    client.force_login(configurer)
    moved = typed(queues[1], place=str(everyone.pk), **on(timezone.localdate()))

    tried = client.post(page_of(medway), {**moved, "do": "try"})
    client.post(page_of(medway), {**moved, "do": "adopt"})

    assert "1 referral would have gone elsewhere" in tried.text
    assert order(timezone.localdate()) == ["Medway goes second.", "Everyone goes first."]
    assert order(timezone.localdate() - DAY) == ["Everyone goes first.", "Medway goes second."]


def change_of(rule, **new):
    said = {
        "sentence": rule.sentence,
        "when": Conditions.of(rule.when),
        "queue": rule.queue,
        "position": rule.position,
    }
    return deeds.Change(**{**said, **new})


def as_configurer(user):
    return acting(Acting.user(user.pk, purpose=Purpose.SUPERVISION))


def test_going_back_undoes_a_move(configurer, everyone, medway):
    with as_configurer(configurer):
        moved = deeds.adopt_rule(
            medway.pk,
            change=change_of(medway, position=0),
            starts_on=TODAY,
            by=configurer,
            on=TODAY,
        )
        deeds.go_back(moved.pk, by=configurer, on=TODAY + DAY)

    assert order(TODAY) == ["Medway goes second.", "Everyone goes first."]
    assert order(TODAY + DAY) == ["Everyone goes first.", "Medway goes second."]


def test_an_end_is_tried_and_adopted_on_the_page(
    client, configurer, everyone, past, medway, queues
):
    client.force_login(configurer)
    day = timezone.localdate() + DAY
    sent = typed(queues[0], sentence="Everyone goes first.", **on(day))

    tried = client.post(page_of(everyone), {**sent, "do": "try_end"})
    client.post(page_of(everyone), {**sent, "do": "end"})

    assert "1 referral would have gone elsewhere" in tried.text
    assert order(day - DAY) == ["Everyone goes first.", "Medway goes second."]
    assert order(day) == ["Medway goes second."]


def test_an_ended_rule_stays_on_the_list_and_holds_again(
    client, configurer, everyone, medway, queues
):
    today = timezone.localdate()
    with as_configurer(configurer):
        deeds.end_rule(medway.pk, from_day=today, by=configurer, on=today)
    client.force_login(configurer)

    listed = client.get(reverse("referrals:routing")).text
    page = client.get(page_of(medway)).text
    client.post(page_of(medway), typed(queues[1], do="adopt", **on(today)))

    assert page_of(medway) in listed
    assert "Let it hold again from that day" in page
    assert "End it from that day" not in page
    assert order(today) == ["Everyone goes first.", "Medway goes second."]


def test_an_end_that_has_not_come_can_be_undone(configurer, medway):
    with as_configurer(configurer):
        deeds.end_rule(medway.pk, from_day=TODAY + 9 * DAY, by=configurer, on=TODAY)
        deeds.adopt_rule(
            medway.pk, change=change_of(medway), starts_on=TODAY + DAY, by=configurer, on=TODAY
        )

    for day in (TODAY, TODAY + DAY, TODAY + 20 * DAY):
        assert order(day) == ["Medway goes second."]


def test_a_rule_that_ends_before_it_begins_was_never_in_force(configurer, medway):
    with as_configurer(configurer):
        added = deeds.add_rule(
            change=change_of(medway, sentence="New."),
            starts_on=TODAY + 5 * DAY,
            by=configurer,
            on=TODAY,
        )
        deeds.end_rule(added.pk, from_day=TODAY, by=configurer, on=TODAY)

    assert order(TODAY + 5 * DAY) == ["Medway goes second."]


def test_a_day_whose_change_was_taken_back_does_not_stand_in_the_way(configurer, medway):
    with as_configurer(configurer):
        later = deeds.adopt_rule(
            medway.pk, change=change_of(medway), starts_on=TODAY + 9 * DAY, by=configurer, on=TODAY
        )
        deeds.go_back(later.pk, by=configurer, on=TODAY)
        sooner = change_of(medway, sentence="Sooner.")
        deeds.adopt_rule(medway.pk, change=sooner, starts_on=TODAY + DAY, by=configurer, on=TODAY)

    assert order(TODAY + 20 * DAY) == ["Sooner."]


def add(rule, by, day):
    deeds.add_rule(change=change_of(rule), starts_on=day, by=by, on=TODAY)


def end(rule, by, day):
    deeds.end_rule(rule.pk, from_day=day, by=by, on=TODAY)


@pytest.mark.parametrize("deed", [add, end])
def test_refuses_a_past_day_and_who_does_not_configure(configurer, medway, deed):
    other = worker_at(AgencyFactory(), *(set(Duty) - {Duty.CONFIGURE_PARTNERSHIP}))

    with as_configurer(configurer), pytest.raises(Refused, match="today or a later day"):
        deed(medway, configurer, TODAY - DAY)
    with as_configurer(other), pytest.raises(Refused, match="cannot change"):
        deed(medway, other, TODAY)
    assert order(LONG_AGO) == ["Medway goes second."]
    assert count() == 1


def test_refuses_to_end_a_rule_twice(configurer, medway):
    with as_configurer(configurer):
        end(medway, configurer, TODAY)
        with pytest.raises(Refused, match="ended already"):
            end(medway, configurer, TODAY)
