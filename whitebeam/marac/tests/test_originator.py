"""From a fact its controller is asked whether it may be passed on, or to correct it; it answers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.models import (
    CaseBlock,
    Disclosure,
    OriginatorQuestion,
    ResearchItem,
)
from whitebeam.marac.services.originating import Asked, answer_originator, ask_originator
from whitebeam.marac.tests.research_steps import LATER, an_asked_case, held, share
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db
WORDS = "May the housing officer of the new landlord read it?"
Answer, Kind = OriginatorQuestion.Answer, OriginatorQuestion.Kind


@pytest.fixture
def world():
    """A case about which the police shared one thing: the panel, the case and the thing."""
    marac, case = an_asked_case()
    share(marac, case, held())
    with as_role("wb_bulk"):
        return marac, case, ResearchItem.objects.get()


def asked(**more):
    return Asked(**{"kind": Kind.PASS_ON, "words": WORDS, "once_key": uuid4()} | more)


def ask(world, by=None, said=None, fact=None):
    marac, case, thing = world
    by = by or marac.housing_rep
    with acting_as(by):
        return ask_originator(case.pk, fact or thing.pk, said or asked(), by=by, at=LATER)


def answer(question, by, given=Answer.AGREED, words="To the officer alone."):
    with acting_as(by):
        return answer_originator(question.pk, given, words, by=by, at=LATER + timedelta(hours=1))


def told(template):
    with as_role("wb_bulk"):
        return [(one.to, one.reference) for one in Notice.objects.filter(template=template)]


def seen_by(user):
    with acting_as(user):
        return policy.questions_seen_by(user).count(), OriginatorQuestion.objects.count()


def test_the_controller_is_told_answers_and_the_answer_is_kept(world):
    marac, case, _ = world

    question = ask(world)
    answer(question, marac.rep)

    with as_role("wb_bulk"):
        kept = OriginatorQuestion.objects.get()
    assert (kept.controller, kept.asked_for) == (marac.police, marac.housing)
    assert (kept.answer, str(kept.answer_words)) == ("AGREED", "To the officer alone.")
    assert (kept.answered_by, str(kept.words)) == (marac.rep, WORDS)
    assert told("originator_asked") == [(marac.rep, case.reference)]
    assert told("originator_answered") == [(marac.housing_rep, case.reference)]


def test_sent_twice_it_is_asked_once(world):
    said = asked()

    assert ask(world, said=said) == ask(world, said=said)
    assert len(told("originator_asked")) == 1


@pytest.mark.parametrize(
    ("who", "said", "words"),
    [
        ("rep", {}, "Your own agency is the controller"),
        ("housing_rep", {"words": "  "}, "Enter what you ask"),
        ("referrer", {}, "not on a case of yours"),
        ("outsider", {}, "not on a case of yours"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(world, who, said, words):
    with pytest.raises(Refused, match=words):
        ask(world, by=getattr(world[0], who), said=asked(**said))


def test_a_thing_without_a_line_is_asked_about_by_nobody(world):
    with pytest.raises(Refused, match="not on a case of yours"):
        ask(world, fact=uuid4())


@pytest.mark.parametrize("who", ["housing_rep", "coordinator", "idva", "outsider"])
def test_only_the_controller_answers(world, who):
    question = ask(world)

    with pytest.raises(Refused, match="answered already, or waits for another agency"):
        answer(question, getattr(world[0], who))


def test_it_is_answered_once_and_in_words(world):
    marac, question = world[0], ask(world)
    with pytest.raises(Refused, match="Enter the answer in words"):
        answer(question, marac.rep, words=" ")
    answer(question, marac.rep, given=Answer.REFUSED)

    with pytest.raises(Refused, match="answered already"):
        answer(question, marac.rep)


@pytest.mark.parametrize(
    ("who", "count"),
    [("rep", 1), ("housing_rep", 1), ("coordinator", 1), ("idva", 0), ("referrer", 0),
     ("outsider", 0)],
)  # fmt: skip
def test_its_parties_and_the_coordinator_read_it_by_policy_and_by_wall(world, who, count):
    ask(world)

    assert seen_by(getattr(world[0], who)) == (count, count)


def test_to_whom_the_case_is_denied_nothing_was_asked(world):
    marac, case, _ = world
    ask(world)
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=marac.rep, reason="Kin", set_by=marac.chair, set_at=NOON
        )

    assert seen_by(marac.rep) == (0, 0)


@pytest.mark.parametrize("wrong", ["by", "for", "controller", "answered"])
def test_the_wall_lets_nobody_ask_in_anothers_name(world, wrong):
    marac, case, thing = world
    with as_role("wb_bulk"):
        line = Disclosure.objects.get(about_id=thing.pk)
    row = {
        "case": case, "disclosure": line, "about_label": line.about_label, "kind": "PASS_ON",
        "controller": marac.police, "words": "x", "asked_by": marac.housing_rep,
        "asked_for": marac.housing, "asked_at": LATER, "once_key": uuid4(),
    }  # fmt: skip
    row |= {
        "by": {"asked_by": marac.coordinator},
        "for": {"asked_for": marac.hub},
        "controller": {"controller": marac.school},
        "answered": {
            "answer": "AGREED", "answer_words": "x", "answered_by": marac.housing_rep,
            "answered_at": LATER,
        },
    }[wrong]  # fmt: skip

    with acting_as(marac.housing_rep), pytest.raises(ProgrammingError, match="row-level security"):
        OriginatorQuestion.objects.create(**row)


@pytest.mark.parametrize("who", ["housing_rep", "coordinator"])
def test_the_wall_lets_nobody_but_the_controller_answer(world, who):
    marac, question = world[0], ask(world)
    user = getattr(marac, who)

    with acting_as(user):
        changed = OriginatorQuestion.objects.filter(pk=question.pk).update(
            answer="AGREED", answered_by=user, answered_at=LATER
        )

    assert changed == 0


def test_the_wall_lets_no_answer_be_changed(world):
    marac, question = world[0], ask(world)
    answer(question, marac.rep)

    with acting_as(marac.rep):
        assert OriginatorQuestion.objects.filter(pk=question.pk).update(answer="REFUSED") == 0
        with pytest.raises(ProgrammingError), connection.cursor() as cursor:
            cursor.execute("update marac_originatorquestion set words = 'x'")


def test_the_referrer_is_asked_about_her_account_and_answers(client, world):
    marac, case, _ = world
    ask(world, fact=case.pk)

    assert [to for to, _ in told("originator_asked")] == [marac.referrer]
    page = with_second_factor(client, marac.referrer).get(reverse("marac:originator")).text
    assert WORDS in page
    assert "the referrer&#39;s account" in page


def test_it_is_asked_from_the_line_and_answered_from_the_list(client, world):
    marac, case, thing = world
    line = reverse("marac:ledger_line", args=[case.pk, thing.pk])
    address = reverse("marac:ask_originator", args=[case.pk, thing.pk])
    hers = with_second_factor(client, marac.housing_rep)

    assert address in hers.get(line).text
    empty = hers.post(address, {"once_key": str(uuid4()), "kind": "CORRECT", "words": ""})
    sent = {"once_key": str(uuid4()), "kind": "CORRECT", "words": "He has no licence any more."}
    assert hers.post(address, sent).url == line

    theirs = with_second_factor(type(client)(), marac.rep)
    inbox = theirs.get(reverse("marac:originator")).text
    with as_role("wb_bulk"):
        where = reverse("marac:answer_originator", args=[OriginatorQuestion.objects.get().pk])
    kept = theirs.post(where, {"answer": "", "words": "It was given back."})
    done = theirs.post(where, {"answer": "AGREED", "words": "It was given back."})

    assert (empty.status_code, kept.status_code) == (422, 422)
    assert "Enter what you ask and for what it is needed" in empty.text
    assert "It was given back." in kept.text
    assert where in inbox
    assert done.url == reverse("marac:originator")
    assert "It was given back." in hers.get(line).text
    assert "Nothing waits for your agency" in theirs.get(reverse("marac:originator")).text
    assert theirs.get(where).url == reverse("marac:originator")


def test_the_controller_is_not_offered_to_ask_itself(client, world):
    marac, case, thing = world
    line = reverse("marac:ledger_line", args=[case.pk, thing.pk])

    page = with_second_factor(client, marac.rep).get(line).text

    assert reverse("marac:ask_originator", args=[case.pk, thing.pk]) not in page


def test_a_question_of_others_is_not_found(client, world):
    question = ask(world)
    stranger = worker_at(world[0].outside, Duty.RESEARCH_MARAC)
    address = reverse("marac:answer_originator", args=[question.pk])

    assert with_second_factor(client, stranger).get(address).status_code == 404


@pytest.mark.parametrize("who", ["referrer", "outsider_with_duty"])
def test_nobody_else_opens_the_question(client, world, who):
    marac, case, thing = world
    user = getattr(marac, who, None) or worker_at(marac.outside, Duty.RESEARCH_MARAC)
    address = reverse("marac:ask_originator", args=[case.pk, thing.pk])

    assert with_second_factor(client, user).get(address).status_code in {403, 404}
