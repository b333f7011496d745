"""Early settlements in words: who has agreed, what lacks, and what the sample found."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import Case, EarlySettlement, Pathway
from whitebeam.marac.queries.settling import Saved, Settled


@dataclass(frozen=True, slots=True)
class Step:
    """One of the agreements that an early settlement needs."""

    text: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Settlement:
    """A proposal to settle a case early, ready to print."""

    pk: str
    reason: str
    steps: tuple[Step, ...]
    is_open: bool
    is_agreed: bool
    # Whoever proposed or seconded it speaks for an agency, and not for her as well.
    has_spoken: bool
    ended: str
    audit: str
    audit_words: str

    @classmethod
    def of(cls, one: EarlySettlement, *, reader: UUID, now: datetime) -> "Settlement":
        seconded = f"{one.seconded_for.name} agrees" if one.seconded_for else ""
        agreed = f"{one.idva.name} agrees for her" if one.idva else ""
        return cls(
            pk=str(one.pk),
            reason=str(one.reason),
            steps=(
                Step(
                    f"{one.proposed_for.name} proposes, {moment(one.proposed_at, now=now)}",
                    is_done=True,
                ),
                Step(seconded or "A second agency has not agreed yet", is_done=bool(seconded)),
                Step(agreed or "Her adviser has not agreed yet", is_done=bool(agreed)),
            ),
            is_open=one.decided_at is None and one.withdrawn_at is None,
            is_agreed=one.seconded_at is not None and one.idva_agreed_at is not None,
            has_spoken=reader in {one.proposed_by_id, one.seconded_by_id},
            ended=_ended(one, now=now),
            audit="" if one.audit == "NOT_SAMPLED" else one.get_audit_display(),
            audit_words=str(one.audit_words or ""),
        )


@dataclass(frozen=True, slots=True)
class ToRead:
    """A settlement of the sample that waits to be read again."""

    reference: str
    panel: str
    settled: str
    href: str

    @classmethod
    def of(cls, one: Settled, *, now: datetime) -> "ToRead":
        return cls(
            reference=one.case.reference,
            panel=one.case.panel.name,
            settled=moment(one.decided_at, now=now) if one.decided_at else "",
            href=reverse("marac:read_again", args=[one.pk]),
        )


@dataclass(frozen=True, slots=True)
class SavedRow:
    """What one panel settled early."""

    panel: str
    area: str
    decided: str
    settled: str
    planned: str
    minutes: str

    @classmethod
    def of(cls, saved: Saved) -> "SavedRow":
        return cls(
            panel=saved.panel,
            area=saved.area,
            decided=str(saved.decided),
            settled=_share(saved.settled, saved.decided),
            planned=_share(saved.planned, saved.decided),
            minutes=str(saved.minutes),
        )


def what_it_will_be(case: Case, *, hears: bool) -> str:
    """Say whether the professionals' meeting that is called hears the case, and if not, why."""
    if hears:
        return "This meeting hears the case: it takes that way, and its agencies were asked."
    is_its_way = case.pathway is not None and case.pathway.kind == Pathway.Kind.PROFESSIONALS
    if is_its_way and case.state == Case.State.ACCEPTED:
        return (
            "The case is talked over, and not heard: its agencies were not asked. If this meeting"
            " is to hear it, the coordinator asks them first."
        )
    return "The case is talked over, and not heard: it stands where it stood when the meeting ends."


def meeting_address(meeting_id: UUID) -> str:
    """Return where a meeting is, or nothing while this installation shows none."""
    try:
        return reverse("marac:meeting", args=[meeting_id])
    except NoReverseMatch:
        return ""


def a_year_before(now: datetime) -> datetime:
    """Return the moment from which a year's settlements are counted."""
    return now - timedelta(days=365)


def _ended(one: EarlySettlement, *, now: datetime) -> str:
    if one.withdrawn_at and one.withdrawn_by:
        return f"Taken back by {one.withdrawn_by.name}, {moment(one.withdrawn_at, now=now)}"
    if one.decided_at and one.decided_by:
        return f"Settled by {one.decided_by.name}, {moment(one.decided_at, now=now)}"
    return ""


def _share(part: int, whole: int) -> str:
    return f"{part} ({round(100 * part / whole)}%)" if whole else "0"
