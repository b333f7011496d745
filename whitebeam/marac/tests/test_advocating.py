"""She is reached by safe ways alone, heard before and after, and told, or it is said why not."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.people_builders import a_person, with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case, ContactAttempt, Disclosure, Telling, Wish
from whitebeam.marac.services import advocating
from whitebeam.marac.services.advocating import FACE_TO_FACE, Attempt, Told
from whitebeam.marac.services.closing_checks import require_told
from whitebeam.partners.models import Duty
from whitebeam.people.services.facts import SafeContactFact
from whitebeam.people.services.safe_contact import set_safe_contact

pytestmark = pytest.mark.django_db
SOON = NOON + timedelta(hours=1)


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def her(marac):
    return a_person(marac.service, by=worker_at(marac.service, *SUPPORTING))


@pytest.fixture
def case(marac, her):
    return a_case(marac, people={"VICTIM": her}, idva_due_at=NOON + timedelta(days=2))


SUPPORTING = (Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS, Duty.TRIAGE_REFERRALS)


def she_says(marac, her, channel="CALL", answer="SAFE", **more):
    with acting_as(marac.idva):
        fact = SafeContactFact(channel=channel, answer=answer, **more)
        set_safe_contact(her, said=fact, agency=marac.service, by=marac.idva, at=NOON)


def attempt(channel="CALL", outcome="REACHED", at=NOON, **more):
    return Attempt(channel, ContactAttempt.Outcome(outcome), at, uuid4(), **more)


def log(marac, case, made, *, by=None):
    with acting_as(by or marac.idva):
        return advocating.log_attempt(case.pk, made, by=by or marac.idva, at=SOON)


def decide(case, state="HEARD"):
    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(state=state, heard_at=NOON)
        case.refresh_from_db()


def told(**more):
    usual = {"outcome": Telling.Outcome.TOLD, "decided": "A lock", "how": FACE_TO_FACE}
    usual["told_at"] = SOON
    return Told(**usual | {"once_key": uuid4()} | more)


def tell(marac, case, said, *, by=None):
    with acting_as(by or marac.idva):
        return advocating.tell(case.pk, said, by=by or marac.idva, at=SOON)


def test_a_safe_way_is_recorded_once_and_its_adviser_is_named(marac, case, her):
    she_says(marac, her)
    made = attempt(note="She can talk on Mondays")

    assert log(marac, case, made) == log(marac, case, made)

    with as_role("wb_bulk"):
        case.refresh_from_db()
        assert (case.idva, case.idva_agency) == (marac.idva, marac.service)
        assert case.contacts.count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"answer": "UNSAFE"}, "not safe"),
        ({"answer": "NOT_KNOWN"}, "do not contact this way"),
        ({"days": (0,)}, "Not a safe day"),
        ({"from_time": time(13), "to_time": time(14)}, "Not a safe time"),
    ],
)
def test_a_way_that_is_shut_at_that_moment_is_refused_with_its_reason(
    marac, case, her, said, words
):
    she_says(marac, her, **said)

    with pytest.raises(Refused, match=words):
        log(marac, case, attempt())

    with as_role("wb_bulk"):
        assert not case.contacts.exists()


def test_a_way_of_which_nothing_is_known_is_shut(marac, case):
    with pytest.raises(Refused, match="do not contact this way"):
        log(marac, case, attempt())


def test_without_her_record_only_face_to_face_is_left(marac):
    case = a_case(marac)

    with pytest.raises(Refused, match="No way is known to be safe"):
        log(marac, case, attempt())
    assert log(marac, case, attempt(FACE_TO_FACE)).channel == FACE_TO_FACE


def test_an_attempt_is_not_in_the_future(marac, case):
    with pytest.raises(Refused, match="future"):
        log(marac, case, attempt(FACE_TO_FACE, at=NOON + timedelta(days=1)))


@pytest.mark.parametrize("who", ["coordinator", "rep", "referrer", "outsider"])
def test_nobody_else_speaks_for_her(marac, case, who):
    user = getattr(marac, who)
    decide(case)

    with pytest.raises(Refused):
        log(marac, case, attempt(FACE_TO_FACE), by=user)
    with pytest.raises(Refused):
        tell(marac, case, told(), by=user)
    with acting_as(user), pytest.raises(Refused):
        advocating.take_on(case.pk, by=user, at=NOON)


def wish(marac, case, words="To stay in her home"):
    with acting_as(marac.idva):
        return advocating.write_wish(
            case.pk, words=words, is_own_words=True, once_key=uuid4(), by=marac.idva, at=SOON
        )


def test_wishes_are_kept_before_and_after_and_have_their_line(marac, case):
    before = wish(marac, case)
    decide(case)
    after = wish(marac, case, "She feels safer")

    assert (before.when, after.when) == (Wish.When.BEFORE, Wish.When.AFTER)
    with as_role("wb_bulk"):
        assert Disclosure.objects.filter(about_label="marac.Wish").count() == 2
    with pytest.raises(Refused, match="Enter what she wants"):
        wish(marac, case, " ")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"decided": " "}, "Enter what was decided"),
        ({"how": ""}, "Select how she was told"),
        ({"told_at": None}, "Enter when she was told"),
        ({"told_at": SOON + timedelta(minutes=1)}, "in the future"),
        ({"told_at": NOON - timedelta(minutes=1)}, "before the last decision"),
        ({"outcome": Telling.Outcome.UNSAFE, "reason": " "}, "why telling her is not safe"),
        ({"how": "CALL"}, "do not contact this way"),
    ],
)
def test_telling_needs_its_facts_and_a_safe_way(marac, case, said, words):
    decide(case)

    with pytest.raises(Refused, match=words):
        tell(marac, case, told(**said))


def test_nothing_is_told_before_anything_is_decided(marac, case):
    with pytest.raises(Refused, match="Nothing was decided yet"):
        tell(marac, case, told())


@pytest.mark.parametrize(
    "said", [{}, {"outcome": Telling.Outcome.UNSAFE, "how": "", "reason": "He reads her post"}]
)
def test_a_case_is_closed_only_once_it_is_known_whether_she_was_told(marac, case, said):
    require_told(case)
    decide(case)
    with acting_as(marac.coordinator), pytest.raises(Refused, match="cannot be closed"):
        require_told(case)

    tell(marac, case, told(**said))

    with acting_as(marac.coordinator):
        require_told(case)


def test_the_panel_reads_what_she_wants_and_not_how_she_is_reached(client, marac, case, her):
    she_says(marac, her, safe_word="Bluebell")
    log(marac, case, attempt(note="Her sister minds the children"))
    wish(marac, case)
    where = reverse("marac:case_voice", args=[case.pk])

    theirs = with_second_factor(client, marac.rep).get(where).text
    hers = with_second_factor(type(client)(), marac.idva).get(where).text

    assert "To stay in her home" in theirs
    assert "Only the adviser who speaks for her" in theirs
    for words in ("Bluebell", "Her sister minds the children"):
        assert words not in theirs
        assert words in hers


def test_the_list_shows_the_clock_and_the_next_step(client, marac, case):
    browser = with_second_factor(client, marac.idva)

    text = browser.get(reverse("marac:advocated")).text

    assert case.reference in text
    assert "Reach her, by a safe way" in text


def test_whom_nobody_has_reached_comes_before_whom_nobody_has_told(client, marac, case):
    told = a_case(marac, state="HEARD", referred_at=NOON - timedelta(days=90))
    untold = a_case(marac, state="HEARD", referred_at=NOON - timedelta(days=80))
    with as_role("wb_bulk"):
        told.tellings.create(
            agency=marac.service, by=marac.idva, at=NOON, outcome="TOLD", how="CALL",
            decided="To move", once_key=uuid4(),
        )  # fmt: skip

    text = with_second_factor(client, marac.idva).get(reverse("marac:advocated")).text

    order = [text.index(one.reference) for one in (case, untold, told)]
    assert order == sorted(order)


def test_the_list_costs_the_same_for_one_case_and_for_many(
    client, marac, case, django_assert_max_num_queries
):
    browser, where = with_second_factor(client, marac.idva), reverse("marac:advocated")
    browser.get(where)
    for _ in range(20):
        a_case(marac)

    with django_assert_max_num_queries(40):
        text = browser.get(where).text

    after = text.split("?after=")[1].split('"')[0]
    assert browser.get(f"{where}?after={after}").text.count("WM-") == 1


def test_the_adviser_does_it_all_on_screen(client, marac, case):
    browser = with_second_factor(client, marac.idva)
    key = str(uuid4())

    def at(name):
        return reverse(f"marac:{name}", args=[case.pk])

    assert browser.post(at("take_on")).status_code == 302
    sent = {
        "once_key": key,
        "channel": FACE_TO_FACE,
        "outcome": "REACHED",
        "day_day": "4",
        "day_month": "3",
        "day_year": "2026",
        "time": "09:30",
    }
    assert browser.post(at("attempt"), sent | {"time": "soon"}).status_code == 422
    assert browser.post(at("attempt"), sent | {"channel": "CALL"}).status_code == 422
    assert browser.post(at("attempt"), sent).status_code == 302
    assert browser.post(at("wish"), {"once_key": key, "words": "Peace"}).status_code == 302
    decide(case)
    unsafe = {"once_key": key, "decided": "A lock", "outcome": "UNSAFE"}
    assert browser.post(at("tell"), unsafe).status_code == 422
    assert browser.post(at("tell"), unsafe | {"reason": "He listens"}).status_code == 302
    assert "He listens" in browser.get(at("case_voice")).text


def test_taking_the_case_on_opens_how_she_is_reached(client, marac):
    her = a_person(marac.school, by=worker_at(marac.school, *SUPPORTING))
    case = a_case(marac, people={"VICTIM": her})
    browser = with_second_factor(client, marac.idva)
    where = reverse("marac:case_voice", args=[case.pk])

    assert "No way is known to be safe" in browser.get(where).text
    browser.post(reverse("marac:take_on", args=[case.pk]))

    assert "do not contact this way" in browser.get(where).text
    with as_role("wb_bulk"):
        made = her.involvements.get(agency=marac.service)
        assert (made.capacity, made.agreement) == ("SUPPORT", marac.agreement)
