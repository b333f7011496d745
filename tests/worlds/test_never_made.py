"""To a blocked worker the case was never made: every page, search, count and row says so.

World B holds a case and a guardian's block; world A is the same world, in which the case was not
made. Both are looked at by the same worker through the same addresses, with the case's own ids.
"""

import os
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.worlds import crawling, hidden_case, plain_sql
from tests.worlds.crawling import Visitor, undone
from tests.worlds.hidden_case import WATCHING, WORKING, Variant
from whitebeam.kernel.bell import Bell
from whitebeam.marac.services import watching
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db

SENDING = (Duty.REFER, Duty.SHORT_REFERRAL, Duty.VIEW_OWN_REFERRALS)
USUAL = (
    Variant("a triage worker", "service", WORKING, "user"),
    Variant("a team of the service", "service", WORKING, "team"),
    Variant("the whole school", "school", SENDING, "agency"),
    Variant("the referrer herself", "school", SENDING, "user", wrote_it=True),
    Variant("a guardian and coordinator", "service", (*WATCHING, *WORKING), "user"),
    Variant("each person is blocked", "service", tuple(Duty), "team", how="people"),
    Variant("somebody who may do everything", "school", tuple(Duty), "agency", wrote_it=True),
)
EVERY = tuple(
    Variant(f"{place} {against} {how} {wrote}", place, tuple(Duty), against, how, wrote)
    for place in ("service", "school")
    for against in ("user", "team", "agency")
    for how in ("case", "people")
    for wrote in (False, True)
    if (place, wrote) != ("service", True)
)
VARIANTS = USUAL + (EVERY if int(os.environ.get("WHITEBEAM_WORLDS", "30")) > 30 else ())
FORBIDDEN = 403
# More audit entries than a case ever makes.
FAR = 100_000
WORDS = {"reason": "A reason of some length", "words": "Some words", "text": "Some words"}
MOMENT = datetime(2026, 3, 4, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _the_clock_stands(monkeypatch, caplog):
    caplog.set_level("ERROR", logger="django.request")
    monkeypatch.setattr(timezone, "now", lambda: MOMENT)
    monkeypatch.setattr(watching, "BELL", Bell(most=1))


def looks(visitor, pattern, ids):
    """What is noticed when a page is opened, and when something is sent to it."""
    address = crawling.filled(pattern, ids)
    opened = visitor.sees("get", address)
    yield "get", opened
    if crawling.takes_an_id(pattern) and opened[0] != FORBIDDEN:
        yield "post", visitor.sees("post", address, WORDS)


def everything_noticed(world, case):
    """Look at everything as U, with the ids and the words of the case."""
    visitor, u = world.visitor, world.u
    crawling.number_from(world.forks_at)
    noticed = {("rows", table): rows for table, rows in plain_sql.rows_seen_by(u).items()} | {
        ("touched", table): rows for table, rows in plain_sql.rows_touched_by(u).items()
    }
    for pattern in crawling.addresses():
        for how, seen in looks(visitor, pattern, case.ids | case.shared):
            noticed[how, pattern] = seen
    for number, typed in enumerate(hidden_case.searches()):
        for name in ("people:search", "people:known"):
            noticed[name, number] = visitor.sees("post", reverse(name), known(name, typed))
    for name in ("people:list", "referrals:sent", "referrals:queue", "guardian:workers"):
        noticed[name, "asked for"] = visitor.sees(
            "get", reverse(name), {"q": case.referral.reference, "search": "Hidden"}
        )
    for name, address, data in with_ids_inside(world, case):
        noticed[name, "ids inside"] = visitor.sees("post", address, data)
    return noticed


def known(name, typed):
    return {("known_as" if key == "name" else key): value for key, value in typed.items()} | (
        typed if name == "people:search" else {}
    )


def with_ids_inside(world, case):
    """Yield forms that name something of the case in a field."""
    person, reference = str(case.people[0]), case.referral.reference
    mine = world.own.person
    tie = {"use_person": person, "source": "Told", "kind": "SIBLING"}
    yield "relationship", reverse("people:add_relationship", args=[mine]), tie
    yield "household", reverse("people:add_to_household", args=[mine]), tie
    draft = world.own.draft.pk
    for page in ("person", "children", "harm"):
        chosen = {"known_person": person, "use_person": person, "known_as": "Lark Hidden"}
        yield page, reverse("referrals:page", args=[draft, page]), chosen
        yield f"{page} known", reverse("referrals:known", args=[draft, page]), chosen
    yield "block", reverse("guardian:find"), {"reference": reference}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_the_case_was_never_made(variant):
    world = hidden_case.a_shared_world(variant)
    world.visitor = Visitor(world.u)
    world.forks_at = crawling.next_number() + FAR
    with undone():
        case = hidden_case.make_the_case(world, variant)
        hidden_case.block(case, world, variant)
        blocked = everything_noticed(world, case)
        strange = strangers_noticed(world, case, blocked)
        inserted = plain_sql.inserts_told_apart(
            world.u, [*case.people, *case.ids.values()], as_hers=as_hers(world)
        )
    never_made = everything_noticed(world, case)

    told = differences(never_made, blocked)
    assert not told, told
    assert not strange, strange
    assert not inserted, inserted


def as_hers(world):
    """U's own id for every colleague's, and her agency's for every agency's."""
    colleagues = (world.writer, world.worker, world.guardian)
    agencies = (world.school, world.service)
    return {str(each.pk): str(world.u.pk) for each in colleagues} | {
        str(each.pk): str(world.own.home.pk) for each in agencies
    }


def test_without_the_block_she_would_notice():
    """The control: the same looks tell the worlds apart as soon as nobody keeps U out."""
    variant = USUAL[0]
    world = hidden_case.a_shared_world(variant)
    world.visitor = Visitor(world.u)
    world.forks_at = crawling.next_number() + FAR
    with undone():
        case = hidden_case.make_the_case(world, variant)
        seen = everything_noticed(world, case)
    never_made = everything_noticed(world, case)

    told = set(differences(never_made, seen))
    assert {
        ("rows", "people_person"),
        ("rows", "referrals_document"),
        ("touched", "referrals_queueentry"),
        ("get", "/referrals/queue/"),
        ("get", "/people/<uuid:person_id>/"),
        ("get", "/referrals/held/<uuid:referral_id>/"),
        ("rows", "actions_action"),
        ("get", "/actions/<uuid:action_id>/"),
        ("get", "/notices/"),
        ("rows", "marac_case"),
        ("rows", "marac_entry"),
        ("rows", "actions_action"),
        ("people:search", 0),
        ("people:known", 5),
    } <= told


def differences(never_made, blocked):
    """Return the first thing that differs in whatever differs, so that a failure says what."""
    return {
        key: next(
            (pair for pair in zip(lines(never_made[key]), lines(blocked[key]), strict=False)
             if pair[0] != pair[1]),
            "more in one than in the other",
        )
        for key in never_made
        if never_made[key] != blocked[key]
    }  # fmt: skip


def lines(seen):
    return [line for part in seen for line in str(part).splitlines()]


def strangers_noticed(world, case, blocked):
    """Return the pages that tell an id of the case from an id of nothing."""
    others = crawling.strangers(case.ids) | case.shared
    ours, theirs = {}, {}
    for pattern in filter(crawling.takes_an_id, crawling.addresses()):
        for how, seen in looks(world.visitor, pattern, others):
            theirs[how, pattern] = crawling.without(seen, others)
            ours[how, pattern] = crawling.without(blocked[how, pattern], case.ids | case.shared)
    return differences(theirs, ours)
