"""Flag and tag: each agency marks its own files for a year, and takes the mark off again.

A flag says that there is a case and whom to ask, never the story. Agencies are asked once a case is
listed, each as soon as it is asked what it knows, and whoever joined later when minutes go out or
the case is settled early. The year counts from the listing, or from the day on which it was
settled; a later listing moves its end. At its end each is asked to take the flag off. Setting and
removing are confirmed by the agency itself.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.models import Case, FlagRequest, Meeting
from whitebeam.marac.queries import flags as queries
from whitebeam.marac.queries import settings
from whitebeam.marac.rules.months import months_after
from whitebeam.notices import services as notices
from whitebeam.partners.models import Area, Duty

FLAG_MONTHS = "marac.flag_months"


@transaction.atomic
def ask_to_flag(case_id: UUID, *, by: User, at: datetime) -> int:
    """Ask every agency that was asked for research to flag its files for a year; how many.

    Asked again, only those are asked who were not, so it may be repeated.

    :raises Refused: if the user does not run the case, or it was neither listed nor decided
    """
    run = policy.visible_to(by, *policy.RUNNING).select_related("panel__area")
    case = run.filter(pk=case_id).first()
    if case is None:
        raise Refused("You do not coordinate or chair this case")
    if not queries.may_be_flagged(case):
        raise Refused("Agencies are asked to flag their files once the case is listed")
    return _ask([case], case.panel.area, about=case, at=at)


@transaction.atomic
def ask_on_listing(cases: Sequence[Case], *, about: Case | Meeting, at: datetime) -> int:
    """Ask every agency that researches these listed cases, and move the ends of earlier flags.

    An earlier case about the same two people keeps its flags as long. Each agency is told once.
    """
    listed = [case for case in cases if queries.may_be_flagged(case)]
    for case in listed:
        _stay(case, at=at)
    area = listed[0].panel.area if listed else None
    return _ask(listed, area, about=about, at=at) if area else 0


@transaction.atomic
def end_with(case: Case, *, at: datetime) -> None:
    """End the flags of a case that is ours no more; each agency is asked to take its flag off."""
    today = at.astimezone(LONDON).date()
    ended = FlagRequest.objects.filter(case=case, removed_at=None, until__gt=today).update(
        until=today, updated_at=at
    )
    if ended:
        audit.record(verb=Researched.FLAG_ENDED, subject=case, flags=ended)


@transaction.atomic
def ask_after(meeting: Meeting, *, cases: Iterable[Case], at: datetime) -> int:
    """Ask for the flags of the cases that a meeting decided; each agency is told once of all."""
    decided = [case for case in cases if queries.may_be_flagged(case)]
    return _ask(decided, meeting.panel.area, about=meeting, at=at)


def _ask(cases: Sequence[Case], area: Area, *, about: Case | Meeting, at: datetime) -> int:
    until = {case: _until(case, area, at=at) for case in cases}
    to_flag = queries.agencies_to_flag(cases)
    FlagRequest.objects.bulk_create(
        FlagRequest(case=case, agency=agency, asked_at=at, until=until[case])
        for case, agency in to_flag
    )
    for agency in sorted({agency for _, agency in to_flag}, key=lambda one: one.name):
        duty = Duty.RESEARCH_MARAC
        notices.tell_duty(agency, duty, template="flag_asked", about=about, at=at)
    asked = Counter(case for case, _ in to_flag)
    for case in cases:
        audit.record(verb=Researched.FLAG_ASKED, subject=case, asked=asked[case], until=until[case])
    return len(to_flag)


def _until(case: Case, area: Area, *, at: datetime) -> date:
    months = int(settings.value(FLAG_MONTHS, area=area))
    return months_after(queries.counted_from(case, at=at), months)


def _stay(case: Case, *, at: datetime) -> None:
    """Let the flags of a case, and of those that it repeats, stand as long as a new one would."""
    until = _until(case, case.panel.area, at=at)
    standing = FlagRequest.objects.filter(
        case__in=queries.with_those_repeated(case), removed_at=None, until__lt=until
    )
    moved = standing.update(until=until, removal_asked_at=None, updated_at=at)
    if moved:
        audit.record(verb=Researched.FLAG_MOVED, subject=case, flags=moved, until=until)


@transaction.atomic
def confirm_set(flag_id: UUID, *, by: User, at: datetime) -> FlagRequest:
    """Say that the agency's files carry the flag.

    :raises Refused: if it is not the agency's, or is set or gone already
    """
    flag = _locked(flag_id, by=by)
    if flag.flagged_at is not None or flag.removed_at is not None:
        raise Refused("This flag was confirmed already")
    flag.flagged_at, flag.flagged_by = at, by
    flag.save(update_fields=["flagged_at", "flagged_by", "updated_at"])
    audit.record(verb=Researched.FLAG_SET, subject=flag)
    return flag


@transaction.atomic
def confirm_removed(flag_id: UUID, *, by: User, at: datetime) -> FlagRequest:
    """Say that the agency's files carry the flag no more.

    :raises Refused: if the year is not over, or it was removed already
    """
    flag = _locked(flag_id, by=by)
    if flag.removed_at is not None:
        raise Refused("This flag was removed already")
    if flag.until > at.astimezone(LONDON).date():
        day = f"{flag.until.day} {flag.until:%B %Y}"
        raise Refused(f"This flag stays until {day}")
    flag.removed_at, flag.removed_by = at, by
    flag.save(update_fields=["removed_at", "removed_by", "updated_at"])
    audit.record(verb=Researched.FLAG_REMOVED, subject=flag)
    return flag


@transaction.atomic
def record(flag_id: UUID, *, told_by: str, by: User, at: datetime) -> FlagRequest:
    """Record what an agency without users told of its flag: set, or after its year taken off.

    :raises Refused: if the user does not coordinate the case, somebody of the agency could say so
        herself, nobody is named, or the flag stands as it is
    """
    found = policy.flags_recorded_by(by).select_related("case")
    flag = found.select_for_update(of=("self",)).filter(pk=flag_id).first()
    if flag is None or flag.agency_id not in queries.with_nobody(flag.case):
        raise Refused("Somebody of this agency confirms its flag herself")
    if not told_by.strip():
        raise Refused("Enter who told you")
    is_over = flag.until <= at.astimezone(LONDON).date()
    if flag.removed_at is not None or (flag.flagged_at is not None and not is_over):
        raise Refused("This flag was confirmed already")
    flag.told_by, columns = told_by.strip(), ["told_by", "updated_at"]
    if is_over:
        flag.removed_at, flag.removed_by = at, by
        columns += ["removed_at", "removed_by"]
    else:
        flag.flagged_at, flag.flagged_by = at, by
        columns += ["flagged_at", "flagged_by"]
    flag.save(update_fields=columns)
    verb = Researched.FLAG_REMOVED if is_over else Researched.FLAG_SET
    audit.record(verb=verb, subject=flag, recorded_for_agency=True)
    return flag


@transaction.atomic
def ask_to_remove(flag_id: UUID, *, at: datetime) -> bool:
    """Ask an agency once to take its flag off, by the clock; say whether there was one to ask."""
    rows = FlagRequest.objects.select_for_update(of=("self",), skip_locked=True)
    flag = rows.filter(pk=flag_id, removed_at=None, removal_asked_at=None).first()
    if flag is None:
        return False
    case = Case.objects.get(pk=flag.case_id)
    duty = Duty.RESEARCH_MARAC
    notices.tell_duty(flag.agency, duty, template="flag_removal_asked", about=case, at=at)
    flag.removal_asked_at = at
    flag.save(update_fields=["removal_asked_at", "updated_at"])
    audit.record(verb=Researched.FLAG_REMOVAL_ASKED, subject=flag)
    return True


def _locked(flag_id: UUID, *, by: User) -> FlagRequest:
    flag = policy.flags_of(by).select_for_update(of=("self",)).filter(pk=flag_id).first()
    if flag is None:
        raise Refused("This flag is not your agency's")
    return flag
