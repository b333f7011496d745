"""What the page of one action shows, and what its questions offer."""

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.actions import policy
from whitebeam.actions.models import Action, ActionPerson, Evidence, StateChange
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.policy import users_with
from whitebeam.people.policy import visible_to as people_seen_by


def history(action: Action) -> list[StateChange]:
    """Return every step of an action, oldest first, with who took it."""
    rows = action.changes.select_related("by", "agency", "owner_after", "offered_to")
    return list(rows.order_by("at", "created_at"))


def files_of(action: Action) -> list[Evidence]:
    """Return the files that show what was done, in the order in which they came."""
    held = action.files.filter(removed_at=None).select_related("added_by")
    return list(held.order_by("added_at"))


def people_of(action: Action, *, reader: User) -> tuple[list[str], int]:
    """Return whom it is about, as far as the reader knows them, and how many others there are."""
    about = ActionPerson.objects.filter(action=action)
    known = people_seen_by(reader).filter(pk__in=about.values("person"))
    names = list(known.order_by("known_as").values_list("known_as", flat=True))
    return names, about.count() - len(names)


def doers_at(agency: Agency) -> QuerySet[User]:
    """Return those who carry out actions at an agency, by name."""
    ids = [users_with(agency, duty).values("pk") for duty in policy.DOING]
    return (User.objects.filter(pk__in=ids[0]) | User.objects.filter(pk__in=ids[1])).order_by(
        "name"
    )


def agencies_to_ask() -> QuerySet[Agency]:
    """Return the agencies to which an action may be proposed, by name."""
    active = Agency.objects.filter(status=Agency.Status.ACTIVE)
    return active.exclude(kind=Agency.Kind.GUEST).order_by("name")


def keeper_for(user: User) -> Agency | None:
    """Return the agency that keeps on its list what this user proposes: hers, or the team's."""
    own = policy.agencies_keeping(user).order_by("name").first()
    team = Agency.objects.filter(
        kind=Agency.Kind.PARTNERSHIP_TEAM,
        status=Agency.Status.ACTIVE,
        memberships__duties__overlap=[Duty.CHASE_ACTIONS],
    )
    return own or team.order_by("name").first() or policy.agencies_raising(user).first()


def by_reference(reference: str, *, reader: User) -> Action | None:
    """Return the action of this reference, however it was typed, if the reader sees it."""
    bare = "".join(reference.upper().split())
    whole = bare if bare.startswith("A-") else f"A-{bare.removeprefix('A')}"
    return policy.visible_to(reader).filter(reference=whole).first()
