"""What the page of people to try prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from whitebeam.partners.models import Agency, Membership

_ORDER = [
    Agency.Kind.EDUCATION,
    Agency.Kind.HEALTH,
    Agency.Kind.POLICE,
    Agency.Kind.CHILDRENS_SERVICES,
    Agency.Kind.HOUSING,
    Agency.Kind.CHARITY,
    Agency.Kind.SPECIALIST_SERVICE,
    Agency.Kind.PARTNERSHIP_TEAM,
]


@dataclass(frozen=True, slots=True)
class Tried:
    """Somebody to try: who, in what role, and what that role does."""

    name: str
    role: str
    can: str
    href: str

    @classmethod
    def of(cls, post: Membership) -> "Tried":
        return cls(
            name=post.user.name,
            role=post.user.job_title,
            can=post.role.description if post.role else "",
            href=reverse("demonstration:enter", args=[post.user_id]),
        )


@dataclass(frozen=True, slots=True)
class Desk:
    """An agency and those who can be tried there."""

    agency: str
    kind: str
    people: tuple[Tried, ...]


def desks(posts: Iterable[Membership]) -> tuple[Desk, ...]:
    """Return the agencies in the order of the line of travel: who refers, who helps, who minds."""
    found = sorted(posts, key=_place)
    return tuple(
        Desk(agency.name, agency.get_kind_display(), tuple(Tried.of(post) for post in group))
        for agency, group in groupby(found, key=lambda post: post.agency)
    )


def _place(post: Membership) -> tuple[int, str, str]:
    kinds = [str(kind) for kind in _ORDER]
    kind = post.agency.kind
    return (
        kinds.index(kind) if kind in kinds else len(kinds),
        post.agency.name,
        post.user.job_title,
    )
