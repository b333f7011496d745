"""Entries that do not fit together are named with their line, and how to mend them."""

import pytest

from whitebeam.config.pack import check

# file, what is written, what is written instead, where the problem is seen, its sentence
MISTAKES = {
    "a code twice": (
        "lots.yaml",
        "- code: kidas-lot-2",
        "- code: kidas-lot-1 # again",
        "# again",
        "used twice",
    ),
    "an unknown agency": (
        "lots.yaml",
        "  provider: oasis",
        "  provider: oassis",
        "provider: oassis",
        "Did you mean 'oasis'?",
    ),
    "an unknown area": (
        "routing.yaml",
        "area: [thanet, dover]",
        "area: [thanet, dovr]",
        "dovr",
        "There is no area 'dovr'.",
    ),
    "an unknown need": (
        "routing.yaml",
        "need: [BSL]",
        "need: [BLS]",
        "need: [BLS]",
        "There is no need 'BLS'.",
    ),
    "an unknown queue": (
        "routing.yaml",
        "  queue: lot-1\n",
        "  queue: lot-9\n",
        "queue: lot-9",
        "There is no queue 'lot-9'.",
    ),
    "an unknown service": (
        "queues.yaml",
        "service: kidas-1-community",
        "service: kidas-1",
        "service: kidas-1",
        "There is no service 'kidas-1'.",
    ),
    "an unknown team": (
        "queues.yaml",
        "  team: triage\n",
        "  team: nobody\n",
        "team: nobody",
        "has no team 'nobody'",
    ),
    "a district in no lot": (
        "lots.yaml",
        "  areas: [thanet, dover]",
        "  areas: [thanet]",
        None,
        "Dover is in no lot",
    ),
    "a district in two lots": (
        "lots.yaml",
        "  areas: [thanet, dover]",
        "  areas: [thanet, dover, medway]",
        None,
        "Medway is in more than one lot",
    ),
    "a provider elsewhere": (
        "lots.yaml",
        "  provider: oasis",
        "  provider: look-ahead",
        "areas: [thanet, dover]",
        "does not serve 'thanet'",
    ),
    "a risk without a clock": (
        "queues.yaml",
        "    NOT_KNOWN: {hours: 4, calendar: WORKING}\n",
        "",
        "clocks: &provider_clocks",
        "has no clock for NOT_KNOWN",
    ),
    "a purpose left out": (
        "purposes.yaml",
        "- {code: STATISTICS",
        "# {code: STATISTICS",
        None,
        "The purpose STATISTICS has no words",
    ),
    "a rule never reached": (
        "routing.yaml",
        "  when: {area: [medway]}",
        "  when: {area: [dover]}",
        "- code: medway",
        "can never apply",
    ),
    "a district that no rule places": (
        "routing.yaml",
        "area: [thanet, dover]",
        "area: [thanet]",
        None,
        "No rule but the last places Dover",
    ),
    "a queue that no rule reaches": (
        "routing.yaml",
        "  queue: lot-1\n",
        "  queue: partnership\n",
        None,
        "No rule in routing.yaml leads to the queue 'lot-1'",
    ),
    "ages that cross": (
        "routing.yaml",
        "when: {age_min: 8, age_max: 15}",
        "when: {age_min: 18, age_max: 15}",
        "age_min: 18",
        "Nobody is at least",
    ),
    "dates out of order": (
        "agreements.yaml",
        "  review: 2027-04-01",
        "  review: 2029-04-01",
        "review: 2029",
        "must follow in this order",
    ),
    "a document changed": (
        "documents/referral-sharing.md",
        "Invented",
        "Signed",
        None,
        "has changed since this was written",
    ),
    "a party twice": (
        "agreements.yaml",
        "    - {agency: oasis}\n",
        "    - {agency: oasis}\n    - {agency: oasis, gives: true}\n",
        "{agency: oasis, gives: true}",
        "is named twice",
    ),
    "a number that one place has": (
        "helplines.yaml",
        "  confirmed: false",
        "  confirmed: true",
        None,
        "needs two places",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_by_file_and_line(kent, mistake):
    kent.assert_named(*MISTAKES[mistake])


def test_every_referral_must_reach_a_queue(kent):
    kent.change("routing.yaml", "- code: everything-else", "- code: rest\n  when: {risk: [HIGH]}")

    problems = check(kent.folder)

    assert "routing.yaml" in {problem.file for problem in problems}
    assert any("catches every referral" in problem.sentence for problem in problems)


def test_a_queue_that_no_agreement_lets_receive_is_named(example):
    example.change(
        "agreements.yaml", "{agency: example-service}", "{agency: example-service, receives: false}"
    )

    [problem] = check(example.folder)

    assert problem.file == "queues.yaml"
    assert "No agreement lets 'example-service' receive" in problem.sentence


def test_nothing_stands_on_an_invented_agency_or_a_planned_service(example):
    example.change(
        "agencies.yaml", "kind: SPECIALIST_SERVICE", "kind: SPECIALIST_SERVICE\n  invented: true"
    )
    example.change("services.yaml", "areas: everywhere", "areas: everywhere\n  status: PLANNED")

    said = [(problem.file, problem.sentence.split(".")[0]) for problem in check(example.folder)]

    why = "'example-service' is invented, and left out without the demonstration: nothing can stand on it"
    assert said == [
        ("queues.yaml", why),
        ("queues.yaml", "The service 'support' is not running"),
        ("services.yaml", why),
    ]
