"""An id of somebody else's in the body of a form is no choice there: nothing is done with it."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import MembershipFactory, worker_at
from tests.marac_builders import NOON, a_case, a_marac, a_meeting, acting_as
from tests.marac_referrals import a_marac_draft
from tests.meeting_builders import accept
from tests.worlds.deeds import Deed, deeds, laid_out
from tests.worlds.test_strangers_do_nothing import Browser
from whitebeam.kernel.errors import Refused
from whitebeam.marac.services import acting, advocating, referring, saying
from whitebeam.partners.models import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.walls]


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level("ERROR", logger="django.request")


@pytest.fixture
def world():
    return laid_out()


def others(world):
    """Yield a deed's name, a field of it, and ids of others that its page never offered."""
    marac, elsewhere = world.marac, a_marac()
    there = a_case(elsewhere)
    rep_elsewhere = elsewhere.rep.pk
    yield "marac:accept", "pathway", [uuid4(), there.pk]
    yield "marac:accept", "repeat_of", [there.pk, world.cases.LISTED.pk]
    yield "marac:accept", "idva_agency", [marac.outside.pk, elsewhere.service.pk]
    yield "marac:adviser", "adviser", [marac.outsider.pk, elsewhere.idva.pk, marac.rep.pk]
    yield "marac:list_case", "meeting_id", [a_meeting(elsewhere).pk, world.over.meeting.pk, uuid4()]
    yield "marac:ask_another", "agency", [marac.police.pk, uuid4()]
    yield "marac:propose_early", "agency", [marac.housing.pk, marac.hub.pk, marac.outside.pk]
    yield "marac:second", "agency", [marac.police.pk, marac.hub.pk, elsewhere.housing.pk]
    yield "marac:new_case_action", "agency", [marac.outside.pk, elsewhere.police.pk]
    yield "marac:live_act", "agency", [marac.outside.pk, elsewhere.police.pk]
    yield "marac:note_conflict", "user", [marac.outsider.pk, rep_elsewhere, marac.coordinator.pk]
    stand_ins = [marac.housing_rep.pk, rep_elsewhere, marac.rep.pk]
    yield "marac:conflict", "representative", stand_ins


def test_no_id_that_the_page_did_not_offer_is_taken(world):
    by_name: dict[str, Deed] = {deed.name: deed for deed in deeds(world)}
    browsers: dict[str, Browser] = {}
    taken = {}

    for name, field, ids in others(world):
        deed = by_name[name]
        if deed.by not in browsers:
            browsers[deed.by] = Browser(getattr(world.marac, deed.by))
        for each in ids:
            answer = browsers[deed.by].sends(deed.address, deed.body | {field: each})
            if answer != (422, False):
                taken[name, field, each] = answer

    assert taken == {}


def test_a_place_on_a_list_is_worked_through_its_own_meeting_alone(world):
    """Somebody who runs two meetings opens, closes, summarises and signs each in its own room."""
    coming, listed, heard = world.coming.pk, world.sitting.items[1], world.over.items[0]
    accept(world.marac, world.coming, world.marac.coordinator, agency="hub", role="COORDINATOR")
    accept(world.marac, world.coming, world.marac.chair, agency="police", role="CHAIR")
    browsers = {name: Browser(getattr(world.marac, name)) for name in ("coordinator", "chair")}
    taken = {}

    for name, pk, by, body in (
        ("live_open", listed.case_id, "coordinator", {}),
        ("live_close", world.sitting.items[0].pk, "coordinator", {}),
        ("item_minutes", heard.pk, "coordinator", {"summary": "She is safe."}),
        ("sign", heard.pk, "chair", {}),
        ("entry_right", world.entry.pk, "coordinator", {"text": "x", "once_key": uuid4()}),
        ("entry_back", world.entry.pk, "coordinator", {}),
    ):
        answer = browsers[by].sends(reverse(f"marac:{name}", args=[coming, pk]), body)
        if answer != (404, False):
            taken[name] = answer

    assert taken == {}


@pytest.fixture
def colleague(world):
    """Somebody who may do what the adviser, the representative and the referrer may."""
    user = worker_at(world.marac.service, Duty.SUPPORT_VICTIMS)
    duties = [Duty.RESEARCH_MARAC, Duty.DO_ACTIONS]
    MembershipFactory(user=user, agency=world.marac.police, duties=duties)
    MembershipFactory(user=user, agency=world.marac.school, duties=[Duty.REFER_TO_MARAC])
    return user


def sends_of(world):
    """Yield what is sent under a name of its own, as deeds of whoever sends it."""
    marac, case, at = world.marac, world.cases.RESEARCH_OPEN, timezone.now()
    item = world.sitting.items[0].pk
    tried = {"channel": "FACE_TO_FACE", "outcome": "REACHED", "made_at": NOON}
    told = {"outcome": "UNSAFE", "decided": "A lock", "reason": "He listens"}
    new = {"text": "Change the lock", "agency": marac.police, "due_date": at.date()}

    def wish(by, key):
        words = {"words": "To stay", "is_own_words": True, "once_key": key}
        return advocating.write_wish(case.pk, by=by, at=at, **words)

    def attempt(by, key):
        said = advocating.Attempt(**tried, once_key=key)
        return advocating.log_attempt(case.pk, said, by=by, at=at)

    def tell(by, key):
        said = advocating.Told(**told, once_key=key)
        return advocating.tell(world.cases.ACTIONS_OPEN.pk, said, by=by, at=at)

    def act(by, key):
        raised = acting.NewCaseAction(**new, once_key=key)
        return acting.propose_case_action(case_id=case.pk, new=raised, by=by, at=at)

    def say(by, key):
        said = saying.NewEntry(item, "RISK", "He has a knife", key)
        return saying.say(new=said, by=by, at=at)

    def refer(by, key):
        draft = a_marac_draft(marac, by=by)
        with acting_as(by):
            return referring.refer(draft.pk, once_key=key, by=by, at=at)

    yield from (
        (wish, marac.idva), (attempt, marac.idva), (tell, marac.idva), (act, marac.rep),
        (say, marac.rep), (refer, marac.referrer),
    )  # fmt: skip


def test_a_name_that_another_user_gave_is_refused_and_hides_nothing(world, colleague):
    accept(world.marac, world.sitting.meeting, colleague, agency="police", role="REPRESENTATIVE")

    for send, by in sends_of(world):
        key = uuid4()
        with acting_as(by):
            first, again = send(by, key), send(by, key)
        assert first == again, send

        with acting_as(colleague), pytest.raises(Refused, match="not saved"):
            send(colleague, key)
