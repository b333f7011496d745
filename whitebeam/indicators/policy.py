"""Who may see returns, releases and what stands behind them; the database decides the same again.

An agency's returns are its own. Who keeps the indicators sees all. Whoever has the duty to see them
at an agency that an agreement for statistics names, while it is in force, reads what is released.
"""

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from whitebeam.accounts.models import User
from whitebeam.indicators.models import (
    Commentary,
    Exact,
    Mapping,
    Question,
    Release,
    Return,
)
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty, Membership


def keeps(user: User) -> bool:
    """Return whether the user keeps the indicators for the whole partnership."""
    return agencies_with(user, Duty.KEEP_INDICATORS).exists()


def reads(user: User) -> bool:
    """Return whether the released figures are open to the user today."""
    if keeps(user):
        return True
    return agencies_reading().filter(pk__in=agencies_with(user, Duty.VIEW_INDICATORS)).exists()


def agencies_reading() -> QuerySet[Agency]:
    """Return the agencies that receive figures under an agreement that is in force today."""
    agreements = partners.agreements_in_force().filter(purposes__contains=[Purpose.STATISTICS])
    return Agency.objects.filter(
        agreements__receives=True, agreements__agreement__in=agreements
    ).distinct()


def nominated() -> QuerySet[Membership]:
    """Return the memberships that open the dashboard, were their agency's agreement in force."""
    return Membership.objects.filter(duties__contains=[Duty.VIEW_INDICATORS], ends_on=None)


def returns_seen_by(user: User) -> QuerySet[Return]:
    """Return the returns of the user's agencies, or all to whoever keeps the indicators."""
    if keeps(user):
        return Return.objects.all()
    return Return.objects.filter(agency__in=agencies_with(user, Duty.SUBMIT_RETURNS))


def returns_filled_by(user: User) -> QuerySet[Return]:
    """Return the returns that the user may fill in, send and sign."""
    own = Q(is_computed=False, agency__in=agencies_with(user, Duty.SUBMIT_RETURNS))
    return Return.objects.filter(own | Q(is_computed=True) if keeps(user) else own)


def returns_reopened_by(user: User) -> QuerySet[Return]:
    """Return the signed returns that the user may open again, each with a reason."""
    return returns_seen_by(user).filter(state=Return.State.SIGNED)


def mapping_of(user: User, agency: Agency) -> Mapping | None:
    """Return what the columns of this agency's spreadsheets mean, if it was said."""
    seen = agencies_with(user, Duty.SUBMIT_RETURNS)
    return Mapping.objects.filter(agency=agency, agency__in=seen).first()


def releases_seen_by(user: User) -> QuerySet[Release]:
    """Return every release to whoever keeps them, and what is out to whoever may read."""
    if keeps(user):
        return Release.objects.all()
    if not reads(user):
        return Release.objects.none()
    return Release.objects.filter(approved_at__isnull=False, embargo_until__lte=Now())


def released_to(user: User) -> QuerySet[Release]:
    """Return the releases that are out, for the dashboard: an embargo holds for keepers too."""
    return releases_seen_by(user).filter(approved_at__isnull=False, embargo_until__lte=Now())


def releases_waiting_for(user: User) -> QuerySet[Release]:
    """Return the releases that wait for this user's approval: never one that she made."""
    if not keeps(user):
        return Release.objects.none()
    return Release.objects.filter(approved_at=None, rejected_at=None).exclude(made_by=user)


def exacts_seen_by(user: User) -> QuerySet[Exact]:
    """Return the exact numbers behind releases, to whoever keeps them alone."""
    return Exact.objects.all() if keeps(user) else Exact.objects.none()


def commentaries_seen_by(user: User) -> QuerySet[Commentary]:
    """Return what was said beside the numbers, to whoever reads them."""
    return Commentary.objects.all() if reads(user) else Commentary.objects.none()


def questions_seen_by(user: User) -> QuerySet[Question]:
    """Return the questions that are or were weighed, to whoever reads the figures."""
    return Question.objects.all() if reads(user) else Question.objects.filter(asked_by=user)


def agencies_commenting(user: User) -> QuerySet[Agency]:
    """Return the agencies for which the user may say something beside a number."""
    return agencies_with(user, Duty.KEEP_INDICATORS, Duty.SUBMIT_RETURNS)


def agencies_with(user: User, *duties: Duty) -> QuerySet[Agency]:
    """Return the agencies, guests' apart, at which the user has one of these duties today."""
    return partners.agencies_where(user, *duties).exclude(kind=Agency.Kind.GUEST)
