"""Nothing known in one click; what is held is shared with its ledger line, or stays withheld."""

from uuid import uuid4

import pytest

from tests.marac_builders import acting_as
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.models import (
    Case,
    CaseAction,
    CasePerson,
    Disclosure,
    KnownPerson,
    ResearchItem,
)
from whitebeam.marac.rules.research_answers import Answers, ProposedAction
from whitebeam.marac.services import answering
from whitebeam.marac.services.ledger import Why
from whitebeam.marac.tests.research_steps import LATER, NOON, an_asked_case, held, request_of, share

pytestmark = pytest.mark.django_db


def say_nothing_known(marac, case, *, by=None):
    with acting_as(by or marac.rep):
        return answering.nothing_known(
            request_of(case, marac.police).pk, by=by or marac.rep, at=LATER
        )


def known_to(case, agency):
    with as_role("wb_bulk"):
        rows = KnownPerson.objects.filter(request=request_of(case, agency))
        return {row.case_person.part: row.is_known for row in rows}


def test_nothing_known_is_an_answer_of_one_deed():
    marac, case = an_asked_case()

    request = say_nothing_known(marac, case)

    assert (request.answer, request.answered_by, request.answered_at) == (
        "NOTHING_KNOWN",
        marac.rep,
        LATER,
    )
    assert known_to(case, marac.police) == {"VICTIM": False, "PERPETRATOR": False, "CHILD": False}
    assert say_nothing_known(marac, case).version == request.version


def test_nothing_known_can_be_taken_back():
    marac, case = an_asked_case()
    request = say_nothing_known(marac, case)

    with acting_as(marac.rep):
        undone = answering.undo(request.pk, by=marac.rep, at=LATER)
        assert (undone.answer, undone.answered_at) == ("", None)
        with pytest.raises(Refused, match="no “nothing known” to take back"):
            answering.undo(request.pk, by=marac.rep, at=LATER)


def test_what_is_shared_has_a_line_with_every_receiver():
    marac, case = an_asked_case()

    share(marac, case, held(), held("He has left the area.", topic="PROTECTIVE"))

    with as_role("wb_bulk"):
        for item in ResearchItem.objects.filter(case=case):
            line = Disclosure.objects.get(about_id=item.pk)
            assert line.controller == marac.police
            assert line.agreement == marac.agreement
            assert (line.decided_by, line.decided_at) == (marac.rep, LATER)
            assert {r.agency for r in line.recipients.all()} == {
                marac.hub,
                marac.housing,
                marac.service,
            }
            assert {r.at for r in line.recipients.all()} == {LATER}
    for reader in (marac.coordinator, marac.housing_rep, marac.idva, marac.chair):
        with acting_as(reader):
            assert policy.items_seen_by(reader).count() == 2


def test_a_fact_about_a_child_reaches_only_those_who_were_asked_about_the_child():
    marac, case = an_asked_case()
    with as_role("wb_bulk"):
        case.requests.filter(agency=marac.housing).update(parts=["VICTIM"])
        child = case.people.get(part="CHILD")

    share(marac, case, held("She hides under the stairs.", about=str(child.pk)), held())

    with as_role("wb_bulk"):
        about_her = ResearchItem.objects.get(about=child)
        line = Disclosure.objects.get(about_id=about_her.pk)
        assert {r.agency for r in line.recipients.all()} == {marac.hub, marac.service}
    for reader, sees in ((marac.housing_rep, 1), (marac.rep, 2), (marac.idva, 2)):
        with acting_as(reader):
            assert policy.items_seen_by(reader).count() == sees
            assert ResearchItem.objects.count() == sees


def test_withheld_items_stay_inside_and_have_no_line():
    marac, case = an_asked_case()

    share(marac, case, held(is_withheld=True, why_withheld="A source would be known"))

    with as_role("wb_bulk"):
        item = ResearchItem.objects.get(case=case)
        assert not Disclosure.objects.filter(about_id=item.pk).exists()
        assert request_of(case, marac.police).answer == "KNOWN"
    with acting_as(marac.coordinator):
        assert not policy.items_seen_by(marac.coordinator).exists()


def test_the_same_form_sent_twice_shares_once():
    marac, case = an_asked_case()
    item = held()

    share(marac, case, item)
    share(marac, case, item)

    with as_role("wb_bulk"):
        assert ResearchItem.objects.filter(case=case).count() == 1


def test_the_moment_of_the_first_answer_stays():
    marac, case = an_asked_case()
    say_nothing_known(marac, case)
    with as_role("wb_bulk"):
        type(request_of(case, marac.police)).objects.filter(agency=marac.police).update(
            answered_at=NOON
        )

    share(marac, case, held())

    assert request_of(case, marac.police).answered_at == NOON


def an_unknown_person():
    return {str(CasePerson().pk): True}


@pytest.mark.parametrize(
    ("items", "known", "words"),
    [
        ((held(text="  "),), {}, "Enter what your agency knows"),
        ((held(is_withheld=True),), {}, "Enter why this is withheld"),
        ((held(about=str(CasePerson().pk)),), {}, "moved on"),
        ((held(),), an_unknown_person(), "moved on"),
    ],
)
def test_a_faulty_answer_shares_nothing(items, known, words):
    marac, case = an_asked_case()

    with pytest.raises(Refused, match=words):
        share(marac, case, *items, known=known)

    with as_role("wb_bulk"):
        assert not ResearchItem.objects.filter(case=case).exists()
        assert request_of(case, marac.police).answer == ""


def test_a_line_needs_its_reasons():
    marac, case = an_asked_case()

    with acting_as(marac.rep), pytest.raises(Refused, match="why it is needed"):
        answering.submit(
            request_of(case, marac.police).pk,
            Answers(items=(held(),)),
            why=Why("PUBLIC_TASK", " ", "Only this"),
            by=marac.rep,
            at=LATER,
        )


def test_a_correction_supersedes_and_has_its_own_line():
    marac, case = an_asked_case()
    share(marac, case, held())
    with as_role("wb_bulk"):
        item = ResearchItem.objects.get(case=case)

    with acting_as(marac.rep):
        new = answering.correct(
            item.pk, held("He had one."), why=Why.usual(marac.police), by=marac.rep, at=LATER
        )
        assert list(policy.items_seen_by(marac.rep)) == [new]
        with pytest.raises(Refused, match="corrected already"):
            answering.correct(
                item.pk, held("Again."), why=Why.usual(marac.police), by=marac.rep, at=LATER
            )

    with as_role("wb_bulk"):
        assert Disclosure.objects.filter(about_id__in=[item.pk, new.pk]).count() == 2
        assert new.supersedes == item


def somebody_else(marac):
    return marac.housing_rep


def an_outsider(marac):
    return marac.outsider


def the_coordinator(marac):
    return marac.coordinator


@pytest.mark.parametrize("who", [somebody_else, an_outsider, the_coordinator])
def test_nobody_answers_for_another_agency(who):
    marac, case = an_asked_case()
    user = who(marac)

    with pytest.raises(Refused, match="not asked about this case any more"):
        say_nothing_known(marac, case, by=user)
    with pytest.raises(Refused, match="not asked about this case any more"):
        share(marac, case, held(), by=user)


def test_a_case_that_was_heard_takes_no_more_answers():
    marac, case = an_asked_case()
    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(state="HEARD", heard_at=LATER)

    with pytest.raises(Refused, match="has been heard"):
        say_nothing_known(marac, case)


def test_nothing_known_after_sharing_is_refused():
    marac, case = an_asked_case()
    share(marac, case, held())

    with pytest.raises(Refused, match="has shared something"):
        say_nothing_known(marac, case)


def test_the_audit_says_how_much_and_nothing_of_what():
    marac, case = an_asked_case()
    share(marac, case, held())

    with as_role("wb_backup"):
        entry = Entry.objects.get(verb="marac.research.shared")
        assert entry.details == {"shared": 1, "withheld": 0}
        assert "shotgun" not in str(vars(entry))


def test_an_action_that_is_offered_is_taken_on_once_and_counts_as_planned_before():
    marac, case = an_asked_case()
    offer = ProposedAction("Fit a lock", "He has a key", LATER.date(), str(uuid4()))
    for _ in range(2):
        with acting_as(marac.rep):
            answering.submit(
                request_of(case, marac.police).pk,
                Answers(actions=(offer,)),
                why=Why.usual(marac.police),
                by=marac.rep,
                at=LATER,
            )

    with as_role("wb_bulk"):
        link = CaseAction.objects.get(case=case)
        assert link.is_before_meeting
        assert (link.action.owner_agency, link.action.state) == (marac.police, "ACCEPTED")
