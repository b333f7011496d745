"""Standards as their pages read them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from whitebeam.accounts.models import User
from whitebeam.accreditation import policy
from whitebeam.accreditation.models import Answer, Criterion, Effort, Standard


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion with its answer, if there is one."""

    criterion: Criterion
    answer: Answer | None


def answered(user: User) -> dict[UUID, list[Answer]]:
    """Return the answers given so far for each effort."""
    found: dict[UUID, list[Answer]] = {}
    for one in Answer.objects.filter(
        effort__in=policy.visible_to(user), criterion__ended_on=None
    ).defer("evidence", "gap"):
        found.setdefault(one.effort_id, []).append(one)
    return found


def standards(user: User) -> list[Standard]:
    """Return the standards with the organisations that work to them."""
    efforts = policy.visible_to(user).select_related("agency").order_by("agency__name")
    criteria = Criterion.objects.filter(ended_on=None).order_by("number")
    return list(
        Standard.objects.filter(ended_on=None)
        .prefetch_related(Prefetch("efforts", efforts), Prefetch("criteria", criteria))
        .order_by("name")
    )


def effort(effort_id: UUID, *, user: User) -> QuerySet[Effort]:
    """Return one organisation's way to a standard."""
    rows = policy.visible_to(user).filter(pk=effort_id).select_related("standard", "agency")
    return rows.prefetch_related("steps")


def marac_efforts(user: User) -> QuerySet[Effort]:
    """Return who works to the principles of a MARAC, by name."""
    rows = policy.marac_efforts_seen_by(user).select_related("standard", "agency")
    return rows.order_by("agency__name")


def lines(one: Effort) -> list[Line]:
    """Return every criterion of an effort's standard, answered or not."""
    given = one.answers.select_related("action__owner_agency")
    answers = {answer.criterion_id: answer for answer in given}
    criteria = one.standard.criteria.filter(ended_on=None).order_by("number")
    return [Line(criterion, answers.get(criterion.pk)) for criterion in criteria]


def criterion(one: Effort, code: str) -> QuerySet[Criterion]:
    """Return one criterion of an effort's standard."""
    return one.standard.criteria.filter(code=code, ended_on=None)


def answer(one: Effort, asked: Criterion) -> Answer | None:
    """Return the answer to a criterion, if one was given."""
    return one.answers.filter(criterion=asked).first()
