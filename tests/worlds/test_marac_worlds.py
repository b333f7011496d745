"""MARAC on random worlds: judge, policy and wall agree, and would not without any one clause."""

import os

import pytest

from tests.marac_builders import PROOF
from tests.worlds.building import build
from tests.worlds.marac import world
from tests.worlds.marac_rows import build_cases
from tests.worlds.test_access_worlds import seen_raw
from tests.worlds.test_mutations import DENIED, without_clause, without_words
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

# The clauses of the policies of reading, as the catalogue writes them.
IN_FORCE = (
    r"\(\(p\.agreement_id IS NULL\) OR \(p\.agreement_id = ANY"
    r" \(\( SELECT sec\.agreements\(\) AS agreements\)::uuid\[\]\)\)\)"
)
CLAUSES = {
    "a case that is denied": DENIED.format("marac_denied"),
    "a part that has ended": r"\(p\.ended_at IS NULL\)",
    "a guest whose time is over": r"\(\(p\.until IS NULL\) OR \(p\.until > statement_timestamp\(\)\)\)",
    "an agreement in force": IN_FORCE,
    "a request that was withdrawn": r"\(r\.withdrawn_at IS NULL\)",
    "a request of another agency": r"\(r\.agency_id = p\.agency_id\)",
    "the facts that were asked for": r"\(\(marac_caseidentifier\.kind\)::text = ANY"
    r" \(\(r\.identifiers\)::text\[\]\)\)",
    "the people who were asked about": r"\(\(\w+\.part\)::text = ANY \(\(r\.parts\)::text\[\]\)\)",
    "what is not shared yet": r"\(shared_at IS NOT NULL\)",
    "who heard what was said": r"(?<=\(d\.about_id = marac_entry\.id\) AND )"
    r"\(r\.agency_id = p\.agency_id\)",
    "the line of another entry": r"\(d\.about_id = marac_entry\.id\)",
    "the words of another agency": r"\(p\.agency_id = marac_entry\.agency_id\)",
    "who received what is in the minutes": r"(?<=\(r\.disclosure_id = marac_minutesfact\.line_id\) AND )"
    r"\(r\.agency_id = p\.agency_id\)",
    "the line of another fact": r"\(r\.disclosure_id = marac_minutesfact\.line_id\)",
    "the facts of another agency": r"\(p\.agency_id = marac_minutesfact\.agency_id\)",
    "about whom a fact is": r"\(c\.id = marac_minutesfact\.about_id\)",
    "an item of another agency": r"\(p\.agency_id = marac_researchitem\.agency_id\)",
}
WORDS = {
    "a block against the user": "b.user_id = sec.uid()",
    "a block against a team": "b.team_id = any(sec.teams())",
    "a block against an agency": "b.agency_id = any(sec.agencies_writing())",
    "somebody who does not exist for her": "p.person_id = any(sec.people_denied())",
    "a referral that was never made": "c.referral_id = any(sec.referrals_denied())",
}
GUESTS = {
    "a code that was not given lately": (
        "and g.entered_at > statement_timestamp() - interval '60 minutes'",
        "and g.entered_at is not null",
    ),
    "a code that was never given": (
        "and g.entered_at > statement_timestamp() - interval '60 minutes'",
        "",
    ),
    "a code that was given in another session": (
        "and g.entered_with = encode(sha256(convert_to("
        "nullif(current_setting('wb.proof', true), ''), 'UTF8')), 'hex')",
        "",
    ),
    "an access that was ended": ("and g.ended_at is null", ""),
    "an access that has run out": ("and g.until > statement_timestamp()", ""),
}
SEEDS = range(int(os.environ.get("WHITEBEAM_WORLDS", "30")))
MOST_WORLDS = 40


def keys(rows):
    return set(rows.values_list("pk", flat=True))


def walled(marac, rows, number):
    """Yield what the wall shows the acting user of each table, and what the judge says."""
    yield "cases", rows.named("cases", seen_raw("marac_case")), marac.sees_cases(number)
    yield "people", rows.named("people", seen_raw("marac_caseperson")), marac.sees_people(number)
    facts = rows.named("identifiers", seen_raw("marac_caseidentifier"))
    yield "identifiers", facts, marac.sees_identifiers(number)
    yield "items", rows.named("items", seen_raw("marac_researchitem")), marac.sees_items(number)
    asked = rows.named("requests", seen_raw("marac_researchrequest"))
    yield "requests", asked, marac.sees_requests(number)
    yield "said", rows.named("said", seen_raw("marac_entry")), marac.sees_said(number)
    yield "facts", rows.named("facts", seen_raw("marac_minutesfact")), marac.sees_facts(number)


def policed(marac, rows, number, user):
    """Yield what the policy picks for a user, and what the judge says."""
    yield "cases", rows.named("cases", keys(policy.worked_by(user))), marac.works_on(number)
    facts = rows.named("identifiers", keys(policy.identifiers_seen_by(user)))
    yield "identifiers", facts, marac.sees_identifiers(number)
    yield "items", rows.named("items", keys(policy.items_seen_by(user))), marac.sees_items(number)
    asked = rows.named("requests", keys(policy.requests_seen_by(user)))
    yield "requests", asked, marac.sees_requests(number)
    own = rows.named("requests", keys(policy.requests_answerable_by(user)))
    yield "answers", own, marac.answers(number)
    said = rows.named("said", keys(policy.entries_seen_by(user)))
    yield "said", said, marac.sees_said(number)
    facts = rows.named("facts", keys(policy.minutes_facts_seen_by(user)))
    yield "facts", facts, marac.sees_facts(number)


def looks(seed, today):
    """Yield the number of each user of a world while she acts, with the world and its rows."""
    marac = world(seed, today=today)
    built = build(marac.of)
    rows = build_cases(marac, built)
    for number, user in enumerate(built.users):
        with acting(Acting.user(user.pk, purpose=Purpose.MEETING, proof=PROOF)):
            yield marac, rows, number, user


@pytest.mark.parametrize("seed", SEEDS)
def test_the_wall_agrees_with_the_judge(seed, today):
    for marac, rows, number, _ in looks(seed, today):
        for what, seen, judged in walled(marac, rows, number):
            assert seen == judged, (what, number)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_policy_agrees_with_the_judge(seed, today):
    for marac, rows, number, user in looks(seed, today):
        for what, picked, judged in policed(marac, rows, number, user):
            assert picked == judged, (what, number)


def disagree(today):
    return any(
        seen != judged
        for seed in range(MOST_WORLDS)
        for marac, rows, number, _ in looks(seed, today)
        for _, seen, judged in walled(marac, rows, number)
    )


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=CLAUSES)
def test_a_wall_without_it_is_noticed(clause, today):
    without_clause(clause, "^marac_")

    assert disagree(today)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_set_of_denied_cases_without_it_is_noticed(words, today):
    without_words(words, "false", of="sec.marac_denied()")

    assert disagree(today)


@pytest.mark.parametrize("change", GUESTS.values(), ids=GUESTS)
def test_a_guest_without_it_is_noticed(change, today):
    without_words(*change, of="sec.marac_keys(text)")

    assert disagree(today)


def test_a_block_that_was_lifted_blocks_nobody(today):
    without_words("b.lifted_at is null", "true", of="sec.marac_denied()")

    assert disagree(today)
