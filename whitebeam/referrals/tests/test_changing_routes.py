"""Changing a routing rule: tried on the past, adopted from a day, taken back."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import (
    LONG_AGO,
    a_queue,
    a_rule,
    a_sent_referral,
    an_agreement_between,
    an_area,
)
from tests.roles import as_role
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Duty
from whitebeam.referrals.models import RoutingRule
from whitebeam.referrals.queries.routing import past_referrals
from whitebeam.referrals.rules.dry_run import Counted, QueueChange, compare
from whitebeam.referrals.rules.routing import Conditions, Rule, Subject
from whitebeam.referrals.services.changing_routes import Change, adopt_rule, go_back

ONE, TWO = UUID(int=1), UUID(int=2)


def rule(number, queue, **when):
    return Rule(UUID(int=number), number, Conditions.of(when), queue, LONG_AGO)


def test_a_dry_run_counts_where_like_referrals_would_have_gone():
    past = [Counted(Subject(area="A"), 3), Counted(Subject(area="B"), 2), Counted(Subject(), 1)]
    before = [rule(1, ONE, area=["A", "B"])]
    after = [rule(1, ONE, area=["A"]), rule(2, TWO, area=["B"])]

    found = compare(past, before=before, after=after)

    assert found.changes == [
        QueueChange(ONE, 5, 3),
        QueueChange(None, 1, 1),
        QueueChange(TWO, 0, 2),
    ]
    assert (found.moved, found.total) == (2, 6)


@pytest.fixture
def configurer(db):
    return worker_at(AgencyFactory(), Duty.CONFIGURE_PARTNERSHIP)


@pytest.fixture
def queues(db):
    an_area("E07000114", "ME11AA")
    return a_queue(name="First queue"), a_queue(name="Second queue")


@pytest.fixture
def routed(queues):
    return a_rule(queues[0], code="everyone", sentence="Everyone goes first.")


def as_worker(user):
    return acting(Acting.user(user.pk, purpose=Purpose.SUPERVISION))


def sent_now(queue):
    a_sent_referral(queue=queue, at=timezone.now())


def typed(queue, **given):
    said = {"sentence": "Medway goes second.", "queue": str(queue.pk), "place": "same"}
    return {**said, **given}


def test_the_rules_are_listed_in_plain_sentences_in_order(client, configurer, routed, queues):
    a_rule(queues[1], position=0, sentence="Medway goes second.")
    client.force_login(configurer)

    listed = client.get(reverse("referrals:routing")).text

    assert listed.index("1. Medway goes second.") < listed.index("2. Everyone goes first.")
    assert "In force" in listed


def test_a_change_is_tried_on_past_referrals_and_changes_nothing(
    client, configurer, routed, queues
):
    sent_now(queues[0])
    client.force_login(configurer)
    url = reverse("referrals:routing_rule", args=[routed.pk])

    tried = client.post(url, typed(queues[1], area=["E07000114"], do="try"))

    assert "1 referral would have gone elsewhere" in tried.text
    assert "Second queue" in tried.text
    assert "WB-" not in tried.text
    with as_role("wb_bulk"):
        assert RoutingRule.objects.count() == 1


def test_a_change_is_adopted_from_a_day_and_the_old_rule_is_kept(
    client, configurer, routed, queues
):
    client.force_login(configurer)
    url = reverse("referrals:routing_rule", args=[routed.pk])
    first = timezone.localdate() + timedelta(days=7)
    day = {"starts_on_day": first.day, "starts_on_month": first.month, "starts_on_year": first.year}

    undated = client.post(url, typed(queues[1], do="adopt"))
    adopted = client.post(url, typed(queues[1], age_min="16", do="adopt", **day))
    listed = client.get(adopted.url)

    assert undated.status_code == 422
    assert "Enter the first day" in undated.text
    assert "To come" in listed.text
    with as_role("wb_bulk"):
        old, new = RoutingRule.objects.order_by("starts_on")
        assert old.ends_on == first - timedelta(days=1)
        assert (new.starts_on, new.when, new.code) == (first, {"age_min": 16}, "everyone")


def test_says_what_is_wrong_with_a_rule(client, configurer, routed, queues):
    client.force_login(configurer)
    url = reverse("referrals:routing_rule", args=[routed.pk])

    answered = client.post(url, typed(queues[1], age_min="30", age_max="20"))

    assert answered.status_code == 422
    assert "The oldest age must not be below the youngest" in answered.text


TODAY = date(2026, 3, 4)


def adopt(configurer, rule, queue, *, starts_on):
    change = Change("Changed.", Conditions(), queue, rule.position)
    with as_worker(configurer):
        return adopt_rule(rule.pk, change=change, starts_on=starts_on, by=configurer, on=TODAY)


def in_force(on):
    with as_role("wb_bulk"):
        return [
            (one.sentence, one.starts_on)
            for one in RoutingRule.objects.order_by("starts_on", "ends_on")
            if one.starts_on <= on and (one.ends_on is None or one.ends_on >= on)
        ]


@pytest.mark.parametrize(
    ("days", "earlier", "back"),
    [
        (7, LONG_AGO, LONG_AGO),  # not begun: as if it had never been adopted
        (0, LONG_AGO, LONG_AGO),
    ],
)
def test_a_change_not_yet_begun_is_taken_back_whole(
    configurer, routed, queues, days, earlier, back
):
    starts_on = TODAY + timedelta(days=days)
    adopted = adopt(configurer, routed, queues[1], starts_on=starts_on)

    with as_worker(configurer):
        go_back(adopted.pk, by=configurer, on=TODAY)

    assert in_force(starts_on) == [("Everyone goes first.", back)]


def test_a_change_in_force_is_taken_back_from_today_and_its_days_are_kept(
    configurer, routed, queues
):
    adopted = adopt(configurer, routed, queues[1], starts_on=TODAY)
    later = TODAY + timedelta(days=10)

    with as_worker(configurer):
        go_back(adopted.pk, by=configurer, on=later)

    assert in_force(later) == [("Everyone goes first.", later)]
    assert in_force(TODAY) == [("Changed.", TODAY)]


def test_refuses_a_past_day_a_second_change_and_a_way_back_from_nothing(configurer, routed, queues):
    with pytest.raises(Refused, match="today or a later day"):
        adopt(configurer, routed, queues[1], starts_on=TODAY - timedelta(days=1))
    with as_worker(configurer), pytest.raises(Refused, match="no earlier rule"):
        go_back(routed.pk, by=configurer, on=TODAY)
    adopted = adopt(configurer, routed, queues[1], starts_on=TODAY)
    with pytest.raises(Refused, match="changed already"):
        adopt(configurer, routed, queues[1], starts_on=TODAY)
    with pytest.raises(Refused, match="on that day or later"):
        adopt(configurer, adopted, queues[1], starts_on=TODAY)


def test_refuses_who_does_not_configure(routed, queues):
    other = worker_at(AgencyFactory(), *(set(Duty) - {Duty.CONFIGURE_PARTNERSHIP}))

    with pytest.raises(Refused, match="cannot change"):
        adopt(other, routed, queues[1], starts_on=TODAY)


@pytest.mark.walls
def test_past_referrals_are_counted_for_the_configurer_alone_and_never_named(
    configurer, routed, queues
):
    an_agreement_between(queues[0].agency)
    sent_now(queues[0])
    other = worker_at(AgencyFactory(), *(set(Duty) - {Duty.CONFIGURE_PARTNERSHIP}))
    since = timezone.now() - timedelta(days=1)

    with as_worker(configurer):
        counted = past_referrals(since=since)
        with connection.cursor() as cursor:
            cursor.execute("select * from sec.referrals_counted(%s)", [since])
            columns = [column.name for column in cursor.description]
    with as_worker(other):
        assert past_referrals(since=since) == []

    assert [(c.subject.area, c.subject.sex, c.count) for c in counted] == [
        ("E07000114", "FEMALE", 1)
    ]
    assert columns == ["area", "age", "sex", "risk", "needs", "queue", "n"]


def test_the_pages_are_for_those_who_configure(client, routed):
    client.force_login(worker_at(AgencyFactory(), Duty.TRIAGE_REFERRALS))

    for name, args in (("routing", []), ("routing_new", []), ("routing_rule", [routed.pk])):
        assert client.get(reverse(f"referrals:{name}", args=args)).status_code == 403
