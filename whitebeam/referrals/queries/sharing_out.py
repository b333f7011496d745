"""What whoever assigns work looks at: what waits, who could take it, and what each carries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from whitebeam.accounts.models import User
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.policy import agencies_where, users_with
from whitebeam.referrals import policy
from whitebeam.referrals.models import Referral
from whitebeam.referrals.rules.load import weight_of


@dataclass(frozen=True, slots=True)
class Load:
    """What one worker carries at one agency; `is_here` while she still supports people there."""

    worker: User
    agency: Agency
    cases: int
    high: int
    weight: int
    is_here: bool


def loads(user: User) -> list[Load]:
    """Return what each worker of the user's agencies carries, by name and not by number."""
    carried = _carried(user)
    here = {
        (agency.pk, worker.pk): (agency, worker)
        for agency in agencies_where(user, Duty.ASSIGN_REFERRALS)
        for worker in users_with(agency, Duty.SUPPORT_VICTIMS)
    }
    gone = set(carried) - set(here)
    agencies = Agency.objects.in_bulk([agency for agency, _ in gone])
    workers = User.objects.in_bulk([worker for _, worker in gone])
    everyone = here | {key: (agencies[key[0]], workers[key[1]]) for key in gone}
    found = [
        _load(worker, agency, carried[key], is_here=key in here)
        for key, (agency, worker) in everyone.items()
    ]
    return sorted(found, key=lambda load: (load.worker.name, load.agency.name))


def cases_of(user: User, worker: User) -> list[Referral]:
    """Return the open cases of a worker whom the user covers for, longest open first."""
    cases = (
        policy.cases_shared_by(user)
        .filter(accepted_by=worker)
        .select_related("area", "sent_by")
        .defer("answers", "basis_reason")
    )
    return list(cases.order_by("accepted_at", "pk"))


def references(user: User, referral_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the references of those of these referrals that the user may see."""
    seen = policy.held_by(user, Duty.ASSIGN_REFERRALS).filter(pk__in=list(referral_ids))
    return dict(seen.values_list("pk", "reference"))


def _carried(user: User) -> Mapping[tuple[UUID, UUID], Counter[str]]:
    rows = policy.cases_shared_by(user).values_list("held_by", "accepted_by", "risk")
    found: defaultdict[tuple[UUID, UUID], Counter[str]] = defaultdict(Counter)
    for agency, worker, risk, number in rows.annotate(number=Count("pk")).order_by():
        found[agency, worker][risk] += number
    return found


def _load(worker: User, agency: Agency, cases: Counter[str], *, is_here: bool) -> Load:
    return Load(worker, agency, cases.total(), cases["HIGH"], weight_of(cases), is_here)
