"""Known already? Among the people whom the worker may see, who is like the one being typed.

Only visible people are looked at, so an empty answer tells nothing of what others hold. Candidates
come by keyed hashes, rarest first, and are scored by the pure rules (docs/matching.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch

from whitebeam.accounts.models import User
from whitebeam.people import policy
from whitebeam.people.models import ContactPoint, Name, Person
from whitebeam.people.rules.keys import query_keys
from whitebeam.people.rules.known import Address, Known, NameKind, NameParts, Precision
from whitebeam.people.rules.model import Model, load_model
from whitebeam.people.rules.rank import Depth, Ranked, rank
from whitebeam.people.rules.standardise import Standard, standardise

# Rare keys count most; a key that everybody has counts for nothing and is not followed to its end.
BY_KEYS = """
select person_id from (
  select k.person_id, 1.0 / count(*) over (partition by q.key) as weight
  from unnest(%s::bigint[]) as q(key)
  cross join lateral (
    select m.person_id from people_matchkey m where m.key = q.key limit %s
  ) as k
) as hits
group by person_id order by sum(weight) desc, person_id limit %s
"""
PRECISION = {
    Person.BirthPrecision.YEAR: Precision.YEAR,
    Person.BirthPrecision.ESTIMATE: Precision.AGE,
}
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A visible person who may be the one asked about, with the verdict of the rules."""

    person: Person
    ranked: Ranked[UUID]


def candidates(
    user: User, known: Known, *, secret: bytes, except_for: UUID | None = None
) -> list[Candidate]:
    """Return the visible people most like this one, likeliest first, with reasons."""
    asked = standardise(known)
    keys = [key.value for key in query_keys(asked, secret=secret)]
    if not keys:
        return []
    depth, model = Depth(), model_now()
    found: list[Candidate] = []
    for number in (depth.first, depth.deeper):
        pks = _by_keys(keys, depth=depth, number=number)
        found = _ranked(asked, _people(user, pks, except_for), model)
        if depth.is_enough([c.ranked for c in found]) or len(pks) < number:
            break
    return found


def model_now() -> Model:
    """Return the matching model, set for about as many people as are held."""
    with connection.cursor() as cursor:
        cursor.execute("select sec.people_held()")
        return load_model().for_population(cursor.fetchone()[0])


def known_of_person(person: Person) -> Known:
    """Return what the record holds of a person, as the matching rules take it."""
    points = list(person.contact_points.all())
    return Known(
        names=tuple(
            NameParts(NameKind(n.kind), n.given, n.middle, n.family) for n in person.names.all()
        ),
        date_of_birth=person.date_of_birth,
        precision=PRECISION.get(Person.BirthPrecision(person.birth_precision), Precision.EXACT),
        sex=person.sex,
        addresses=tuple(_addresses(points)),
        phones=tuple(str(p.value) for p in points if p.kind == ContactPoint.Kind.PHONE),
    )


def _by_keys(keys: Sequence[int], *, depth: Depth, number: int) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(BY_KEYS, [list(keys), depth.commonest, number])
        return [row[0] for row in cursor.fetchall()]


def _people(user: User, pks: Iterable[UUID], except_for: UUID | None) -> list[Person]:
    wanted = [pk for pk in pks if pk != except_for]
    place = {pk: number for number, pk in enumerate(wanted)}
    people = (
        policy.visible_to(user)
        .filter(pk__in=wanted)
        .select_related("area")
        .prefetch_related(
            Prefetch("names", queryset=Name.objects.order_by("created_at")),
            Prefetch("contact_points", queryset=ContactPoint.objects.exclude(kind="EMAIL")),
        )
    )
    # As the keys ranked them: equal scores then keep their place from one look to the next.
    return sorted(people, key=lambda person: place[person.pk])


def _ranked(asked: Standard, people: Sequence[Person], model: Model) -> list[Candidate]:
    by_id = {person.pk: person for person in people}
    pairs = ((person.pk, standardise(known_of_person(person))) for person in people)
    ranked = rank(asked, pairs, model=model, limit=SHOWN)
    return [Candidate(by_id[one.id], one) for one in ranked if one.verdict.is_worth_showing]


def _addresses(points: Iterable[ContactPoint]) -> Iterable[Address]:
    for point in points:
        if point.kind == ContactPoint.Kind.ADDRESS:
            lines, _, postcode = str(point.value).rpartition("\n")
            yield Address(postcode, house=lines, is_earlier=point.ended_on is not None)
