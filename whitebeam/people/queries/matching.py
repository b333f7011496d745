"""What a coordinator sees of a question or a merge: only enough to tell two people apart.

Both sides are of agencies whose records the coordinator has no right to. They come from functions
of the database that check it again and write their own audit entry before they answer.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Agency, AgreementParty
from whitebeam.partners.policy import agreements_in_force
from whitebeam.people import policy
from whitebeam.people.models import MatchRequest, Merge, Person
from whitebeam.people.queries.known import PRECISION, model_now
from whitebeam.people.rules.known import Known, NameKind, NameParts, Precision
from whitebeam.people.rules.rank import Depth, rank
from whitebeam.people.rules.score import Verdict, compare
from whitebeam.people.rules.standardise import Standard, standardise

SHOWN = 10
# Who she is, and what was told of risk: what the asking agency would be told.
TOLD = ["F2", "F6"]


@dataclass(frozen=True, slots=True)
class Brokered:
    """A record of another agency, as far as a coordinator may know it."""

    id: UUID
    known: Known
    birth_precision: str
    agencies: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A record that may be the same person, with why."""

    record: Brokered
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Question:
    """Whom was asked about, and who may be the same person, likeliest first."""

    asked: Brokered
    matches: tuple[Match, ...]


def requests_waiting(user: User) -> QuerySet[MatchRequest]:
    """Return the questions that wait for a coordinator, oldest first."""
    waiting = policy.match_requests_decidable_by(user).select_related("asked_for")
    return waiting.order_by("asked_at", "pk")


def merges_in(user: User, *states: Merge.State) -> QuerySet[Merge]:
    """Return the merges in these states, newest first."""
    seen = policy.merges_seen_by(user).filter(state__in=states)
    return seen.select_related("asked_by", "undo_asked_by").order_by("-asked_at", "pk")


def question_of(request: MatchRequest) -> Question | None:
    """Return the person of a waiting request with the likeliest others, or nothing if none waits.

    The database records that the coordinator saw them.
    """
    found = list(_brokered("sec.broker_candidates(%s, %s)", request.pk, Depth().deeper))
    if not found:
        return None
    asked, *others = found
    return Question(asked, _ranked(asked, others))


def pair_of(merge: Merge) -> tuple[Brokered, Match] | None:
    """Return the two records of a merge, the second with why it may be the first."""
    found = list(_brokered("sec.broker_pair(%s)", merge.pk))
    if len(found) != len({merge.kept_id, merge.gone_id}):
        return None
    kept, gone = found
    verdict = compare(_standard(kept), _standard(gone), model_now())
    return kept, Match(gone, verdict)


def names_of_agencies(records: Iterable[Brokered]) -> dict[UUID, str]:
    """Return the names of the agencies that hold these records."""
    wanted = {agency for record in records for agency in record.agencies}
    return dict(Agency.objects.filter(pk__in=wanted).values_list("pk", "name"))


def agencies_covered(receiver: Agency, records: Iterable[Brokered]) -> frozenset[UUID]:
    """Return which holders of these records have an agreement in force to tell this agency."""
    agreements = agreements_in_force().filter(
        parties__agency=receiver,
        parties__receives=True,
        categories__contains=TOLD,
        purposes__contains=[Purpose.SUPPORT],
    )
    giving = AgreementParty.objects.filter(
        gives=True,
        agreement__in=agreements,
        agency__in={agency for record in records for agency in record.agencies},
    )
    return frozenset(giving.values_list("agency", flat=True))


def _ranked(asked: Brokered, others: Sequence[Brokered]) -> tuple[Match, ...]:
    by_id = {record.id: record for record in others}
    pairs = ((record.id, _standard(record)) for record in others)
    ranked = rank(_standard(asked), pairs, model=model_now(), limit=SHOWN)
    return tuple(
        Match(by_id[one.id], one.verdict) for one in ranked if one.verdict.is_worth_showing
    )


def _standard(record: Brokered) -> Standard:
    return standardise(record.known)


def _brokered(function: str, *values: UUID | int) -> Iterator[Brokered]:
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {function}", values)  # noqa: S608  # one of two constants
        for pk, birth, precision, sex, names, agencies in cursor.fetchall():
            yield Brokered(
                pk, _known(birth, precision, sex, names), precision, tuple(agencies or ())
            )


def _known(birth: date | None, precision: str, sex: str, names: str | None) -> Known:
    return Known(
        names=tuple(
            NameParts(NameKind(n["kind"]), n["given"], n["middle"], n["family"])
            for n in json.loads(names or "[]")
        ),
        date_of_birth=birth,
        precision=PRECISION.get(Person.BirthPrecision(precision), Precision.EXACT),
        sex=sex,
    )
