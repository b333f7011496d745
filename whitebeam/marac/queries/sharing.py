"""Which agreement lets one agency share with others, and who reads the papers of a case."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.models import Case
from whitebeam.partners.models import Agency, AgreementParty, SharingAgreement
from whitebeam.partners.policy import agreements_in_force

ACCOUNT = "F6"


@dataclass(frozen=True, slots=True)
class Cover:
    """The agreement that covers most of the receivers, and the agencies that none covers."""

    agreement: SharingAgreement | None
    uncovered: tuple[str, ...]


def receivers_of(case: Case, *, about: UUID | None = None) -> frozenset[UUID]:
    """Return the agencies that read the papers of this case now; only the database can tell all.

    What is about one person of the case is not for those who were asked about others alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("select sec.marac_receivers(%s, %s)", [case.pk, about])
        return frozenset(cursor.fetchone()[0])


def cover_of(giver: Agency, *, receivers: Collection[UUID]) -> Cover:
    """Return under what the giver may share accounts for a meeting with these agencies today."""
    wanted = frozenset(receivers) - {giver.pk}
    agreements = list(_agreements_of(giver))
    received: dict[UUID, set[UUID]] = {agreement.pk: set() for agreement in agreements}
    parties = AgreementParty.objects.filter(
        agreement__in=agreements, agency__in=wanted, receives=True
    )
    for agreement_id, agency_id in parties.values_list("agreement", "agency"):
        received[agreement_id].add(agency_id)
    best = max(agreements, key=lambda one: len(received[one.pk]), default=None)
    missing = wanted.difference(*received.values()) if received else wanted
    return Cover(best, names_of(missing))


def names_of(agencies: Iterable[UUID]) -> tuple[str, ...]:
    """Return the names of these agencies, in order."""
    found = Agency.objects.filter(pk__in=list(agencies)).order_by("name")
    return tuple(found.values_list("name", flat=True))


def _agreements_of(giver: Agency) -> Iterable[SharingAgreement]:
    return agreements_in_force().filter(
        parties__agency=giver,
        parties__gives=True,
        categories__contains=[ACCOUNT],
        purposes__contains=[Purpose.MEETING],
    )
