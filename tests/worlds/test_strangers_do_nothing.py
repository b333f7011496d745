"""A stranger who sends what would do a deed is answered as if there were nothing, and nothing is done.

Every deed is first done by whoever may, so that the body is one that works; then each stranger sends
the same. Whatever address of MARAC is not among the deeds is tried with usual words.
"""

from types import SimpleNamespace

import pytest
from django.db import connection

from tests.browser import Client
from tests.factories import AgencyFactory, MembershipFactory, UserFactory, worker_at
from tests.marac_builders import NOON
from tests.people_builders import with_second_factor
from tests.roles import as_role
from tests.worlds import crawling
from tests.worlds.crawling import undone
from tests.worlds.deeds import Deed, deeds, laid_out
from whitebeam.marac.models import CaseBlock
from whitebeam.partners.models import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.walls]
OURS = "^(marac|actions|risk)_"
REFUSED = {403, 404}
NOT_HERS = {"guest", "steering"}


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level("ERROR", logger="django.request")


@pytest.fixture
def world():
    return laid_out()


def fingerprint():
    """Return a code of every row of these apps."""
    with as_role("wb_bulk"), connection.cursor() as cursor:
        cursor.execute(
            "select tablename from pg_tables where schemaname = 'public' and tablename ~ %s"
            " order by 1",
            [OURS],
        )
        each = [
            f"select '{table}', count(*), sum(hashtext(t::text)::bigint) from {table} t"
            for (table,) in cursor.fetchall()
        ]
        cursor.execute(" union all ".join(each))
        return sorted(cursor.fetchall())


class Browser:
    """Somebody's browser; what she sends is looked at and undone."""

    def __init__(self, user):
        self.user, self.client = user, Client()
        with_second_factor(self.client, user)

    def sends(self, address, body):
        """Return the status, and whether a row changed."""
        with undone():
            before = fingerprint()
            answer = self.client.post(address, body)
            return answer.status_code, fingerprint() != before


def strangers(world) -> dict[str, object]:
    """Return everybody who has duties enough and nothing to do with these cases."""
    marac = world.marac
    left = UserFactory(name="Who has left")
    MembershipFactory(
        user=left, agency=marac.hub, duties=list(Duty), starts_on="2020-01-01", ends_on="2021-01-01"
    )
    MembershipFactory(user=left, agency=marac.outside, duties=list(Duty))
    return {
        "another agency": marac.outsider,
        "another panel": worker_at(AgencyFactory(), Duty.COORDINATE_MARAC, Duty.CHAIR_MARAC),
        "who has left": left,
        "steering": worker_at(marac.hub, Duty.VIEW_MARAC_FIGURES),
        "guest": UserFactory(kind="GUEST"),
    }


def blocked(world) -> object:
    """Return a worker of every agency here who may do everything, and is kept from every case."""
    marac, user = world.marac, UserFactory(name="Kept out")
    for name in ("hub", "police", "housing", "service", "school"):
        MembershipFactory(user=user, agency=getattr(marac, name), duties=list(Duty))
    cases = [*vars(world.cases).values(), *world.sitting.cases, *world.over.cases]
    with as_role("wb_bulk"):
        for case in cases:
            CaseBlock.objects.create(
                case=case, user=user, reason="Kin", set_by=marac.coordinator, set_at=NOON
            )
    return user


def test_every_deed_is_done_by_whoever_may(world):
    """The control: each body is one that works."""
    browsers: dict[str, Browser] = {}
    failed = []
    for deed in deeds(world):
        if deed.by not in browsers:
            browsers[deed.by] = Browser(getattr(world.marac, deed.by))
        status, has_changed = browsers[deed.by].sends(deed.address, deed.body)
        if status not in {204, 302} or not has_changed:
            failed.append((deed.name, status, has_changed))

    assert not failed


@pytest.mark.parametrize(
    "who", ["another agency", "another panel", "who has left", *sorted(NOT_HERS)]
)
def test_a_stranger_does_none_of_them(world, who):
    browser = Browser(strangers(world)[who])

    done = {
        deed.name: answer
        for deed in deeds(world)
        if not is_nothing(answer := browser.sends(deed.address, deed.body), deed)
    }

    assert done == {}


def is_nothing(answer: tuple[int, bool], deed: Deed) -> bool:
    """Say whether a stranger was told that there is nothing; a draft alone leads back to itself."""
    status, has_changed = answer
    return not has_changed and (status in REFUSED or (deed.of == "draft" and status == 302))


def test_whoever_is_kept_from_every_case_does_nothing_with_any(world):
    browser = Browser(blocked(world))

    done = {
        deed.name: answer
        for deed in deeds(world)
        if deed.of == "case"
        and not is_nothing(answer := browser.sends(deed.address, deed.body), deed)
    }

    assert done == {}


def pages():
    return [
        pattern
        for pattern in crawling.addresses()
        if pattern.startswith(("/marac/", "/actions/", "/risk/")) and crawling.takes_an_id(pattern)
    ]


def ids_of(world) -> dict[str, object]:
    of, marac = world.cases, world.marac
    return {
        "case_id": of.RESEARCH_OPEN.pk,
        "meeting_id": world.sitting.meeting.pk,
        "item_id": world.sitting.items[0].pk,
        "said_id": world.entry.pk,
        "settlement_id": world.settlement.pk,
        "flag_id": world.flag.pk,
        "panel_id": marac.panel.pk,
        "draft_id": world.draft.pk,
        "referral_id": of.RECEIVED.pk,
    }


@pytest.mark.parametrize("who", ["another agency", "who has left", "guest"])
def test_no_page_of_a_case_opens_to_a_stranger_or_takes_words_from_her(world, who):
    browser, ids, words = Browser(strangers(world)[who]), ids_of(world), SimpleNamespace()
    words.body = {"words": "Some words", "text": "Some words", "do": "later", "name": "Somebody"}
    told = {}

    for pattern in pages():
        address = crawling.filled(pattern, ids)
        opened = browser.client.get(address).status_code
        sent, has_changed = browser.sends(address, words.body)
        if opened not in REFUSED | {405} or sent not in REFUSED | {302, 405} or has_changed:
            told[pattern] = (opened, sent, has_changed)

    assert told == {}
