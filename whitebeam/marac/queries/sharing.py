"""Which agreement lets one agency share with others, and who reads the papers of a case."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.models import Case, Disclosure, Entry, Minutes
from whitebeam.partners.models import Agency, AgreementParty, SharingAgreement
from whitebeam.partners.policy import agreements_in_force

ACCOUNT = "F6"
# What was shared at a meeting stays with those who heard it.
OF_A_MEETING = (Entry._meta.label, Minutes._meta.label)


@dataclass(frozen=True, slots=True)
class Cover:
    """Under which agreement each receiver may receive, the usual one, and whom none covers."""

    agreement: SharingAgreement | None
    each: Mapping[UUID, SharingAgreement]
    uncovered: tuple[str, ...]

    def of(self, receivers: Collection[UUID]) -> SharingAgreement | None:
        """Return the agreement that covers most of these receivers, or the usual one for none."""
        found = Counter(self.each[one] for one in sorted(receivers) if one in self.each)
        return found.most_common(1)[0][0] if found else None if receivers else self.agreement

    def misses(self, receivers: Collection[UUID]) -> bool:
        """Say whether no agreement covers one of these receivers."""
        return any(one not in self.each for one in receivers)


def receivers_of(case: Case, *, about: UUID | None = None) -> frozenset[UUID]:
    """Return the agencies that read the papers of this case now; only the database can tell all.

    What is about one person of the case is not for those who were asked about others alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("select sec.marac_receivers(%s, %s)", [case.pk, about])
        return frozenset(cursor.fetchone()[0])


def cover_of(giver: Agency, *, receivers: Collection[UUID]) -> Cover:
    """Return under what the giver may share accounts for a meeting with each of these today."""
    wanted = frozenset(receivers) - {giver.pk}
    agreements = list(_agreements_of(giver))
    received: dict[UUID, set[UUID]] = {agreement.pk: set() for agreement in agreements}
    parties = AgreementParty.objects.filter(
        agreement__in=agreements, agency__in=wanted, receives=True
    )
    for agreement_id, agency_id in parties.values_list("agreement", "agency"):
        received[agreement_id].add(agency_id)
    # The agreement that covers most is taken wherever it covers; the others fill its gaps.
    best_first = sorted(agreements, key=lambda one: -len(received[one.pk]))
    each = {agency: one for one in reversed(best_first) for agency in received[one.pk]}
    return Cover(best_first[0] if best_first else None, each, names_of(wanted - each.keys()))


def silent_towards(case: Case, agency: Agency) -> tuple[str, ...]:
    """Return who has shared something of this case and may not share it with this agency."""
    unread = (Case._meta.label, *OF_A_MEETING)
    shared = Disclosure.objects.filter(case=case, to_marac="").exclude(about_label__in=unread)
    givers = Agency.objects.filter(pk__in=shared.values("controller")).exclude(pk=agency.pk)
    found = [one.name for one in givers if cover_of(one, receivers={agency.pk}).uncovered]
    return tuple(sorted(found))


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
