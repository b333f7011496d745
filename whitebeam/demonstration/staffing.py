"""Puts workers into every agency of the loaded partnership, and names those who can be tried."""

from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from secrets import token_bytes
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt

from whitebeam.accounts.models import User
from whitebeam.demonstration.offices import ByArea, Office
from whitebeam.demonstration.rules.invented_agencies import (
    INVENTED,
    schools_and_surgeries,
    stand_in,
)
from whitebeam.demonstration.rules.sign_ins import COLLEAGUES, SIGN_INS
from whitebeam.demonstration.rules.staff_names import colleague
from whitebeam.demonstration.rules.values import Place, Source
from whitebeam.partners.models import (
    Agency,
    AgencyArea,
    AgreementParty,
    Area,
    Duty,
    Membership,
    RoleTemplate,
    Team,
)

_KINDS = {
    Source.SCHOOL: Agency.Kind.EDUCATION,
    Source.GP: Agency.Kind.PRIMARY_CARE,
    Source.POLICE: Agency.Kind.POLICE,
    Source.HOSPITAL: Agency.Kind.ACUTE_HEALTH,
    Source.HOUSING: Agency.Kind.HOUSING,
    Source.CHILDREN: Agency.Kind.CHILDRENS_SERVICES,
    Source.CHARITY: Agency.Kind.CHARITY,
    Source.PROVIDER: Agency.Kind.SPECIALIST_SERVICE,
    Source.PARTNERSHIP: Agency.Kind.PARTNERSHIP_TEAM,
    Source.COUNCIL: Agency.Kind.COUNCIL,
}


@dataclass(slots=True)
class Post:
    """A user with a role at an agency."""

    user: User
    role: RoleTemplate
    agency: Agency


@dataclass(slots=True)
class Staffing:
    """The agencies by kind and the posts filled in them."""

    agencies: dict[Source, list[Agency]]
    posts: dict[UUID, list[Post]] = field(default_factory=lambda: defaultdict(list))


def staff(places: Iterable[Place], *, people: int, on: date) -> dict[Source, ByArea]:
    """Fill the partnership's offices with invented workers; doing so again changes nothing.

    It writes as the role that loads, so it runs inside `copying.as_bulk`.
    """
    for place in places:
        _open_schools_and_surgery(place)
    staffing = Staffing(_agencies())
    roles = {role.code: role for role in RoleTemplate.objects.all()}
    _fill_sign_ins(staffing, roles)
    _fill_colleagues(staffing, roles, people)
    _save(staffing, on)
    return {source: _by_area(found, staffing.posts) for source, found in staffing.agencies.items()}


def guardians() -> dict[UUID, UUID]:
    """Return who guards the records of each agency; whoever can be tried comes before others."""
    found = Membership.objects.filter(duties__contains=[Duty.GUARD_RECORDS])
    return dict(found.order_by("user__is_demonstration").values_list("agency", "user"))


def _open_schools_and_surgery(place: Place) -> None:
    area = Area.objects.get(code=place.code)
    for invented in schools_and_surgeries(place):
        like = next(_candidates(invented.source), None)
        agency, is_new = Agency.objects.get_or_create(
            code=invented.code, defaults={"name": invented.name, "kind": invented.kind}
        )
        if is_new:
            AgencyArea.objects.create(agency=agency, area=area)
            _join_agreements(agency, like=like)


def _join_agreements(agency: Agency, *, like: Agency | None) -> None:
    """Make a new agency a party wherever its like is one already, on the same terms."""
    AgreementParty.objects.bulk_create(
        AgreementParty(
            agreement_id=party.agreement_id,
            agency=agency,
            gives=party.gives,
            receives=party.receives,
        )
        for party in AgreementParty.objects.filter(agency=like)
        if like is not None
    )


def _agencies() -> dict[Source, list[Agency]]:
    found = {source: list(_candidates(source)) for source in _KINDS}
    for source in (*COLLEAGUES, Source.PARTNERSHIP):
        if not found[source] and source not in {Source.PARTNERSHIP, Source.COUNCIL}:
            invented = stand_in(source)
            found[source] = [
                Agency.objects.get_or_create(
                    code=invented.code, defaults={"name": invented.name, "kind": invented.kind}
                )[0]
            ]
    return found


def _candidates(source: Source) -> Iterator[Agency]:
    """Yield the agencies of this kind; where some have teams, those without meet no one."""
    found = Agency.objects.filter(kind=_KINDS[source]).prefetch_related("areas")
    # What the pack names comes before what was made up here.
    agencies = sorted(found, key=lambda one: (one.code.startswith(INVENTED), one.code))
    with_teams = set(Team.objects.values_list("agency", flat=True))
    yield from [a for a in agencies if a.pk in with_teams] or agencies


def _fill_sign_ins(staffing: Staffing, roles: dict[str, RoleTemplate]) -> None:
    for sign_in in SIGN_INS:
        agencies = staffing.agencies[sign_in.at]
        role = roles.get(sign_in.role)
        if role is None:
            continue
        wanted = agencies if sign_in.is_everywhere else agencies[sign_in.which :][:1]
        for agency in wanted:
            _fill(staffing, agency, role, can_be_tried=True)


def _fill_colleagues(staffing: Staffing, roles: dict[str, RoleTemplate], people: int) -> None:
    for source, posts in COLLEAGUES.items():
        for agency in staffing.agencies[source]:
            for code, least, one_more_for in posts:
                many = least + (people // one_more_for if one_more_for else 0)
                for _ in range(many if code in roles else 0):
                    _fill(staffing, agency, roles[code], can_be_tried=False)


def _fill(staffing: Staffing, agency: Agency, role: RoleTemplate, *, can_be_tried: bool) -> None:
    invented = colleague(agency.code, len(staffing.posts[agency.pk]))
    user = User(
        email=invented.email,
        name=invented.name,
        job_title=role.name,
        is_demonstration=can_be_tried,
        may_use_password=False,
    )
    user.set_unusable_password()
    staffing.posts[agency.pk].append(Post(user, role, agency))


def _save(staffing: Staffing, on: date) -> None:
    posts = [post for found in staffing.posts.values() for post in found]
    known = {user.email: user for user in User.objects.filter(email__in=_emails(posts))}
    new = [post for post in posts if post.user.email not in known]
    for post in posts:
        post.user = known.get(post.user.email, post.user)
    User.objects.bulk_create(post.user for post in new)
    _give_second_factors(new)
    teams = _teams()
    Membership.objects.bulk_create(
        Membership(
            user=post.user,
            agency=post.agency,
            team=_team_for(post, teams[post.agency.pk]),
            role=post.role,
            duties=post.role.duties,
            starts_on=on - timedelta(days=500),
            checked_on=on - timedelta(days=40 + place % 3 * 40),
        )
        for place, post in enumerate(new)
    )


def _give_second_factors(posts: list[Post]) -> None:
    """Give everyone to be tried a code app; the page of the demonstration shows its code."""
    Authenticator.objects.bulk_create(
        Authenticator(
            user=post.user,
            type=Authenticator.Type.TOTP,
            data={"secret": encrypt(b32encode(token_bytes(20)).decode())},
        )
        for post in posts
        if post.user.is_demonstration
    )


def _emails(posts: list[Post]) -> list[str]:
    return [post.user.email for post in posts]


def _teams() -> dict[UUID, list[Team]]:
    teams: dict[UUID, list[Team]] = defaultdict(list)
    for team in Team.objects.order_by("code"):
        teams[team.agency_id].append(team)
    return teams


def _team_for(post: Post, teams: list[Team]) -> Team | None:
    duties = set(post.role.duties)
    if Duty.SUPPORT_VICTIMS in duties:
        return next((team for team in teams if "advis" in team.code), None)
    if Duty.TRIAGE_REFERRALS in duties:
        return next((team for team in teams if "triage" in team.code), None)
    return None


def _by_area(agencies: list[Agency], posts: dict[UUID, list[Post]]) -> ByArea:
    found: dict[str, list[Office]] = defaultdict(list)
    for agency in agencies:
        office = _office(agency, posts[agency.pk])
        if office is None:
            continue
        found[""].append(office)
        for area in agency.areas.all():
            found[area.code].append(office)
    return {area: tuple(offices) for area, offices in found.items()}


def _office(agency: Agency, posts: list[Post]) -> Office | None:
    if not posts:
        return None
    senders = _users(posts, Duty.REFER)
    advisers = _users(posts, Duty.SUPPORT_VICTIMS)
    readers = _users(posts, Duty.TRIAGE_REFERRALS)
    triagers = tuple(one for one in readers if one not in advisers)
    anyone = tuple(post.user.pk for post in posts)
    return Office(
        agency.pk,
        agency.name,
        senders or anyone,
        triagers or readers or anyone,
        advisers or readers or anyone,
        tuple(post.user.pk for post in posts if not post.user.is_demonstration),
    )


def _users(posts: list[Post], duty: Duty) -> tuple[UUID, ...]:
    return tuple(post.user.pk for post in posts if duty in post.role.duties)
