"""What the page of people to try prints."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from whitebeam.demonstration.rules.sign_ins import SIGN_INS
from whitebeam.partners.models import Agency, Membership

_REFERRING = (
    Agency.Kind.EDUCATION,
    Agency.Kind.PRIMARY_CARE,
    Agency.Kind.ACUTE_HEALTH,
    Agency.Kind.HEALTH,
    Agency.Kind.POLICE,
    Agency.Kind.CHILDRENS_SERVICES,
    Agency.Kind.HOUSING,
    Agency.Kind.CHARITY,
)


@dataclass(frozen=True, slots=True)
class Tried:
    """Somebody to try: who, where, in what role, and what that role does."""

    name: str
    agency: str
    role: str
    can: str
    href: str

    @classmethod
    def of(cls, post: Membership) -> "Tried":
        return cls(
            name=post.user.name,
            agency=post.agency.name,
            role=post.user.job_title,
            can=post.role.description if post.role else "",
            href=reverse("demonstration:enter", args=[post.user_id]),
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Those who do the same part of the work."""

    title: str
    people: tuple[Tried, ...]


def groups(posts: Iterable[Membership]) -> tuple[Group, ...]:
    """Return whom to try, along the line of travel: who refers, who helps, who minds it all."""
    parts: dict[str, list[Membership]] = {title: [] for title in ("refer", "help", "mind")}
    for post in posts:
        parts[_part(post)].append(post)
    parts["refer"].sort(key=lambda p: (_REFERRING.index(Agency.Kind(p.agency.kind)), _usual(p)))
    parts["help"].sort(key=_first_the_fullest(parts["help"]))
    found = (
        ("They refer someone", parts["refer"]),
        ("They triage and support", parts["help"]),
        ("They keep the partnership in order", parts["mind"]),
    )
    return tuple(
        Group(title, tuple(Tried.of(post) for post in members))
        for title, members in found
        if members
    )


def _part(post: Membership) -> str:
    if post.agency.kind in _REFERRING:
        return "refer"
    return "help" if post.agency.kind == Agency.Kind.SPECIALIST_SERVICE else "mind"


def _usual(post: Membership) -> int:
    """Put the roles in the order in which the list of sign-ins names them."""
    code = post.role.code if post.role else ""
    return next((at for at, one in enumerate(SIGN_INS) if one.role == code), len(SIGN_INS))


def _first_the_fullest(posts: list[Membership]) -> Callable[[Membership], tuple[int, str, int]]:
    """Put the service where most roles can be tried before the others, and keep each together."""
    many = Counter(post.agency_id for post in posts)
    return lambda post: (-many[post.agency_id], post.agency.name, _usual(post))
