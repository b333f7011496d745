"""People already known are found again, and their relatives are not taken for them."""

from collections import Counter, defaultdict
from itertools import combinations

import pytest

from whitebeam.people.rules.keys import keys_of, query_keys
from whitebeam.people.rules.model import load_model
from whitebeam.people.rules.rank import Depth, rank
from whitebeam.people.rules.score import compare
from whitebeam.people.rules.standardise import standardise
from whitebeam.people.rules.wording import Likeness
from whitebeam.people.tests.faults import Spoiler
from whitebeam.people.tests.invented_people import Inventor
from whitebeam.people.tests.known_people import BORN, HOME, person

MODEL = load_model()
SECRET = b"a secret of the partnership"
SEED, PEOPLE = 7, 400


@pytest.fixture(scope="module")
def inventor():
    return Inventor(SEED)


@pytest.fixture(scope="module")
def people(inventor):
    return inventor.people(PEOPLE)


@pytest.fixture(scope="module")
def standards(people):
    return {one.number: standardise(one.known) for one in people}


@pytest.fixture(scope="module")
def find(standards):
    under = defaultdict(set)
    for number, standard in standards.items():
        for key in keys_of(standard, secret=SECRET):
            under[key].add(number)

    def found(question):
        query = standardise(question)
        weights = Counter()
        for key in sorted(query_keys(query, secret=SECRET)):
            weights.update({number: 1 / len(under[key]) for number in under.get(key, ())})
        candidates = [(number, standards[number]) for number, _ in weights.most_common(40)]
        return rank(query, candidates, model=MODEL.for_population(PEOPLE), limit=10)

    return found


@pytest.mark.parametrize(
    ("errors", "least"), [("as_asked", 0.99), ("light", 0.95), ("moderate", 0.9), ("heavy", 0.8)]
)
def test_people_are_found_again_among_the_first_ten(inventor, people, find, errors, least):
    inventor.random.seed(SEED)
    spoil = getattr(Spoiler(inventor), errors)

    hits = sum(one.number in {ranked.id for ranked in find(spoil(one))} for one in people)

    assert hits / PEOPLE >= least


def test_nobody_is_taken_for_someone_of_the_same_family(people, standards):
    model = MODEL.for_population(PEOPLE)
    pairs = [pair for pair in combinations(people, 2) if pair[0].family == pair[1].family]

    taken = [
        (one.number, other.number)
        for one, other in pairs
        if compare(standards[one.number], standards[other.number], model).likeness
        is Likeness.VERY_LIKELY
    ]

    assert len(pairs) > PEOPLE
    assert taken == []


def test_the_best_candidate_comes_first_and_the_rest_are_cut():
    query = person("Jane", "Featherstone", born=BORN, addresses=(HOME,))
    people = [
        ("stranger", person("Omar", "Reid")),
        ("partner", person("Paul", "Featherstone", addresses=(HOME,))),
        ("herself", person("Jayne", "Fetherstone", born=BORN, addresses=(HOME,))),
    ]

    ranked = rank(query, people, model=MODEL, limit=2)

    assert [one.id for one in ranked] == ["herself", "partner"]
    assert ranked[0].verdict == compare(query, people[2][1], MODEL)


def test_equals_keep_their_order():
    twice = person("Jane", "Featherstone")

    ranked = rank(twice, [("first", twice), ("second", twice)], model=MODEL, limit=10)

    assert [one.id for one in ranked] == ["first", "second"]


def test_more_are_fetched_only_while_the_best_is_weak():
    depth = Depth()
    strong = person("Jane", "Featherstone", born=BORN, addresses=(HOME,))
    sure = rank(strong, [(1, strong)], model=MODEL, limit=1)
    weak = rank(person("Jane", "Smith"), [(1, person("Jane", "Smith"))], model=MODEL, limit=1)

    assert depth.is_enough(sure)
    assert not depth.is_enough(weak)
    assert not depth.is_enough([])
    assert depth.first < depth.deeper
