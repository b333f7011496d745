"""Who reads what of a group: those who sit in it and those who keep groups; others what is public.

Who keeps groups runs every meeting; who sits in one reads its papers. The database decides the same
again (governance migration 0002).
"""

from django.db.models import Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.directory.models import Group
from whitebeam.governance.models import (
    Decision,
    Item,
    Meeting,
    Minute,
    Paper,
    Planned,
    Risk,
    Seat,
    Sitting,
)
from whitebeam.governance.models.meetings import Label
from whitebeam.kernel.today import Today
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.policy import has_duty, memberships_in_force


def works_here(user: User) -> bool:
    """Return whether the user works at a partner agency; a guest does not."""
    held = memberships_in_force(user).exclude(agency__kind=Agency.Kind.GUEST)
    return held.exists()


def groups_of(user: User) -> QuerySet[Group]:
    """Return the groups whose papers the user reads: hers, or every one if she keeps them."""
    if has_duty(user, Duty.KEEP_GROUPS):
        return Group.objects.all()
    if not has_duty(user, Duty.SIT_IN_GROUPS):
        return Group.objects.none()
    seats = sittings_of(user).values("seat")
    held = Seat.objects.filter(pk__in=seats, ended_on=None)
    return Group.objects.filter(pk__in=held.values("group"))


def sittings_of(user: User) -> QuerySet[Sitting]:
    """Return the seats that the user holds today."""
    return Sitting.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()), user=user, starts_on__lte=Today()
    )


def meetings_of(user: User) -> QuerySet[Meeting]:
    """Return the meetings of the user's groups."""
    return Meeting.objects.filter(group__in=groups_of(user))


def public_meetings() -> QuerySet[Meeting]:
    """Return the meetings of which something is public."""
    public = Item.objects.filter(label=Label.PUBLIC).values("meeting")
    return Meeting.objects.filter(pk__in=public, pack_sent_at__isnull=False)


def public_items() -> QuerySet[Item]:
    """Return the items that anybody who works here may read."""
    return Item.objects.filter(label=Label.PUBLIC, meeting__pack_sent_at__isnull=False)


def public_papers() -> QuerySet[Paper]:
    """Return the papers that anybody who works here may read."""
    return Paper.objects.filter(label=Label.PUBLIC, item__in=public_items())


def public_minutes() -> QuerySet[Minute]:
    """Return the minutes that anybody who works here may read: of public items, once signed."""
    signed = public_items().filter(meeting__signed_at__isnull=False)
    return Minute.objects.filter(item__in=signed)


def public_decisions() -> QuerySet[Decision]:
    """Return the decisions that anybody who works here may read: of public items, once signed."""
    signed = public_items().filter(meeting__signed_at__isnull=False)
    return Decision.objects.filter(item__in=signed)


def items_of(user: User) -> QuerySet[Item]:
    """Return the items of the user's groups."""
    return Item.objects.filter(meeting__in=meetings_of(user))


def papers_of(user: User) -> QuerySet[Paper]:
    """Return the papers of the user's groups."""
    return Paper.objects.filter(item__in=items_of(user))


def decisions_of(user: User) -> QuerySet[Decision]:
    """Return the decisions of the user's groups."""
    return Decision.objects.filter(item__in=items_of(user))


def risks_of(user: User) -> QuerySet[Risk]:
    """Return the risks that the user's groups watch."""
    return Risk.objects.filter(group__in=groups_of(user))


def planned_of(user: User) -> QuerySet[Planned]:
    """Return the papers that are on their way to the user's groups, or came."""
    return Planned.objects.filter(group__in=groups_of(user), withdrawn_at=None)


def seats_open() -> QuerySet[Seat]:
    """Return the seats that have not ended. Who sits where is known to all who work here."""
    return Seat.objects.filter(ended_on=None).select_related("group")


def sittings_open() -> QuerySet[Sitting]:
    """Return the sittings that have no end yet."""
    return Sitting.objects.filter(ends_on=None).select_related("seat__group")
