"""Who may be the people being typed, among those whom the worker may see."""

from collections.abc import Iterator
from itertools import islice

from whitebeam.accounts.models import User
from whitebeam.people.queries.known import Candidate, candidates
from whitebeam.people.rules.known import Address, Known, NameKind, NameParts, Precision
from whitebeam.referrals.rules.told import Told

VICTIM = "victim"
MOST_ASKED = 6
SHORTEST_NAME = 3


def candidates_for(
    said: Told, codes: dict[str, str], *, asks_who: bool, user: User, secret: bytes
) -> Iterator[tuple[str, Candidate]]:
    """Yield whom each person typed on a page may be, with the part of the page they are typed in.

    `codes` names the question that asks for each kind of person, where one of several is asked.
    """
    asked = ((part, known) for part, known in _typed(said, codes, asks_who) if _is_enough(known))
    for part, known in islice(asked, MOST_ASKED):
        for found in candidates(user, known, secret=secret):
            yield part, found


def _typed(said: Told, codes: dict[str, str], asks_who: bool) -> Iterator[tuple[str, Known]]:
    if asks_who and not said.known_person:
        yield VICTIM, _victim(said)
    for place, code in codes.items():
        for number, item in enumerate(said.items(place)):
            if not item.known_person:
                yield f"{code}:{number}", _known(item, f"{place}.name", f"{place}.date_of_birth")


def _victim(said: Told) -> Known:
    plain = _known(said, "person.known_as", "person.date_of_birth")
    others = (
        _parts(NameKind.LEGAL, said.name("person.legal_name")),
        *(
            _parts(NameKind.PREVIOUS, name)
            for name in said.text("person.previous_names").replace(";", ",").split(",")
        ),
    )
    postcode = said.text("location.postcode")
    phone = said.text("safe_contact.phone")
    return Known(
        names=(*plain.names, *(name for name in others if name.given or name.family)),
        date_of_birth=plain.date_of_birth,
        precision=plain.precision,
        sex=said.choice("person.sex"),
        addresses=(Address(postcode),) if postcode else (),
        phones=(phone,) if phone else (),
    )


def _known(said: Told, name: str, born: str) -> Known:
    date = said.known_date(born)
    if date is None:
        return Known(names=(_parts(NameKind.KNOWN_AS, said.name(name)),))
    precision = Precision.YEAR if date.year else Precision.AGE
    return Known(
        names=(_parts(NameKind.KNOWN_AS, said.name(name)),),
        date_of_birth=date.about(on=said.on),
        precision=Precision.EXACT if date.exact else precision,
    )


def _parts(kind: NameKind, whole: str) -> NameParts:
    words = whole.split()
    if len(words) == 1 and kind == NameKind.PREVIOUS:
        return NameParts(kind, family=words[0])
    return NameParts(kind, " ".join(words[:1]), " ".join(words[1:-1]), " ".join(words[1:][-1:]))


def _is_enough(known: Known) -> bool:
    typed = sum(len(name.given) + len(name.family) for name in known.names)
    return typed >= SHORTEST_NAME or bool(known.phones)
