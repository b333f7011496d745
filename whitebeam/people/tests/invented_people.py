"""Invented people in invented households, with truth attached, to measure matching by.

Not the demonstration: only what matching reads, and quick to make by the thousand.
"""

import csv
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from whitebeam.people.rules.known import Address, Known, NameKind, NameParts

RULES = Path(__file__).parents[1] / "rules"
OUTWARDS = [
    f"{area}{number}" for area in ("CT", "DA", "ME", "TN", "BR", "RM") for number in range(1, 16)
]
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
SYLLABLES = """
ak al an ar ba bel bor bra car cha cor dal den dor el fen far gar gol gra had hal har hol ing jor
kal ken kor lan lam lor mal mar mel mor nal nor ol or pal pen per quil ral ram ros sal san sel shor
stan tal tam tor ul van vel wal wen wor yar zel
"""
FEMALE = """
margaret susan elizabeth patricia sarah mary christine jean karen joan jacqueline julie anne janet
helen ann linda barbara laura rebecca claire emma deborah angela sandra carol pauline maureen
jennifer nicola charlotte tracey lisa michelle louise amanda alison carole gillian dorothy sheila
kathleen amy jessica hannah lauren katie rachel victoria sharon lesley
"""


@dataclass(frozen=True)
class Invented:
    number: int
    household: int
    family: int
    known: Known

    @property
    def current(self) -> NameParts:
        return self.known.names[0]


@cache
def table(kind: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    with (RULES / "name_frequency.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kind"] == kind]
    return tuple(row["name"] for row in rows), tuple(int(row["per_million"]) for row in rows)


class Inventor:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.postcodes: list[str] = []
        self.households = 0

    def people(self, count: int) -> list[Invented]:
        # About a dozen households share a postcode.
        self.postcodes = [self._postcode() for _ in range(max(count // 25, 40))]
        made: list[Invented] = []
        family = 0
        while len(made) < count:
            family, surname = family + 1, self.surname()
            for _ in range(self.random.choices((1, 2, 3), (70, 22, 8))[0]):
                for known in self._household(surname):
                    made.append(Invented(len(made), self.households, family, known))
        return made[:count]

    def forename(self, sex: str) -> str:
        names, weights = table("forename")
        while True:
            name = self.random.choices(names, weights)[0]
            if (name in FEMALE.split()) == (sex == "F") or self.random.random() < 0.15:
                return name

    def surname(self) -> str:
        names, weights = table("surname")
        if self.random.random() < sum(weights) / 1e6:
            return self.random.choices(names, weights)[0]
        return "".join(self.random.choices(SYLLABLES.split(), k=self.random.choice((2, 2, 3))))

    def address(self) -> Address:
        house = str(self.random.randint(1, 60))
        return Address(self.random.choice(self.postcodes), f"{house} High Street")

    def phone(self) -> str:
        return f"07{self.random.randrange(10**9):09d}"

    def birth(self, low: int, high: int) -> date:
        start = date(low, 1, 1)
        return start + timedelta(days=self.random.randrange((date(high, 12, 31) - start).days))

    def _postcode(self) -> str:
        letters = "".join(self.random.choices(INWARD_LETTERS, k=2))
        return f"{self.random.choice(OUTWARDS)} {self.random.randrange(10)}{letters}"

    def _household(self, surname: str) -> list[Known]:
        self.households += 1
        home, born = self.address(), self.birth(1940, 2000)
        landline = f"01{self.random.randrange(10**9):09d}" if self.random.random() < 0.3 else ""
        first_sex = self.random.choice("MF")
        adults = [self._person(surname, first_sex, born, home, landline)]
        if self.random.random() < 0.6:
            adults.append(self._partner(surname, first_sex, born, home, landline))
        children = self.random.choices((0, 1, 2, 3, 4), (40, 22, 24, 10, 4))[0]
        return adults + self._children(children, adults[0], surname, home, landline)

    def _partner(self, surname: str, other: str, born: date, home: Address, phone: str) -> Known:
        sex = ("M" if other == "F" else "F") if self.random.random() < 0.95 else other
        age = born + timedelta(days=int(self.random.gauss(0, 1200)))
        maiden = self.surname()
        shares = self.random.random()
        if shares < 0.45:
            person = self._person(surname, sex, age, home, phone)
            return self._also_called(person, NameKind.PREVIOUS, maiden)
        if shares < 0.55:
            return self._person(f"{maiden}-{surname}", sex, age, home, phone)
        return self._person(maiden, sex, age, home, phone)

    def _children(
        self, count: int, parent: Known, surname: str, home: Address, phone: str
    ) -> list[Known]:
        assert parent.date_of_birth
        year = min(parent.date_of_birth.year + 30, 2020)
        made: list[Known] = []
        for _ in range(count):
            born = self.birth(year - 8, year + 5)
            if made and self.random.random() < 0.03:
                born = made[-1].date_of_birth or born
            child = self._person(surname, self.random.choice("MF"), born, home, phone)
            if child.names[0].given in {other.names[0].given for other in made}:
                continue
            if self.random.random() < 0.02:
                named = replace(child.names[0], given=parent.names[0].given)
                child = replace(child, names=(named,), sex=parent.sex)
            made.append(child)
        return made

    def _person(self, surname: str, sex: str, born: date, home: Address, phone: str) -> Known:
        middle = self.forename(sex) if self.random.random() < 0.6 else ""
        name = NameParts(NameKind.LEGAL, self.forename(sex), middle, surname)
        own = (self.phone(),) if self.random.random() < 0.6 else ()
        earlier = replace(self.address(), is_earlier=True)
        homes = (home, earlier) if self.random.random() < 0.4 else (home,)
        return Known(
            names=(name,),
            date_of_birth=born,
            sex=sex,
            addresses=homes,
            phones=own + ((phone,) if phone else ()),
        )

    def _also_called(self, person: Known, kind: NameKind, surname: str) -> Known:
        other = replace(person.names[0], kind=kind, family=surname)
        return replace(person, names=(*person.names, other))
