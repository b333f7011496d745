"""A return is filled in, signed by two, locked, and opened again with a trace."""

from datetime import date

import pytest

from tests.factories import AgencyFactory, worker_at
from whitebeam.indicators import policy
from whitebeam.indicators.models import Figure, Return, Step
from whitebeam.indicators.queries import book
from whitebeam.indicators.queries.returns import filled, steps_of
from whitebeam.indicators.rules.periods import read_period
from whitebeam.indicators.services import returning
from whitebeam.indicators.tests.desk import NOON, PERIOD, IndicatorFactory, value
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty


def act(user):
    return acting(Acting.user(user.pk))


def kinds(owner):
    return [step.kind for step in steps_of(owner)]


def test_returns_are_opened_once_for_each_agency_that_owes_one(desk):
    owner = desk.opened()

    assert owner.due_on == date(2026, 7, 28)
    assert desk.opened() == owner
    with act(desk.owner):
        assert kinds(owner) == [Step.Kind.OPENED]


def test_the_day_is_so_many_working_days_after_the_period():
    # Good Friday 2027 is 26 March, Easter Monday the 29th.
    assert book.due_on(read_period("2026-Q4"), working_days=1) == date(2027, 4, 1)
    assert book.due_on(read_period("2026-Q3"), working_days=1) == date(2027, 1, 4)


def test_what_is_missing_is_told_and_stops_the_sending(desk):
    owner = desk.opened()

    with act(desk.owner):
        assert len(filled(owner).findings) == 5
        with pytest.raises(Refused, match="5 things are still to be put right"):
            returning.send(owner.pk, by=desk.owner, at=NOON)


def test_two_people_sign_and_then_it_is_locked(desk):
    owner = desk.signed()

    assert (owner.state, owner.sent_by, owner.signed_by) == (
        Return.State.SIGNED,
        desk.owner,
        desk.colleague,
    )
    with pytest.raises(Refused, match="not open any more"):
        desk.fill(owner)
    with act(desk.owner):
        assert kinds(owner)[:2] == [Step.Kind.SIGNED, Step.Kind.SENT]
    with act(desk.colleague):
        assert Notice.objects.get(to=desk.colleague).template == "return_to_sign"


def test_whoever_sent_it_does_not_sign_it(desk):
    owner = desk.opened()
    desk.fill(owner)

    with act(desk.owner):
        returning.send(owner.pk, by=desk.owner, at=NOON)
        with pytest.raises(Refused, match="A colleague must sign it"):
            returning.sign(owner.pk, by=desk.owner, at=NOON)


def test_a_colleague_sends_it_back_with_a_reason(desk):
    owner = desk.opened()
    desk.fill(owner)
    with act(desk.owner):
        returning.send(owner.pk, by=desk.owner, at=NOON)

    with act(desk.colleague):
        returning.send_back(owner.pk, reason="Dover looks old", by=desk.colleague, at=NOON)

        owner.refresh_from_db()
        assert (owner.state, owner.sent_by) == (Return.State.OPEN, None)
        assert steps_of(owner)[0].reason == "Dover looks old"
        with pytest.raises(Refused, match="does not wait"):
            returning.send_back(owner.pk, reason="Again", by=desk.colleague, at=NOON)


@pytest.mark.parametrize("who", ["owner", "keeper"])
def test_opening_again_leaves_its_trace(desk, who):
    owner, someone = desk.signed(), getattr(desk, who)

    with act(someone):
        returning.reopen(owner.pk, reason="Two cases were missed", by=someone, at=NOON)

        step = steps_of(owner)[0]
        assert (step.kind, step.by, step.reason) == (
            Step.Kind.REOPENED,
            someone,
            "Two cases were missed",
        )
        with pytest.raises(Refused, match="not open any more"):
            returning.reopen(owner.pk, reason="Again", by=someone, at=NOON)


def test_a_jump_on_last_time_is_explained_before_it_is_sent(desk):
    desk.signed(PERIOD.before)
    owner = desk.opened()
    desk.fill(owner, count=(90, 30, 60))

    with act(desk.owner), pytest.raises(Refused, match="3 things are still"):
        returning.send(owner.pk, by=desk.owner, at=NOON)
    desk.fill(owner, count=(90, 30, 60), said="Two months came late")

    assert desk.sign(owner).state == Return.State.SIGNED


def test_a_return_takes_only_what_it_asks_for(desk):
    owner, other = desk.opened(), IndicatorFactory()

    with act(desk.owner), pytest.raises(Refused, match="does not ask"):
        returning.save_figures(
            owner.pk,
            indicator=other,
            values={desk.lines()[0]: value(1)},
            by=desk.owner,
            at=NOON,
        )


def another_agency_s_owner(desk):
    return worker_at(AgencyFactory(), Duty.SUBMIT_RETURNS)


def a_reader_of_the_same_agency(desk):
    return worker_at(desk.police, Duty.VIEW_INDICATORS)


def one_whose_duty_has_ended(desk):
    return worker_at(desk.police, Duty.SUBMIT_RETURNS, ends_on=date(2021, 1, 1))


@pytest.mark.parametrize(
    "someone", [another_agency_s_owner, a_reader_of_the_same_agency, one_whose_duty_has_ended]
)
def test_others_see_nothing_of_it_and_change_nothing(desk, someone):
    owner, stranger = desk.opened(), someone(desk)
    desk.fill(owner)

    with act(stranger):
        assert not policy.returns_seen_by(stranger).exists()
        assert not Return.objects.exists()
        assert not Figure.objects.exists()
        with pytest.raises(Refused):
            returning.send(owner.pk, by=stranger, at=NOON)


def test_a_keeper_reads_returns_and_fills_none_in(desk):
    owner = desk.opened()
    desk.fill(owner)

    with act(desk.keeper):
        assert policy.returns_seen_by(desk.keeper).get() == owner
        with pytest.raises(Refused):
            returning.send(owner.pk, by=desk.keeper, at=NOON)
