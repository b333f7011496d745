"""Asking the controller of a shared fact, and its answer: kept with the line of the ledger.

Before a fact is used for anything else than its meeting, its controller must agree; what is wrong
is its controller's to correct.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.once_keys import named_once
from whitebeam.marac import policy, telling
from whitebeam.marac.events import Researched
from whitebeam.marac.models import Case, Disclosure, OriginatorQuestion
from whitebeam.partners.models import Agency, Duty

ASKED, ANSWERED = "originator_asked", "originator_answered"
HERS = frozenset({"marac.Wish", "marac.Telling", "marac.Unreached"})
NOT_THERE = "This is not on a case of yours"
GONE = "This was answered already, or waits for another agency. Open the list again."


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about one fact."""

    kind: OriginatorQuestion.Kind
    words: str
    once_key: UUID


@transaction.atomic
def ask_originator(
    case_id: UUID, fact_id: UUID, asked: Asked, *, by: User, at: datetime
) -> OriginatorQuestion:
    """Ask the controller of a fact; whoever may answer there is told, without content.

    Done twice with one key, it is asked once.

    :raises Refused: if the user does not read the fact's line for an agency, her own agency is the
        controller, or nothing is asked
    """
    earlier = policy.questions_seen_by(by).filter(once_key=asked.once_key).first()
    if earlier is not None:
        return earlier
    if not asked.words.strip():
        raise Refused("Enter what you ask and for what it is needed")
    case, line = _line(case_id, fact_id, by=by)
    agency = _asking_agency(case, line, by=by)
    made = OriginatorQuestion(
        case=case,
        disclosure=line,
        about_label=line.about_label,
        controller=line.controller,
        kind=asked.kind,
        words=asked.words.strip(),
        asked_by=by,
        asked_for=agency,
        asked_at=at,
        once_key=asked.once_key,
    )
    with named_once():
        made.save(force_insert=True)
    audit.record(
        verb=Researched.ORIGINATOR_ASKED, subject=made, classes=(Class.F6,), kind=str(made.kind)
    )
    _tell_controller(case, line, at=at)
    return made


@transaction.atomic
def answer_originator(
    question_id: UUID, answer: OriginatorQuestion.Answer, words: str, *, by: User, at: datetime
) -> OriginatorQuestion:
    """Answer for the controller; whoever asked is told that there is an answer.

    :raises Refused: if it is answered, the user does not act for the controller, or nothing is said
    """
    if not words.strip():
        raise Refused("Enter the answer in words: what may be passed on, or what is right")
    rows = policy.questions_answerable_by(by).select_for_update(of=("self",))
    question = rows.filter(pk=question_id).first()
    if question is None:
        raise Refused(GONE)
    question.answer, question.answer_words = answer, words.strip()
    question.answered_by, question.answered_at = by, at
    question.save(
        update_fields=["answer", "answer_words", "answered_by", "answered_at", "updated_at"]
    )
    audit.record(
        verb=Researched.ORIGINATOR_ANSWERED,
        subject=question,
        classes=(Class.F6,),
        answer=str(answer),
    )
    telling.worker(question.asked_by, question.case, template=ANSWERED, at=at)
    return question


def _line(case_id: UUID, fact_id: UUID, *, by: User) -> tuple[Case, Disclosure]:
    case = policy.worked_by(by).select_related("panel").filter(pk=case_id).first()
    lines = policy.disclosures_seen_by(by).filter(case=case_id, about_id=fact_id)
    line = lines.select_related("controller").first()
    if case is None or line is None:
        raise Refused(NOT_THERE)
    return case, line


def _asking_agency(case: Case, line: Disclosure, *, by: User) -> Agency:
    """Return the agency for which she asks: one of hers in the case, and not the controller."""
    ours = policy.agencies_in(by, case)
    if ours.filter(pk=line.controller_id).exists():
        raise Refused("Your own agency is the controller of this: it decides itself")
    agency = policy.acting_agency(by, case)
    if not ours.filter(pk=agency.pk).exists():
        raise Refused("A guest asks through the coordinator")
    return agency


def _tell_controller(case: Case, line: Disclosure, *, at: datetime) -> None:
    """Tell those at the controller who act in the case in the part in which it shared the fact."""
    if line.about_label == Case._meta.label:
        telling.referrer(case, template=ASKED, at=at)
    elif line.controller_id == case.panel.coordinated_by_id:
        telling.coordinators(case, template=ASKED, at=at)
    else:
        duty = Duty.SUPPORT_VICTIMS if line.about_label in HERS else Duty.RESEARCH_MARAC
        telling.duty(line.controller, duty, case, template=ASKED, at=at)
