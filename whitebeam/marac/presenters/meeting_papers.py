"""The papers of a meeting, ready to print: facts and opinions apart, and whose each is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import Ground, ResearchItem, ResearchRequest
from whitebeam.marac.presenters.assessed import Risk
from whitebeam.marac.presenters.case import PersonCard
from whitebeam.marac.presenters.papers import line_link
from whitebeam.marac.presenters.processes import ProcessShown
from whitebeam.marac.presenters.reaching import sentence
from whitebeam.marac.queries.papers import Paper

Topic, Answer = ResearchItem.Topic, ResearchRequest.Answer


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that an agency shared."""

    pk: UUID
    text: str
    kind: str
    colour: str
    whose: str
    line: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One case of the papers."""

    case_pk: UUID
    reference: str
    is_with_children: bool
    referred: str
    background: str
    people: tuple[PersonCard, ...]
    grounds: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Fact, ...]], ...]
    answers: tuple[tuple[str, str], ...]
    wishes: tuple[tuple[str, str], ...]
    account_line: str
    not_reached: str
    risk: Risk
    processes: tuple[ProcessShown, ...]

    @classmethod
    def of(cls, paper: Paper, *, now: datetime) -> "Sheet":
        case = paper.item.case
        return cls(
            case_pk=case.pk,
            reference=case.reference,
            is_with_children=paper.item.has_children,
            referred=f"{case.referring_agency.name}, {moment(case.referred_at, now=now)}",
            background=str(case.background),
            people=tuple(PersonCard.of(one) for one in paper.people),
            grounds=tuple(_ground(one) for one in paper.grounds),
            groups=tuple(_groups(paper.research)),
            answers=tuple((one.agency.name, _answer(one)) for one in paper.requests),
            wishes=tuple((str(one.words), line_link(case.pk, one.pk)) for one in paper.wishes),
            account_line=line_link(case.pk, case.pk),
            not_reached=" ".join(sentence(one) for one in paper.unreached),
            risk=Risk.of(case),
            processes=tuple(ProcessShown.of(one, now=now) for one in paper.processes),
        )


def _ground(ground: Ground) -> str:
    more = f": {ground.evidence}" if ground.evidence else ""
    return f"{ground.get_kind_display()}{more}"


def _groups(items: Iterable[ResearchItem]) -> Iterable[tuple[str, tuple[Fact, ...]]]:
    shared = list(items)
    for topic in Topic:
        facts = tuple(_fact(one) for one in shared if one.topic == topic)
        if facts:
            yield topic.label, facts


def _fact(item: ResearchItem) -> Fact:
    is_opinion = item.kind == ResearchItem.Kind.OPINION
    dated = f", {item.dated_on:%d.%m.%Y}" if item.dated_on else ""
    return Fact(
        pk=item.pk,
        text=str(item.text),
        kind=item.get_kind_display(),
        colour="purple" if is_opinion else "grey",
        whose=f"{item.agency.name}{dated}",
        line=line_link(item.case_id, item.pk),
    )


def _answer(request: ResearchRequest) -> str:
    return "Not answered" if request.answer == Answer.WAITING else request.get_answer_display()
