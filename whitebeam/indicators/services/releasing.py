"""Releases: a snapshot made safe, checked and approved by a second person, then let out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.indicators import policy
from whitebeam.indicators.events import Happened
from whitebeam.indicators.models import Cell, Exact, Release
from whitebeam.indicators.queries import releases
from whitebeam.indicators.rules.disclosure import Rule, Unsafe
from whitebeam.indicators.rules.periods import read_period
from whitebeam.indicators.rules.tables import Lines, fingerprint, safe
from whitebeam.kernel.errors import Refused
from whitebeam.notices import services as notices
from whitebeam.partners.models import Area, Duty
from whitebeam.partners.policy import users_with

CHECKS = {
    "numbers": "The numbers look right beside the last release",
    "caveats": "Explanations and caveats say what a reader must know",
    "hidden": "What is hidden is hidden for a reason, and not for want of a return",
    "news": "Nothing here, with what is in the news, would point to one person",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be released: which period, when it opens, and why again if it was out before."""

    period: str
    title: str
    embargo_until: datetime
    why: str = ""


@transaction.atomic
def make_release(wanted: Wanted, *, by: User, at: datetime) -> Release:
    """Freeze the signed figures of a period and what may be printed of them, for approval.

    :raises Refused: if nothing is signed, one waits already, a restatement gives no reason, or what
        is out already would give a hidden count away
    """
    if not policy.keeps(by):
        raise Refused("You cannot release figures")
    _one_at_a_time()
    before = _standing(wanted)
    exact = releases.signed_figures(read_period(wanted.period))
    if not exact:
        raise Refused("No return of this period is signed yet")
    rule = releases.rule_in_force()
    lines = _made_safe(exact, releases.earlier(wanted.period), rule)
    release = Release(
        number=(Release.objects.order_by("-number").values_list("number", flat=True).first() or 0)
        + 1,
        title=wanted.title,
        period=wanted.period,
        rule={
            "smallest_shown": rule.smallest_shown,
            "base": rule.base,
            "narrowest": rule.narrowest,
        },
        fingerprint=fingerprint(lines),
        why=wanted.why,
        restates=before,
        made_by=by,
        made_at=at,
        embargo_until=max(wanted.embargo_until, at),
    )
    release.save(force_insert=True)
    freeze(release, exact, lines)
    audit.record(verb=Happened.RELEASE_MADE, subject=release, number=release.number)
    _tell_second_person(release, by=by, at=at)
    return release


@transaction.atomic
def approve(release_id: UUID, *, checks: Iterable[str], by: User, at: datetime) -> Release:
    """Let a release out when its embargo ends: the deed of a second person, who checked it.

    :raises Refused: if it does not wait for this user, or a check was not made
    """
    release = _waiting(release_id, by)
    made = sorted(set(checks) & set(CHECKS))
    if len(made) < len(CHECKS):
        raise Refused("Make every check before you approve")
    if remade(release) != release.fingerprint:
        raise Refused(
            "This release cannot be made again from its figures. Reject it and make a new one"
        )
    release.checks, release.approved_by, release.approved_at = made, by, at
    release.save(update_fields=["checks", "approved_by", "approved_at", "updated_at"])
    audit.record(verb=Happened.RELEASE_APPROVED, subject=release, number=release.number)
    return release


@transaction.atomic
def reject(release_id: UUID, *, reason: str, by: User, at: datetime) -> Release:
    """Stop a release that is not out; it stays as it was, with its number.

    :raises Refused: if it is out, stopped, or not this user's to stop
    """
    if not policy.keeps(by):
        raise Refused("You cannot stop a release")
    waiting = policy.releases_seen_by(by).select_for_update(of=("self",))
    release = waiting.filter(pk=release_id, approved_at=None, rejected_at=None).first()
    if release is None:
        raise Refused("This release has been decided already")
    release.rejected_at = at
    release.save(update_fields=["rejected_at", "updated_at"])
    audit.record(
        verb=Happened.RELEASE_REJECTED, subject=release, reason=reason, number=release.number
    )
    return release


def remade(release: Release) -> str:
    """Make a release again from its frozen figures and return the fingerprint of what it prints."""
    exact = releases.exact_of(release)
    before = releases.earlier(release.period, before=release.number)
    return fingerprint(_made_safe(exact, before, Rule(**release.rule)))


def _made_safe(exact: releases.Exacts, before: tuple, rule: Rule) -> Lines:
    try:
        return safe(releases.tables_of(exact), earlier=before, rule=rule)
    except Unsafe as unsafe:
        codes = sorted({place[0] for place in unsafe.places})
        raise Refused(
            "Beside what was released before, this would give small numbers away, whatever is "
            f"hidden: {', '.join(codes)}. Leave the earlier release as it is."
        ) from None


def _standing(wanted: Wanted) -> Release | None:
    waiting = Release.objects.filter(period=wanted.period, approved_at=None, rejected_at=None)
    if waiting.exists():
        raise Refused("A release of this period waits for approval already")
    out = Release.objects.filter(period=wanted.period, approved_at__isnull=False)
    before = out.order_by("-number").first()
    if before and not wanted.why.strip():
        raise Refused("This period was released before. Say why its figures change.")
    return before


def freeze(release: Release, exact: releases.Exacts, lines: Lines) -> None:
    """Keep what a release prints, and the exact figures by which it can be made again."""
    areas = {area.code: area for area in Area.objects.all()}
    cells, exacts = [], []
    for indicator, counts in exact.items():
        for at, count in counts.items():
            where = {
                "release": release,
                "indicator": indicator,
                "area": areas.get(at[0]),
                "breakdown": at[1],
                "group": at[2],
                "explanation": count.explanation,
            }
            line = lines[indicator.code, at]
            exacts.append(Exact(**where, numerator=count.part, denominator=count.whole))
            cells.append(
                Cell(
                    **where,
                    numerator=line.part,
                    denominator=line.whole,
                    is_hidden=line.is_hidden,
                    is_missing=line.is_missing,
                )
            )
    Exact.objects.bulk_create(exacts)
    Cell.objects.bulk_create(cells)


def _waiting(release_id: UUID, by: User) -> Release:
    waiting = policy.releases_waiting_for(by).select_for_update(of=("self",))
    release = waiting.filter(pk=release_id).first()
    if release is None:
        raise Refused("This release does not wait for your approval")
    return release


def _tell_second_person(release: Release, *, by: User, at: datetime) -> None:
    keepers = {
        user
        for agency in policy.agencies_with(by, Duty.KEEP_INDICATORS)
        for user in users_with(agency, Duty.KEEP_INDICATORS)
    }
    for user in sorted(keepers - {by}, key=lambda one: one.pk):
        notices.tell(user, template="release_to_approve", about=release, at=at)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('whitebeam.release'))")
