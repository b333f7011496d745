"""An owner reports with evidence; a second person signs off. Green without evidence is refused."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.strategy import policy
from whitebeam.strategy.events import Happened
from whitebeam.strategy.models import Evidence, Figure, Project, Return, Status, Update
from whitebeam.strategy.models.plan import NEEDS_EVIDENCE

MOVED_ON = "This update has moved on. Open it again to see what happened."
REVIEW_AFTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class Proof:
    """Something that an update rests on."""

    title: str
    address: str = ""
    place: str = ""
    figure: Figure | None = None
    happened_on: date | None = None


@transaction.atomic
def open_update(*, project_id: UUID, by: User) -> Update:
    """Return the project's open update, begun now if there is none.

    :raises Refused: if the user does not report on this project
    """
    project = policy.reportable_by(by).filter(pk=project_id).first()
    if project is None:
        raise Refused("You do not report on this project")
    found = Update.objects.filter(project=project, state__in=Update.OPEN).first()
    return found or Update.objects.create(project=project, agency_id=project.owner_agency_id)


@transaction.atomic
def save_draft(*, update_id: UUID, status: Status, words: str, by: User) -> Update:
    """Keep what was written so far.

    :raises Refused: if the update was sent meanwhile
    """
    update = _locked(update_id, among=policy.updates_writable_by(by))
    update.status, update.words, update.written_by = status, words, by
    update.save(update_fields=["status", "words", "written_by", "updated_at"])
    return update


@transaction.atomic
def add_evidence(*, update_id: UUID, proof: Proof, by: User) -> Evidence:
    """Put evidence to a draft.

    :raises Refused: if it can be found nowhere, or the update was sent meanwhile
    """
    update = _locked(update_id, among=policy.updates_writable_by(by))
    if not (proof.address or proof.place or proof.figure):
        raise Refused("Say where the evidence can be found: an address, a document or a figure")
    evidence = Evidence.objects.create(
        update=update,
        title=proof.title,
        address=proof.address,
        place=proof.place,
        figure=proof.figure,
        happened_on=proof.happened_on,
    )
    _count_evidence(update)
    audit.record(verb=Happened.EVIDENCE_ADDED, subject=update)
    return evidence


@transaction.atomic
def remove_evidence(*, update_id: UUID, evidence_id: UUID, by: User) -> None:
    """Take evidence from a draft; one that is gone already is no fault.

    :raises Refused: if the update was sent meanwhile
    """
    update = _locked(update_id, among=policy.updates_writable_by(by))
    Evidence.objects.filter(update=update, pk=evidence_id).delete()
    _count_evidence(update)


@transaction.atomic
def send_update(*, update_id: UUID, by: User, at: datetime) -> Update:
    """Send an update for sign-off; from then on the board may read it.

    :raises Refused: if it says nothing, claims without evidence, or was sent meanwhile
    """
    update = _locked(update_id, among=policy.updates_writable_by(by))
    if update.status == Status.NOT_REPORTED or not (update.words or "").strip():
        raise Refused("Choose where the project stands and say what was done")
    if update.status in NEEDS_EVIDENCE and not update.evidence_count:
        raise Refused("On track and done need evidence. Add at least one piece.")
    update.state, update.submitted_at, update.written_by = Update.State.SUBMITTED, at, by
    update.decided_by = None
    update.save(update_fields=["state", "submitted_at", "written_by", "decided_by", "updated_at"])
    _returns(update).filter(answered_at=None).update(answered_at=at, updated_at=at)
    audit.record(verb=Happened.UPDATE_SENT, subject=update, status=update.status)
    return update


@transaction.atomic
def send_back(*, update_id: UUID, words: str, by: User, at: datetime) -> Update:
    """Give an update back to its owner with what is missing.

    :raises Refused: if the user may not decide on it, or says nothing
    """
    if not words.strip():
        raise Refused("Say what is missing")
    update = _locked(update_id, among=policy.updates_signable_by(by))
    update.state, update.decision_words = Update.State.RETURNED, words
    update.decided_by, update.decided_at = by, at
    update.save(update_fields=["state", "decision_words", "decided_by", "decided_at", "updated_at"])
    _returns(update).update(answered_at=None, updated_at=at)
    audit.record(verb=Happened.UPDATE_RETURNED, subject=update)
    return update


@transaction.atomic
def sign_off(
    *, update_id: UUID, by: User, at: datetime, review_due_on: date | None = None
) -> Update:
    """Let an update stand as the plan's word on its project until the next review.

    :raises Refused: if the user may not decide on it, or wrote it
    """
    update = _locked(update_id, among=policy.updates_signable_by(by))
    due = None if update.status == Status.DONE else review_due_on or at.date() + REVIEW_AFTER
    update.state, update.decided_by, update.decided_at = Update.State.SIGNED_OFF, by, at
    update.review_due_on = due
    update.save(update_fields=["state", "decided_by", "decided_at", "review_due_on", "updated_at"])
    Project.objects.filter(pk=update.project_id).update(
        status=update.status,
        status_on=at.date(),
        review_due_on=due,
        evidence_count=update.evidence_count,
        updated_at=at,
    )
    _returns(update).update(signed_off_at=at, updated_at=at)
    audit.record(verb=Happened.UPDATE_SIGNED_OFF, subject=update, status=update.status)
    return update


def _locked(update_id: UUID, *, among: QuerySet[Update]) -> Update:
    allowed = among.filter(pk=update_id).values("pk")
    update = Update.objects.select_for_update().filter(pk__in=allowed).first()
    if update is None:
        raise Refused(MOVED_ON)
    return update


def _count_evidence(update: Update) -> None:
    update.evidence_count = update.evidence.count()
    update.save(update_fields=["evidence_count", "updated_at"])


def _returns(update: Update) -> QuerySet[Return]:
    return Return.objects.filter(project=update.project_id, round=update.round_id)
