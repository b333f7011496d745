"""Filling the database: everything arrives, once, and what was cut off is taken up again."""

import pytest

from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.demonstration import load as loading
from whitebeam.demonstration.load import load
from whitebeam.demonstration.models import Loading
from whitebeam.demonstration.tests.partnership import NOW, make_partnership
from whitebeam.people.models import (
    ContactPoint,
    Involvement,
    MatchKey,
    Name,
    Person,
    Restriction,
    SafeContact,
)
from whitebeam.referrals.models import Claim, Part, QueueEntry, Referral, StateChange, Transfer

pytestmark = pytest.mark.django_db

TABLES = (Person, Name, ContactPoint, SafeContact, Involvement, MatchKey, Part)
TABLES += (Referral, StateChange, QueueEntry, Claim, Transfer)


@pytest.fixture
def provider():
    return make_partnership()


@pytest.fixture(autouse=True)
def _past_the_walls():
    with as_role("wb_bulk"):
        yield


def quiet(_line):
    pass


def test_everything_arrives(provider):
    load(at=NOW, people=900, seed=3, say=quiet)

    assert 900 <= Person.objects.count() < 920
    assert all(table.objects.exists() for table in TABLES)
    assert {state for (state,) in Referral.objects.values_list("state")} == set(Referral.State)


def test_a_second_loading_does_nothing(provider):
    load(at=NOW, people=100, seed=3, say=quiet)
    before = [table.objects.count() for table in TABLES]

    load(at=NOW, people=100, seed=3, say=quiet)

    assert [table.objects.count() for table in TABLES] == before


def test_a_loading_that_was_cut_off_goes_on(provider, monkeypatch):
    monkeypatch.setattr(loading, "BATCH", loading.RUN)
    with pytest.raises(KeyboardInterrupt):
        load(at=NOW, people=900, seed=3, say=_stopping_after(1))
    assert 0 < Person.objects.count() < 900

    load(at=NOW, people=900, seed=3, say=quiet)

    assert 900 <= Person.objects.count() < 920
    assert Loading.objects.get().finished_at


def test_it_says_how_far_it_is(provider):
    lines = []

    load(at=NOW, people=100, seed=3, say=lines.append)

    assert lines[-1].startswith("100 of 100 people, ")
    assert lines[-1].endswith(" a minute, 0 s to go")


def test_what_was_sealed_opens_again(provider):
    load(at=NOW, people=100, seed=3, say=quiet)

    referral = Referral.objects.first()
    phone = ContactPoint.objects.filter(kind="PHONE").first()

    assert "what_happened" in referral.answers
    assert "900" in phone.value


def test_every_state_is_the_newest_change(provider):
    load(at=NOW, people=300, seed=3, say=quiet)

    for referral in Referral.objects.prefetch_related("changes"):
        newest = max(referral.changes.all(), key=lambda change: change.at)
        assert newest.after == referral.state


def test_a_waiting_referral_is_in_one_open_stay(provider):
    load(at=NOW, people=300, seed=3, say=quiet)

    open_stays = QueueEntry.objects.filter(left_at=None).values_list("referral", flat=True)
    waiting = Referral.objects.filter(state="IN_TRIAGE").values_list("pk", flat=True)

    assert set(open_stays) == set(waiting)


def test_people_to_try_are_marked_and_have_no_password(provider):
    load(at=NOW, people=50, seed=3, say=quiet)

    tried = User.objects.filter(is_demonstration=True)

    assert tried.filter(memberships__role__code="school-safeguarding-lead").count() == 2
    assert tried.filter(memberships__agency=provider, memberships__role__code="idva").exists()
    assert not any(user.has_usable_password() for user in tried)
    assert all(user.email.endswith(".example.org") for user in User.objects.all())


def test_nobody_to_try_is_blocked(provider):
    load(at=NOW, people=900, seed=3, say=quiet)

    assert Restriction.objects.exists()
    assert not Restriction.objects.filter(user__is_demonstration=True).exists()


def _stopping_after(lines):
    said = []

    def say(line):
        said.append(line)
        if len(said) > lines:
            raise KeyboardInterrupt

    return say
