"""Changing the plan: every change says why and who agreed, and makes a new version."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency
from whitebeam.strategy import policy
from whitebeam.strategy.events import Happened
from whitebeam.strategy.models import Change, Commitment, Project

CHANGEABLE = (
    *("name", "summary", "public_words", "year", "starts_on", "ends_on", "stage", "money"),
    *("duty_served", "equality_note", "owner_agency", "owner_group", "commitment"),
)
type_of_value = str | date | Agency | Commitment | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """Why something changes and who agreed; what everyone may read of it, if anything."""

    reason: str
    agreed_by: str
    agreed_on: date
    public_words: str = ""


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part of a project that an agency runs as its own plan."""

    name: str
    summary: str
    public_words: str
    ends_on: date | None


@transaction.atomic
def change_project(
    *, project_id: UUID, version: int, new: dict[str, type_of_value], agreed: Agreed, by: User
) -> Project:
    """Change a project and keep what it was.

    :raises Refused: if the user may not, nothing changes, or somebody changed it meanwhile
    """
    project = _locked(project_id, by=by)
    if project.version != version:
        raise Refused("Somebody changed this project meanwhile. Read it again first.")
    before = {name: getattr(project, name) for name in new if name in CHANGEABLE}
    changed = [name for name, value in before.items() if value != new[name]]
    if not changed:
        raise Refused("Nothing is changed")
    for name in changed:
        setattr(project, name, new[name])
    project.version += 1
    project.save(update_fields=[*changed, "version", "updated_at"])
    _keep(
        Change(project=project, version=project.version, fields=changed),
        before={name: _plain(before[name]) for name in changed},
        after={name: _plain(new[name]) for name in changed},
        agreed=agreed,
        by=by,
    )
    audit.record(verb=Happened.PROJECT_CHANGED, subject=project, fields=changed)
    return project


@transaction.atomic
def hold_back(*, project_id: UUID, reason: str, agreed: Agreed, by: User) -> Project:
    """Keep a project from the public page, or let it be shown again with an empty reason.

    :raises Refused: if the user may not, or it stands like that already
    """
    project = _locked(project_id, by=by)
    wanted = bool(reason.strip())
    if project.is_held_back == wanted:
        raise Refused("It stands like that already")
    project.is_held_back, project.held_back_reason = wanted, reason.strip()
    project.version += 1
    project.save(update_fields=["is_held_back", "held_back_reason", "version", "updated_at"])
    # What is held back, and that it is, the public changelog does not tell.
    quiet = Agreed(agreed.reason, agreed.agreed_by, agreed.agreed_on)
    _keep(
        Change(project=project, version=project.version, fields=["is_held_back"]),
        before={"is_held_back": not wanted},
        after={"is_held_back": wanted},
        agreed=quiet,
        by=by,
    )
    audit.record(verb=Happened.PROJECT_HELD_BACK, subject=project, held=wanted)
    return project


@transaction.atomic
def add_part(*, project_id: UUID, agency: Agency, code: str, new: NewPart, by: User) -> Project:
    """Add a part that an agency runs; it counts in the whole project without being typed again.

    :raises Refused: if the user reports for no such agency, or the code is taken
    """
    whole = policy.visible_to(by).filter(pk=project_id, parent=None).first()
    may_add = policy.keeps(by) or policy.owned_agencies(by).filter(pk=agency.pk).exists()
    if whole is None or not may_add:
        raise Refused("You may not add a part to this project")
    if Project.objects.filter(code=code).exists():
        raise Refused("Choose another short name: this one is taken")
    part = Project.objects.create(
        code=code,
        name=new.name,
        summary=new.summary,
        public_words=new.public_words,
        ends_on=new.ends_on,
        strand_id=whole.strand_id,
        commitment_id=whole.commitment_id,
        theme=whole.theme,
        parent=whole,
        owner_agency=agency,
        year=whole.year,
        position=whole.position,
        source=f"Added by {agency.name}"[:240],
    )
    audit.record(verb=Happened.PROJECT_ADDED, subject=part)
    return part


@transaction.atomic
def word_commitment(*, commitment_id: UUID, words: str, agreed: Agreed, by: User) -> Commitment:
    """Fill in or mend the words of a commitment.

    :raises Refused: if the user does not keep the plan, or nothing changes
    """
    if not policy.keeps(by):
        raise Refused("Only a keeper of the plan words its commitments")
    commitment = Commitment.objects.select_for_update().filter(pk=commitment_id).first()
    if commitment is None or commitment.words == words.strip() or not words.strip():
        raise Refused("Nothing is changed")
    before, commitment.words = commitment.words, words.strip()
    commitment.entered_by = by
    commitment.version += 1
    commitment.save(update_fields=["words", "entered_by", "version", "updated_at"])
    _keep(
        Change(commitment=commitment, version=commitment.version, fields=["words"]),
        before={"words": before},
        after={"words": commitment.words},
        agreed=agreed,
        by=by,
    )
    audit.record(verb=Happened.COMMITMENT_WORDED, subject=commitment)
    return commitment


def _locked(project_id: UUID, *, by: User) -> Project:
    allowed = policy.changeable_by(by).filter(pk=project_id).values("pk")
    project = Project.objects.select_for_update().filter(pk__in=allowed).first()
    if project is None:
        raise Refused("You may not change this project")
    return project


def _keep(
    change: Change,
    *,
    before: dict[str, str | bool],
    after: dict[str, str | bool],
    agreed: Agreed,
    by: User,
) -> None:
    if not agreed.reason.strip() or not agreed.agreed_by.strip():
        raise Refused("Say why it changes and who agreed")
    change.before, change.after = before, after
    change.reason, change.agreed_by = agreed.reason, agreed.agreed_by
    change.agreed_on, change.made_by = agreed.agreed_on, by
    change.public_words, change.is_public = agreed.public_words, bool(agreed.public_words)
    change.save()


def _plain(value: type_of_value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Agency):
        return value.name
    if isinstance(value, Commitment):
        return value.code
    return str(getattr(value, "name", value) or "")
