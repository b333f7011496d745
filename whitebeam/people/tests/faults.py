"""Faults that real records have, put into invented ones on purpose."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random
from string import ascii_lowercase

from whitebeam.people.rules.known import Known, NameKind, NameParts, Precision
from whitebeam.people.rules.name_tables import canonical_forms
from whitebeam.people.tests.invented_people import Invented, Inventor

SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("ie", "y"), ("y", "i"), ("c", "k"), ("ee", "ea"), ("ou", "u"),
    ("ll", "l"), ("tt", "t"), ("nn", "n"), ("ss", "s"), ("sh", "sch"), ("s", "z"), ("e", "i"), ("a", "e"),
)  # fmt: skip


@cache
def other_forms() -> dict[str, tuple[str, ...]]:
    groups: dict[str, set[str]] = {}
    for name, heads in canonical_forms().items():
        for head in heads:
            groups.setdefault(head, set()).add(name)
    return {head: tuple(sorted(names - {head})) for head, names in groups.items()}


class Spoiler:
    """Makes a question about a person as a worker might type it, with faults."""

    def __init__(self, inventor: Inventor) -> None:
        self.inventor = inventor
        self.random: Random = inventor.random
        self.small: list[tuple[Callable[[Known], Known], int]] = [
            (self.typing_error_in_forename, 14), (self.typing_error_in_surname, 16),
            (self.heard_forename, 6), (self.heard_surname, 8), (self.nickname, 12),
            (self.swapped_date, 5), (self.wrong_digit_in_date, 8), (self.wrong_part_of_date, 4),
            (self.only_the_year, 3), (self.date_left_out, 4), (self.postcode_left_out, 6),
            (self.middle_name_used, 3), (self.initial_only, 2), (self.typing_error_in_postcode, 5),
            (self.surname_halved, 4), (self.another_date, 1),
        ]  # fmt: skip
        self.great: list[tuple[Callable[[Known], Known], int]] = [
            (self.another_surname, 45), (self.moved, 55)
        ]  # fmt: skip

    def light(self, person: Invented) -> Known:
        return self._spoil(self.as_asked(person), small=1, great=0)

    def moderate(self, person: Invented) -> Known:
        return self._spoil(self.as_asked(person), small=self.random.choice((2, 3)), great=0)

    def heavy(self, person: Invented) -> Known:
        return self._spoil(self.as_asked(person), small=self.random.choice((2, 3)), great=1)

    def as_asked(self, person: Invented) -> Known:
        """One name and one address of those known, not every detail, and what time has changed."""
        known, chance = person.known, self.random.random
        name = known.names[0] if chance() < 0.9 else self.random.choice(known.names)
        home = known.addresses[0] if chance() < 0.85 else self.random.choice(known.addresses)
        house = home.house if chance() < 0.7 else ""
        sex = known.sex if chance() < 0.99 else "MF"[known.sex == "M"]
        return Known(
            names=(replace(name, kind=NameKind.LEGAL, middle=self._middle(name.middle)),),
            date_of_birth=known.date_of_birth,
            sex=sex if chance() < 0.7 else "",
            addresses=(replace(home, house=house, is_earlier=False),),
            phones=self._phone(known.phones) if chance() < 0.4 else (),
        )

    def _middle(self, middle: str) -> str:
        asked = (middle, middle[:1], self.typing_error(middle), self.inventor.forename("M"), "")
        return self.random.choices(asked, (32, 5, 2, 2, 59))[0] if middle else ""

    def _phone(self, phones: tuple[str, ...]) -> tuple[str, ...]:
        return phones[:1] if self.random.random() < 0.75 else (self.inventor.phone(),)

    def _spoil(self, known: Known, *, small: int, great: int) -> Known:
        for faults, times in ((self.small, small), (self.great, great)):
            deeds, weights = zip(*faults, strict=True)
            for _ in range(times):
                known = self.random.choices(deeds, weights)[0](known)
        return known

    def typing_error(self, word: str) -> str:
        if len(word) < 3:
            return word
        place = self.random.randrange(len(word) - 1)
        letter = self.random.choice(ascii_lowercase)
        return self.random.choice((
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        ))  # fmt: skip

    def heard(self, word: str) -> str:
        fitting = [pair for pair in SOUNDS if pair[0] in word]
        return word.replace(*self.random.choice(fitting), 1) if fitting else word

    def typing_error_in_forename(self, known: Known) -> Known:
        return named(known, given=self.typing_error(name_of(known).given))

    def typing_error_in_surname(self, known: Known) -> Known:
        return named(known, family=self.typing_error(name_of(known).family))

    def heard_forename(self, known: Known) -> Known:
        return named(known, given=self.heard(name_of(known).given))

    def heard_surname(self, known: Known) -> Known:
        return named(known, family=self.heard(name_of(known).family))

    def nickname(self, known: Known) -> Known:
        heads = sorted(canonical_forms().get(name_of(known).given, ()))
        forms = [form for head in heads for form in (head, *other_forms()[head][:8])]
        return named(known, given=self.random.choice(forms)) if forms else known

    def initial_only(self, known: Known) -> Known:
        return named(known, given=name_of(known).given[:1])

    def middle_name_used(self, known: Known) -> Known:
        middle = name_of(known).middle
        return named(known, given=middle, middle="") if middle else known

    def surname_halved(self, known: Known) -> Known:
        return named(known, family=self.random.choice(name_of(known).family.split("-")))

    def another_surname(self, known: Known) -> Known:
        return named(known, family=self.inventor.surname())

    def swapped_date(self, known: Known) -> Known:
        born = known.date_of_birth
        return replace(known, date_of_birth=swapped(born)) if born else known

    def wrong_digit_in_date(self, known: Known) -> Known:
        if not known.date_of_birth:
            return known
        digits = list(known.date_of_birth.isoformat())
        place = self.random.choices((2, 3, 6, 8, 9), (1, 4, 2, 4, 4))[0]
        digits[place] = str(self.random.randrange(10))
        try:
            return replace(known, date_of_birth=date.fromisoformat("".join(digits)))
        except ValueError:
            return known

    def wrong_part_of_date(self, known: Known) -> Known:
        born = known.date_of_birth
        return (
            replace(known, date_of_birth=born.replace(day=self.random.randint(1, 28)))
            if born
            else known
        )

    def another_date(self, known: Known) -> Known:
        away = timedelta(days=self.random.randint(-3000, 3000))
        return replace(known, date_of_birth=known.date_of_birth and known.date_of_birth + away)

    def only_the_year(self, known: Known) -> Known:
        born = known.date_of_birth
        roughly = born and date(born.year + self.random.choice((-1, 0, 0, 0, 1)), 1, 1)
        return replace(known, date_of_birth=roughly, precision=Precision.YEAR)

    def date_left_out(self, known: Known) -> Known:
        return replace(known, date_of_birth=None)

    def postcode_left_out(self, known: Known) -> Known:
        return replace(known, addresses=())

    def typing_error_in_postcode(self, known: Known) -> Known:
        letter = self.random.choice("ABDEFGHJLN")
        changed = (replace(home, postcode=home.postcode[:-1] + letter) for home in known.addresses)
        return replace(known, addresses=tuple(changed))

    def moved(self, known: Known) -> Known:
        return replace(known, addresses=(self.inventor.address(),))


def name_of(known: Known) -> NameParts:
    return known.names[0]


def named(known: Known, **changes: str) -> Known:
    return replace(known, names=(replace(known.names[0], **changes), *known.names[1:]))


def swapped(born: date) -> date:
    return date(born.year, born.day, born.month) if born.day <= 12 else born
