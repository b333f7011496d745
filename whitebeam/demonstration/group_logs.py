"""What invented groups keep beside their meetings: interests, results, risks, papers to come."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from whitebeam.accounts.models import User
from whitebeam.demonstration.rules import meetings as told
from whitebeam.directory.models import Group
from whitebeam.governance.models import Decision, Interest, Item, Meeting, Planned, Risk, Seat
from whitebeam.governance.rules.seats import Sector
from whitebeam.partners.models import Agency


def keep_logs(group: Group, *, on: date, at: datetime, by: User, agency: Agency) -> None:
    """Keep a group's logs once its meetings were held. It writes as the role that loads."""
    held = list(Meeting.objects.filter(group=group, on__lt=on).order_by("on"))
    if not held:
        return
    _tell_result(held[0], on=held[-1].on)
    _declare(held[0], group, at=at, by=by)
    for one in told.RISKS:
        _watch(group, one, on=on, by=by, agency=agency)
    _plan(group, held[-1], on=on, by=by)


def _tell_result(first: Meeting, *, on: date) -> None:
    for decision in Decision.objects.filter(item__meeting=first):
        decision.result, decision.result_on = told.CAME_OF_IT, on
        decision.save()


def _declare(first: Meeting, group: Group, *, at: datetime, by: User) -> None:
    seat = Seat.objects.filter(group=group, sector=Sector.CHARITIES.value).first()
    item = Item.objects.filter(meeting=first, decisions__isnull=False).first()
    if seat and item:
        Interest.objects.create(
            meeting=first,
            item=item,
            seat=seat,
            nature=told.INTEREST,
            handling=Interest.Handling.LEFT,
            recorded_by=by,
            at=at,
        )


def _watch(group: Group, one: told.Watched, *, on: date, by: User, agency: Agency) -> None:
    Risk.objects.create(
        group=group,
        text=one.text,
        likelihood=one.likelihood,
        impact=one.impact,
        answer=one.answer,
        owner_agency=agency,
        review_on=on + timedelta(days=one.review_in),
        result=one.result or None,
        closed_on=on if one.result else None,
        recorded_by=by,
    )


def _plan(group: Group, last: Meeting, *, on: date, by: User) -> None:
    path, above = uuid4(), group.charter.parent
    steps = [
        (group, last.on, last.items.order_by("position").first()),
        (group, on + timedelta(days=told.WANTED_HERE), None),
        *([(above, on + timedelta(days=told.WANTED_ABOVE), None)] if above else []),
    ]
    for where, wanted_on, item in steps:
        Planned.objects.create(
            group=where,
            path=path,
            title=told.YEARLY_PAPER,
            wanted_on=wanted_on,
            item=item,
            added_by=by,
        )
