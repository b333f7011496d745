"""Measures how well and how fast a person already known is found again.

    python -m bench.matching                    20,000 invented people
    python -m bench.matching --people 100000
    python -m bench.matching --train            re-estimates model.json, then measures

Everything is in memory: the key table is a dictionary. Ratios matter, not milliseconds.
"""

import argparse
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from time import perf_counter

from rapidfuzz import fuzz, process

from whitebeam.people.rules.keys import Key, keys_of, query_keys
from whitebeam.people.rules.known import Known
from whitebeam.people.rules.model import FILE, START_FILE, Model, as_json, load_model
from whitebeam.people.rules.rank import Depth, Ranked, rank
from whitebeam.people.rules.score import VERY_LIKELY, compare, findings
from whitebeam.people.rules.standardise import Standard, standardise
from whitebeam.people.rules.train import Pattern, train
from whitebeam.people.rules.wording import Likeness
from whitebeam.people.tests.faults import Spoiler
from whitebeam.people.tests.invented_people import Invented, Inventor

SECRET = b"only for measuring, never kept"
SEED = 20_260


@dataclass
class Index:
    """The key table and the adaptive search over it, as the database does them."""

    model: Model
    depth: Depth = field(default_factory=Depth)
    standards: dict[int, Standard] = field(default_factory=dict)
    under: dict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, person: Invented) -> None:
        self.standards[person.number] = standard = standardise(person.known)
        for key in keys_of(standard, secret=SECRET):
            self.under[key].append(person.number)

    def candidates(self, query: Standard, limit: int) -> list[int]:
        weights: Counter[int] = Counter()
        for key in sorted(query_keys(query, secret=SECRET)):
            holders = self.under.get(key, ())
            if len(holders) <= self.depth.commonest:
                for number in holders:
                    weights[number] += 1 / len(holders)
        return [number for number, _ in weights.most_common(limit)]

    def look_up(self, known: Known, limit: int = 10) -> list[Ranked[int]]:
        query = standardise(known)
        ranked = self._ranked(query, self.depth.first, limit)
        if self.depth.is_enough(ranked):
            return ranked
        return self._ranked(query, self.depth.deeper, limit)

    def _ranked(self, query: Standard, depth: int, limit: int) -> list[Ranked[int]]:
        found = ((number, self.standards[number]) for number in self.candidates(query, depth))
        return rank(query, found, model=self.model, limit=limit)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--people", type=int, default=20_000)
    options.add_argument("--queries", type=int, default=1_000)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--train", metavar="VERSION")
    chosen = options.parse_args()
    if chosen.train:
        retrain(chosen.train, people=chosen.people, seed=chosen.seed + 1)
    measure(people=chosen.people, queries=chosen.queries, seed=chosen.seed)


def measure(*, people: int, queries: int, seed: int) -> None:
    inventor = Inventor(seed)
    # One in ten is left out of the index, to be asked about as someone not known: most of them
    # have relatives who are.
    everyone = inventor.people(people + people // 10)
    left_out = {person.number for person in inventor.random.sample(everyone, people // 10)}
    known = [person for person in everyone if person.number not in left_out]
    strangers = [person for person in everyone if person.number in left_out]
    index = Index(load_model().for_population(people))
    started = perf_counter()
    for person in known:
        index.add(person)
    print(
        f"{people:,} people, {len(index.under):,} different keys, "
        f"{sum(map(len, index.under.values())) / people:.1f} keys a person, "
        f"indexed in {perf_counter() - started:.1f} s"
    )
    spoiler = Spoiler(inventor)
    asked = inventor.random.sample(known, queries)
    print("level     recall@10  named outright  keys  candidates in 400   p50 ms   p95 ms")
    outcomes: list[tuple[float, bool]] = []
    levels = {"light": spoiler.light, "moderate": spoiler.moderate, "heavy": spoiler.heavy}
    for name, spoil in levels.items():
        outcomes += recall(index, asked, name, spoil)
    for name, spoil in levels.items():
        outcomes += false_alarms(index, inventor.random.sample(strangers, queries), name, spoil)
    calibration(outcomes)
    household_links(index, known)
    ratio(index, asked[:100], spoiler)


def recall(
    index: Index, asked: list[Invented], name: str, spoil: Callable[[Invented], Known]
) -> list[tuple[float, bool]]:
    hits = outright = reached = 0
    times, sizes, outcomes = [], [], []
    for person in asked:
        question = spoil(person)
        started = perf_counter()
        ranked = index.look_up(question)
        times.append((perf_counter() - started) * 1000)
        standard = standardise(question)
        sizes.append(len(query_keys(standard, secret=SECRET)))
        reached += person.number in index.candidates(standard, index.depth.deeper)
        hits += person.number in {one.id for one in ranked}
        outright += bool(ranked) and ranked[0].id == person.number and certain(ranked[0])
        outcomes += [(one.verdict.probability_same, one.id == person.number) for one in ranked]
    n = len(asked)
    times.sort()
    print(
        f"{name:9} {hits / n:9.3f}  {outright / n:14.3f}  {statistics.mean(sizes):4.1f}  "
        f"{reached / n:17.3f}  {times[n // 2]:7.2f}  {times[n * 95 // 100]:7.2f}"
    )
    return outcomes


def certain(one: Ranked[int]) -> bool:
    return one.verdict.probability_same >= VERY_LIKELY


def false_alarms(
    index: Index, strangers: list[Invented], name: str, spoil: Callable[[Invented], Known]
) -> list[tuple[float, bool]]:
    ranked = [index.look_up(spoil(person)) for person in strangers]
    alarms = sum(bool(one) and certain(one[0]) for one in ranked)
    said = sum(bool(one) and one[0].verdict.likeness is Likeness.VERY_LIKELY for one in ranked)
    print(
        f"not known, {name}: p >= {VERY_LIKELY} for {alarms / len(strangers):.4f}, "
        f"called very likely {said / len(strangers):.4f}"
    )
    return [(one.verdict.probability_same, False) for found in ranked for one in found]


def calibration(outcomes: list[tuple[float, bool]]) -> None:
    """Expected calibration error over ten equal bands of probability, where it is not all zero."""
    bands: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for probability, truth in outcomes:
        if probability >= 0.01:
            bands[min(int(probability * 10), 9)].append((probability, truth))
    total = sum(map(len, bands.values()))
    error = sum(abs(sum(p for p, _ in band) - sum(t for _, t in band)) for band in bands.values())
    print(f"expected calibration error: {error / total:.4f}")
    for number, band in sorted(bands.items()):
        mean, truth = (sum(column) / len(band) for column in zip(*band, strict=True))
        print(f"  {number / 10:.1f}  said {mean:.3f}  true {truth:.3f}  of {len(band)}")


def household_links(index: Index, known: list[Invented]) -> None:
    """Every pair of people of one family: how many would be called the same person?"""
    families: dict[int, list[Invented]] = defaultdict(list)
    for person in known:
        families[person.family].append(person)
    pairs = [pair for members in families.values() for pair in combinations(members, 2)]
    sure = two_class = said = 0
    for one, other in pairs:
        a, b = index.standards[one.number], index.standards[other.number]
        verdict = compare(a, b, index.model)
        same, household = verdict.probability_same, verdict.probability_household
        sure += same >= VERY_LIKELY
        # What the same model says when the class of relatives is taken away.
        two_class += same >= VERY_LIKELY * (1 - household)
        said += verdict.likeness is Likeness.VERY_LIKELY
    print(
        f"{len(pairs):,} pairs of one family, falsely linked at p >= {VERY_LIKELY}: {sure}, "
        f"called very likely the same: {said}; without the third class: {two_class}"
    )


def ratio(index: Index, asked: list[Invented], spoiler: Spoiler) -> None:
    """Beside the plain way: rapidfuzz over one line of text for every person."""
    lines = {number: line(standard) for number, standard in index.standards.items()}
    questions = [(person.number, spoiler.moderate(person)) for person in asked]
    plain, plain_hits = timed(
        questions,
        lambda known: [
            key
            for _, _, key in process.extract(
                line(standardise(known)), lines, scorer=fuzz.token_sort_ratio, limit=10
            )
        ],
    )
    ours, our_hits = timed(questions, lambda known: [one.id for one in index.look_up(known)])
    print(
        f"moderate errors, beside rapidfuzz over everyone: {plain / ours:.0f} times as fast, "
        f"recall@10 {our_hits:.2f} against {plain_hits:.2f}"
    )


def timed(
    questions: list[tuple[int, Known]], find: Callable[[Known], Iterable[int]]
) -> tuple[float, float]:
    started = perf_counter()
    hits = sum(number in find(known) for number, known in questions)
    return perf_counter() - started, hits / len(questions)


def line(person: Standard) -> str:
    words = [name.text for name in (*person.forenames[:1], *person.surnames[:1])]
    born = [person.birth.digits] if person.birth else []
    return " ".join(words + born + [place.postcode for place in person.places[:1]])


def retrain(version: str, *, people: int, seed: int) -> None:
    """Fits the model to candidate pairs of other invented people, without the truth."""
    inventor = Inventor(seed)
    known = inventor.people(people)
    start = load_model(START_FILE)
    index = Index(start)
    for person in known:
        index.add(person)
    spoiler = Spoiler(inventor)
    levels = (spoiler.as_asked, spoiler.light, spoiler.light, spoiler.moderate, spoiler.heavy)
    patterns: list[Pattern] = []
    for number, person in enumerate(inventor.random.sample(known, min(people, 10_000))):
        query = standardise(levels[number % len(levels)](person))
        for candidate in index.candidates(query, 60):
            found = findings(query, index.standards[candidate])
            patterns.append(tuple((one.field, one.level) for one in found.values()))
    model = train(patterns, start=start, version=version)
    FILE.write_text(as_json(model), encoding="utf-8")
    load_model.cache_clear()
    print(f"model {version} fitted to {len(patterns):,} candidate pairs")


if __name__ == "__main__":
    main()
