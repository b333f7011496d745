"""Correcting a person who was harmed and recorded as the one causing harm, with a trace."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency, Duty
from whitebeam.people import policy as people
from whitebeam.people.models import Person
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.models import (
    Assessment,
    CounterAllegationReview,
    RoleCorrection,
    RoleCorrectionStep,
    RolesMark,
)

State = RoleCorrection.State


@transaction.atomic
def raise_correction(
    *,
    person: Person,
    other: Person,
    agency: Agency,
    review: CounterAllegationReview | None,
    why: str,
    by: User,
    at: datetime,
) -> RoleCorrection:
    """Say that `person`, who was recorded as causing harm, is the one harmed by `other`.

    :raises Refused: if no reason is given, the people may not be seen, or it was raised already
    """
    if not why.strip():
        raise Refused("Enter what shows that the roles are the wrong way round")
    seen = people.visible_to(by).filter(pk__in=[person.pk, other.pk]).count()
    if seen != len({person.pk, other.pk}) or person.pk == other.pk:
        raise Refused("Choose two people whose records you may open")
    if not policy.agencies_reviewing(by).filter(pk=agency.pk).exists():
        raise Refused("You cannot raise this for this agency")
    waiting = policy.corrections_seen_by(by).filter(
        person=person, other=other, agency=agency, state__in=[State.RAISED, State.UPHELD]
    )
    if waiting.exists():
        raise Refused("This was raised already and waits for a second worker")
    correction = RoleCorrection(
        person=person, other=other, agency=agency, review=review, raised_by=by, raised_at=at
    )
    correction.save(force_insert=True)
    _step(correction, why, by=by, at=at)
    _record(Happened.CORRECTION_RAISED, correction)
    return correction


@transaction.atomic
def decide(
    correction_id: UUID, *, is_upheld: bool, words: str, by: User, at: datetime
) -> RoleCorrection:
    """Agree to a correction or not, as a second worker.

    :raises Refused: if it waits no more, is the worker's own, or no reason is given
    """
    if not words.strip():
        raise Refused("Enter why you agree or do not agree")
    waiting = policy.corrections_decidable_by(by).select_for_update(of=("self",))
    correction = waiting.filter(pk=correction_id).first()
    if correction is None:
        raise Refused("This was decided already, or it is your own and another must decide")
    correction.move(State.UPHELD if is_upheld else State.NOT_UPHELD)
    correction.decided_by, correction.decided_at = by, at
    correction.save(update_fields=["state", "decided_by", "decided_at", "updated_at"])
    _step(correction, words, by=by, at=at)
    _record(Happened.CORRECTION_DECIDED, correction)
    return correction


@transaction.atomic
def put_right(correction_id: UUID, *, words: str, by: User, at: datetime) -> int:
    """Set aside the agency's assessments that hold the wrong roles; how many is returned.

    They stay readable with the correction beside them, and count for nothing any more. Other
    agencies that hold such assessments are told; who they are, and whether there are any, is not
    learned here.

    :raises Refused: if it was not agreed, was put right already, or what was done is not said
    """
    if not words.strip():
        raise Refused("Enter what was put right, and who was told")
    agreed = policy.corrections_seen_by(by).select_for_update(of=("self",))
    agencies = policy.agencies_assessing(by)
    correction = agreed.filter(pk=correction_id, agency__in=agencies).first()
    if correction is None:
        raise Refused("Only a worker who assesses risk for this agency can put this right")
    correction.move(State.CORRECTED)
    correction.save(update_fields=["state", "updated_at"])
    _step(correction, words, by=by, at=at)
    count = 0
    for assessment in wrong_assessments(correction, by=by):
        assessment.set_aside_by = correction
        assessment.save(update_fields=["set_aside_by", "updated_at"])
        audit.record(verb=Happened.SET_ASIDE, subject=assessment, person_id=assessment.victim_id)
        count += 1
    _record(Happened.CORRECTION_MADE, correction)
    _tell_others(correction)
    return count


@transaction.atomic
def look_at(mark_id: UUID, *, stands: bool, words: str, by: User, at: datetime) -> RolesMark:
    """Say of an assessment whose roles another agency corrected: it stands, or is set aside.

    :raises Refused: if no reason is given, or it was looked at already
    """
    if not words.strip():
        raise Refused("Enter what you looked at, and why it stands or not")
    waiting = policy.marks_waiting_for(by, Duty.ASSESS_RISK).select_related("assessment")
    mark = waiting.select_for_update(of=("self",)).filter(pk=mark_id).first()
    if mark is None:
        raise Refused("Somebody has looked at this already. Open the assessment again.")
    assessment = mark.assessment
    mark.found = RolesMark.Found.STANDS if stands else RolesMark.Found.SET_ASIDE
    mark.words, mark.looked_by, mark.looked_at = words, by, at
    mark.save(update_fields=["found", "words", "looked_by", "looked_at", "updated_at"])
    audit.record(
        verb=Happened.MARK_LOOKED_AT,
        subject=assessment,
        person_id=assessment.victim_id,
        found=mark.found,
    )
    if not stands:
        assessment.set_aside_by_id = mark.correction_id
        assessment.save(update_fields=["set_aside_by", "updated_at"])
        audit.record(verb=Happened.SET_ASIDE, subject=assessment, person_id=assessment.victim_id)
    return mark


def wrong_assessments(correction: RoleCorrection, *, by: User) -> QuerySet[Assessment]:
    """Return the agency's assessments that hold the roles the wrong way round."""
    return policy.own_of(by).filter(
        agency=correction.agency_id,
        victim=correction.other_id,
        perpetrator=correction.person_id,
        set_aside_by=None,
    )


def _tell_others(correction: RoleCorrection) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select sec.mark_roles_corrected(%s)", [correction.pk])
    _record(Happened.OTHERS_TOLD, correction)


def _step(correction: RoleCorrection, words: str, *, by: User, at: datetime) -> None:
    RoleCorrectionStep.objects.create(
        correction=correction, state=correction.state, by=by, at=at, words=words
    )


def _record(verb: Happened, correction: RoleCorrection) -> None:
    for person in (correction.person_id, correction.other_id):
        audit.record(verb=verb, subject=correction, person_id=person)
