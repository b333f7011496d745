"""Her adviser is chased until she is reached, or until it is said what was done instead."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.people_builders import a_person, with_second_factor
from tests.roles import as_role
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import ContactAttempt, Disclosure, Participant, Unreached
from whitebeam.marac.services import advocating, reaching, speaking
from whitebeam.marac.services.advocating import FACE_TO_FACE, Attempt
from whitebeam.marac.services.reaching import NotReached
from whitebeam.marac.tests.test_chasing import NOTHING, chased, run, told
from whitebeam.partners.models import Duty
from whitebeam.people.services.facts import SafeContactFact
from whitebeam.people.services.safe_contact import set_safe_contact

pytestmark = pytest.mark.django_db
ONE_SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
# Two working days after a Wednesday noon.
DUE = NOON + 2 * DAY
A_WEEK_ON = NOON + 7 * DAY
Why = Unreached.Why


@pytest.fixture
def marac():
    return a_marac()


def a_late_case(marac, **more):
    usual = {"asked": False, "state": "ACCEPTED", "idva": marac.idva, "idva_due_at": DUE}
    return a_case(marac, **usual | {"screened_at": NOON, "screened_by": marac.coordinator} | more)


def tried(marac, case, outcome="NO_ANSWER", at=NOON):
    with as_role("wb_bulk"):
        ContactAttempt.objects.create(
            case=case, agency=marac.service, by=marac.idva, at=at, channel="CALL",
            outcome=outcome, once_key=uuid4(),
        )  # fmt: skip


def without_a_service(case):
    with as_role("wb_bulk"):
        Participant.objects.filter(case=case, capacity="IDVA").update(ended_at=NOON)


def say(marac, case, why=Why.TRIED, instead="Her school was asked to tell her.", *, by=None):
    by = by or marac.idva
    with acting_as(by):
        said = NotReached(why=why, instead=instead, once_key=uuid4())
        return reaching.say_not_reached(case.pk, said, by=by, at=DUE)


def test_one_attempt_that_failed_does_not_end_the_chase(marac):
    case = a_late_case(marac)
    tried(marac, case)

    assert run(DUE - ONE_SECOND) == NOTHING
    assert run(DUE) == chased(first_contacts=1)
    assert run(DUE + timedelta(hours=2)) == NOTHING
    assert run(DUE + DAY) == chased(first_contacts=1)
    tried(marac, case, "REACHED", at=DUE)
    assert run(DUE + 2 * DAY) == NOTHING
    assert told("marac_contact_late") == [marac.idva] * 2
    assert told("marac_unreached_long") == []


def test_after_a_week_the_coordinators_are_told_as_well(marac):
    a_late_case(marac)

    run(A_WEEK_ON - ONE_SECOND)
    assert told("marac_unreached_long") == []
    run(A_WEEK_ON)
    assert told("marac_unreached_long") == [marac.coordinator]


def test_nobody_is_chased_once_it_is_said_what_was_done_instead(marac):
    case = a_late_case(marac)
    for _ in range(3):
        tried(marac, case)
    say(marac, case)

    assert run(DUE + DAY) == NOTHING


@pytest.mark.parametrize("more", [{}, {"idva_agency": None}, {"state": "RECEIVED"}])
def test_where_no_service_speaks_for_her_the_coordinators_are_told(marac, more):
    case = a_late_case(marac, screen_due_at=A_WEEK_ON, idva=None, **{"idva_agency": None} | more)
    without_a_service(case)

    assert run(DUE) == chased(first_contacts=1)
    assert told("marac_nobody_speaks") == [marac.coordinator]
    assert told("marac_contact_late") == []


def test_what_was_decided_is_told_by_nobody_so_the_coordinators_hear_of_it(marac):
    case = a_case(marac, asked=False, state="HEARD", heard_at=NOON, idva_agency=None)
    without_a_service(case)

    assert run(DUE) == chased(tellings=1)
    assert told("marac_nobody_speaks") == [marac.coordinator]


def test_too_few_attempts_are_not_enough(marac):
    case = a_late_case(marac)
    for _ in range(2):
        tried(marac, case)

    with pytest.raises(Refused, match="2 of 3 attempts"):
        say(marac, case)
    tried(marac, case)

    made = say(marac, case)
    assert (made.attempts, made.why) == (3, "TRIED")
    assert told("marac_not_reached") == [marac.coordinator, marac.chair]
    with as_role("wb_bulk"):
        assert Disclosure.objects.filter(about_id=made.pk, controller=marac.service).count() == 1


def test_who_wants_no_contact_is_not_tried_again(marac):
    case = a_late_case(marac)

    with pytest.raises(Refused, match="does not want contact"):
        say(marac, case, Why.DECLINED)
    tried(marac, case, "DECLINED")

    assert say(marac, case, Why.DECLINED).attempts == 1


def test_no_way_is_safe_only_where_none_is_known_to_be(marac):
    her = a_person(marac.service, by=worker_at(marac.service, *SUPPORTING))
    case = a_late_case(marac, people={"VICTIM": her})
    with acting_as(marac.idva):
        fact = SafeContactFact(channel="CALL", answer="SAFE", from_time=time(9), to_time=time(10))
        set_safe_contact(her, said=fact, agency=marac.service, by=marac.idva, at=NOON)

    with pytest.raises(Refused, match="known to be safe"):
        say(marac, case, Why.NO_SAFE_WAY)

    assert say(marac, a_late_case(marac), Why.NO_SAFE_WAY).attempts == 0


SUPPORTING = (Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS, Duty.TRIAGE_REFERRALS)


def test_it_is_said_once_with_what_was_done_and_not_of_her_who_was_reached(marac):
    case = a_late_case(marac)
    with pytest.raises(Refused, match="what was done instead"):
        say(marac, case, Why.NO_SAFE_WAY, " ")
    say(marac, case, Why.NO_SAFE_WAY)
    with pytest.raises(Refused, match="recorded already"):
        say(marac, case, Why.NO_SAFE_WAY)
    reached = a_late_case(marac)
    tried(marac, reached, "REACHED")
    with pytest.raises(Refused, match="She was reached"):
        say(marac, reached, Why.NO_SAFE_WAY)
    with pytest.raises(Refused, match="decided already"):
        say(marac, a_late_case(marac, state="HEARD", heard_at=NOON), Why.NO_SAFE_WAY)


def test_the_same_press_twice_says_it_once(marac):
    case, said = a_late_case(marac), NotReached(Why.NO_SAFE_WAY, "Her school was asked.", uuid4())
    with acting_as(marac.idva):
        first, again = (
            reaching.say_not_reached(case.pk, said, by=marac.idva, at=DUE) for _ in range(2)
        )

    assert first == again


@pytest.mark.parametrize("who", ["coordinator", "chair", "rep", "referrer", "outsider"])
def test_nobody_else_says_it_for_her_adviser(marac, who):
    with pytest.raises(Refused, match="moved on"):
        say(marac, a_late_case(marac), Why.NO_SAFE_WAY, by=getattr(marac, who))


def test_speaking_with_her_ends_it(marac):
    case = a_late_case(marac)
    say(marac, case, Why.NO_SAFE_WAY)
    with acting_as(marac.idva):
        met = Attempt(FACE_TO_FACE, ContactAttempt.Outcome.REACHED, DUE, uuid4())
        advocating.log_attempt(case.pk, met, by=marac.idva, at=DUE)

    with as_role("wb_bulk"):
        assert Unreached.objects.get(case=case).ended_at == DUE


def test_the_case_and_its_papers_say_so_before_it_is_heard(client, marac):
    case, meeting = a_late_case(marac, asked=True, state="RESEARCH_CLOSED"), a_meeting(marac)
    a_listing(meeting, case)
    for _ in range(3):
        tried(marac, case)
    say(marac, case)
    browser = with_second_factor(client, marac.chair)

    browser.post(reverse("marac:statement", args=[meeting.pk]))
    for where in (
        reverse("marac:case", args=[case.pk]),
        reverse("marac:case_voice", args=[case.pk]),
        reverse("marac:paper", args=[meeting.pk, case.pk]),
    ):
        text = browser.get(where).text
        assert "Not reached after 3 attempts by safe ways." in text
        assert "Her school was asked to tell her." in text


def test_her_adviser_says_it_on_screen(client, marac):
    case = a_late_case(marac)
    browser, where = (
        with_second_factor(client, marac.idva),
        reverse("marac:not_reached", args=[case.pk]),
    )
    sent = {"once_key": str(uuid4()), "why": "TRIED", "instead": "Her school was asked."}

    assert (
        "She could not be reached" in browser.get(reverse("marac:case_voice", args=[case.pk])).text
    )
    refused = browser.post(where, sent)
    assert refused.status_code == 422
    assert "0 of 3 attempts" in refused.text
    assert "Her school was asked." in refused.text
    assert browser.post(where, sent | {"why": "NO_SAFE_WAY"}).status_code == 302
    assert "Not reached: the panel knows" in browser.get(reverse("marac:advocated")).text


def test_the_coordinator_asks_a_service_where_nobody_speaks_for_her(client, marac):
    case = a_case(marac, state="HEARD", heard_at=NOON, idva_agency=None)
    without_a_service(case)
    browser = with_second_factor(client, marac.coordinator)
    overview, where = (reverse(f"marac:{name}", args=[case.pk]) for name in ("case", "service"))

    assert where in browser.get(overview).text
    assert browser.post(where, {}).status_code == 422
    assert browser.post(where, {"service": marac.service.pk}).status_code == 302
    assert where not in browser.get(overview).text
    with acting_as(marac.coordinator), pytest.raises(Refused, match="speaks for her already"):
        speaking.ask_service(case_id=case.pk, service=marac.service, by=marac.coordinator, at=DUE)
    assert told("marac_assigned") == [marac.idva]
    at_her_voice = with_second_factor(type(client)(), marac.idva)
    assert at_her_voice.get(reverse("marac:tell", args=[case.pk])).status_code == 200


def test_the_clock_begins_with_the_referral_and_not_with_accepting(marac):
    friday_evening = NOON.replace(month=4, day=3, hour=19)
    case = a_case(marac, asked=False, referred_at=friday_evening)

    with acting_as(marac.coordinator):
        due = speaking.contact_due(case)

    # Good Friday evening: Tuesday and Wednesday are the first two working days.
    assert due == NOON.replace(month=4, day=8, hour=17, tzinfo=LONDON)
