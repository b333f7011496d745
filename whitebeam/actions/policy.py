"""Who may see an action, and who may do what with it.

The agency that does it sees it, with whoever keeps it on the list and whoever raised it; a blocked
worker sees nothing. The database decides the same again (actions migration 0002), and there a
higher app may let in those who take part in its case; its own pages show them.
"""

from django.db.models import Func, Q, QuerySet, UUIDField

from whitebeam.accounts.models import User
from whitebeam.actions.models import Action, Evidence
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty

DOING = (Duty.DO_ACTIONS, Duty.RESEARCH_MARAC)
CHASING = (Duty.CHASE_ACTIONS, Duty.COORDINATE_MARAC)
COUNTING = (*CHASING, Duty.VIEW_MARAC_FIGURES)
RAISING = (
    *DOING,
    *CHASING,
    Duty.CHAIR_MARAC,
    Duty.SUPPORT_VICTIMS,
    Duty.KEEP_GROUPS,
    Duty.SIT_IN_GROUPS,
    Duty.KEEP_PLAN,
)


class DeniedActions(Func):
    """The actions that do not exist for the acting user; only the database can tell."""

    function = "sec.actions_denied"
    template = "(select unnest(%(function)s()))"
    output_field = UUIDField()
    arity = 0


def visible_to(user: User) -> QuerySet[Action]:
    """Return every action that the user does, keeps or raised."""
    return _seen(_done_by(user) | _kept_by(user) | _raised_by(user))


def done_by(user: User) -> QuerySet[Action]:
    """Return the actions of the user's agencies, and those in her own name there."""
    return _seen(_done_by(user))


def chased_by(user: User) -> QuerySet[Action]:
    """Return the actions that the user's agencies keep on the list."""
    return _seen(_kept_by(user))


def reportable_by(user: User) -> QuerySet[Action]:
    """Return the open actions of which the user may say how they ended, or move the day."""
    return _seen(_done_by(user) | _kept_by(user)).filter(closed_at=None)


def evidence_seen_by(user: User) -> QuerySet[Evidence]:
    """Return the files that show what was done, of the actions that the user sees."""
    return Evidence.objects.filter(action__in=visible_to(user), removed_at=None)


def evidence_removable_by(user: User) -> QuerySet[Evidence]:
    """Return the files that the user added to actions that are still open."""
    return evidence_seen_by(user).filter(added_by=user, action__in=reportable_by(user))


def acceptable_by(user: User) -> QuerySet[Action]:
    """Return the proposals to which the user may say yes for her agency."""
    return done_by(user).filter(state=Action.State.PROPOSED)


def takeable_by(user: User) -> QuerySet[Action]:
    """Return the accepted actions that the user may begin or give to a colleague."""
    return done_by(user).filter(state__in=Action.IN_HAND)


def offerable_by(user: User) -> QuerySet[Action]:
    """Return the open actions that the user may offer to another agency."""
    return chased_by(user).filter(closed_at=None)


def supersedable_by(user: User) -> QuerySet[Action]:
    """Return the open actions that the user may replace by another."""
    return _seen(_kept_by(user) | _raised_by(user)).filter(closed_at=None)


def agencies_doing(user: User) -> QuerySet[Agency]:
    """Return the agencies for which the user may volunteer."""
    return _agencies(user, *DOING)


def agencies_raising(user: User) -> QuerySet[Agency]:
    """Return the agencies for which the user may propose actions."""
    return _agencies(user, *RAISING)


def agencies_keeping(user: User) -> QuerySet[Agency]:
    """Return the agencies for which the user chases actions."""
    return _agencies(user, *CHASING)


def _seen(whose: Q) -> QuerySet[Action]:
    return Action.objects.filter(whose).exclude(pk__in=DeniedActions())


def _done_by(user: User) -> Q:
    own = Q(owner=user.pk, owner_agency__in=_working_at(user))
    return Q(owner_agency__in=agencies_doing(user)) | own


def _kept_by(user: User) -> Q:
    return Q(kept_by__in=agencies_keeping(user))


def _raised_by(user: User) -> Q:
    return Q(raised_by=user.pk, raised_for__in=_working_at(user))


def _working_at(user: User) -> QuerySet[Agency]:
    return Agency.objects.filter(pk__in=partners.memberships_in_force(user).values("agency"))


def _agencies(user: User, *duties: Duty) -> QuerySet[Agency]:
    return partners.agencies_where(user, *duties).exclude(kind=Agency.Kind.GUEST)
