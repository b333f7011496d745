"""A release is safe, approved by a second person, out after its embargo, and can be made again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.indicators import policy
from whitebeam.indicators.models import Cell, Exact, Ownership, Release
from whitebeam.indicators.queries import releases
from whitebeam.indicators.services import releasing, returning
from whitebeam.indicators.tests.desk import NOON, PERIOD
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Duty, SharingAgreement


def act(user):
    return acting(Acting.user(user.pk))


def printed(desk, release, code):
    with act(desk.keeper):
        lines = releases.lines_of(release)
    return {at: (line.part, line.whole) for (found, at), line in lines.items() if found == code}


def test_it_prints_rounded_numbers_and_hides_small_ones(desk):
    desk.signed(count=(33, 3, 30), share=(16, 21))

    release = desk.made()

    ashford, dover = (area.code for area in desk.areas)
    assert printed(desk, release, "REF") == {
        ("", "", ""): (Decimal(35), None),
        (ashford, "", ""): (None, None),
        (dover, "", ""): (Decimal(30), None),
    }
    assert printed(desk, release, "DONE") == {("", "", ""): (Decimal(15), Decimal(20))}


def test_a_second_person_approves_it_after_every_check(desk):
    desk.signed()
    release = desk.made()

    with act(desk.keeper), pytest.raises(Refused, match="does not wait for your approval"):
        releasing.approve(release.pk, checks=releasing.CHECKS, by=desk.keeper, at=NOON)
    with act(desk.second), pytest.raises(Refused, match="Make every check"):
        releasing.approve(release.pk, checks=["numbers"], by=desk.second, at=NOON)

    assert desk.approved(release).approved_by == desk.second


def test_nobody_reads_it_before_it_is_approved(desk):
    desk.signed()
    release = desk.made()

    with act(desk.reader):
        assert not policy.releases_seen_by(desk.reader).exists()
        assert not Cell.objects.exists()
    desk.approved(release)
    with act(desk.reader):
        assert policy.releases_seen_by(desk.reader).get() == release
        assert Cell.objects.filter(release=release).count() == 4
        assert not Exact.objects.exists()


def test_nobody_reads_it_before_its_embargo_ends(desk):
    desk.signed()
    desk.approved(desk.made(embargo_until=NOON + timedelta(days=36_500)))

    with act(desk.reader):
        assert not policy.releases_seen_by(desk.reader).exists()
        assert not Release.objects.exists()
    with act(desk.keeper):
        assert policy.releases_seen_by(desk.keeper).exists()
        assert not policy.released_to(desk.keeper).exists()


def test_it_is_closed_the_day_after_the_agreement_ends(desk):
    desk.signed()
    desk.approved(desk.made())
    with as_role("wb_bulk"):
        SharingAgreement.objects.filter(pk=desk.agreement.pk).update(ends_on="2021-01-01")

    with act(desk.reader):
        assert not policy.reads(desk.reader)
        assert not policy.releases_seen_by(desk.reader).exists()
        assert not Release.objects.exists()


def one_without_the_duty(desk):
    return worker_at(desk.council, Duty.REFER)


def one_whose_agency_signed_nothing(desk):
    return worker_at(AgencyFactory(), Duty.VIEW_INDICATORS)


@pytest.mark.parametrize("someone", [one_without_the_duty, one_whose_agency_signed_nothing])
def test_it_stays_closed_to(desk, someone):
    desk.signed()
    desk.approved(desk.made())
    stranger = someone(desk)

    with act(stranger):
        assert not policy.reads(stranger)
        assert not Release.objects.exists()
        assert not Cell.objects.exists()


def test_it_can_be_made_again_to_the_same_fingerprint(desk):
    desk.signed(count=(33, 3, 30))
    release = desk.approved(desk.made())

    with act(desk.keeper):
        assert releasing.remade(release) == release.fingerprint


def test_a_restatement_says_why_and_keeps_the_first(desk):
    owner = desk.signed()
    first = desk.approved(desk.made())
    with act(desk.owner):
        returning.reopen(owner.pk, reason="Cases came late", by=desk.owner, at=NOON)
    desk.fill(owner, count=(40, 20, 20))
    desk.sign(owner)

    with pytest.raises(Refused, match="Say why its figures change"):
        desk.made()
    second = desk.approved(desk.made(why="Ten cases came late"))

    assert (second.number, second.restates_id) == (first.number + 1, first.pk)
    with act(desk.keeper):
        assert [r.number for r in releases.out_on(desk.keeper, at=NOON)] == [second.number]
        assert releasing.remade(first) == first.fingerprint
        assert releasing.remade(second) == second.fingerprint
    assert printed(desk, first, "REF")["", "", ""] == (Decimal(30), None)


def test_only_one_of_a_period_waits_and_it_can_be_stopped(desk):
    desk.signed()
    release = desk.made()

    with pytest.raises(Refused, match="waits for approval already"):
        desk.made()
    with act(desk.second):
        releasing.reject(release.pk, reason="Wrong title", by=desk.second, at=NOON)
        with pytest.raises(Refused, match="decided already"):
            releasing.reject(release.pk, reason="Again", by=desk.second, at=NOON)
    assert desk.made().number == release.number + 1


def test_nothing_signed_is_nothing_to_release(desk):
    desk.opened()

    with pytest.raises(Refused, match="No return of this period is signed"):
        desk.made()


def test_an_owner_who_is_missing_is_named(desk):
    with as_role("wb_bulk"):
        Ownership.objects.create(indicator_code="REF", agency=desk.council)
    desk.signed()

    release = desk.made()

    with act(desk.keeper):
        total = Cell.objects.get(release=release, indicator=desk.count, area=None)
        assert total.explanation == f"Without the figures of {desk.council.name}."


def test_no_statement_takes_a_short_way(desk):
    desk.signed()
    release = desk.made()

    def stopped(user, deed):
        with act(user), pytest.raises(ProgrammingError), transaction.atomic():
            deed()

    rows = Release.objects.filter(pk=release.pk)
    stopped(desk.second, lambda: rows.update(approved_by=desk.keeper, approved_at=NOON))
    stopped(desk.keeper, lambda: rows.update(fingerprint="0" * 64))
    stopped(desk.keeper, lambda: Cell.objects.update(numerator=1))
    stopped(desk.second, lambda: Cell(release=release, indicator=desk.share).save())
    assert PERIOD.code == release.period
