"""Papers: composed from the plan, edited with versions and comments, finished, and their way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from uuid import UUID

from django.db import IntegrityError, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.strategy import policy
from whitebeam.strategy.events import Happened
from whitebeam.strategy.models import (
    Comment,
    Figure,
    Framework,
    Paper,
    PathwayStep,
    Section,
    SectionVersion,
)
from whitebeam.strategy.queries import papers as reading
from whitebeam.strategy.queries.measuring import Measured, Moment
from whitebeam.strategy.rules import composing


@dataclass(frozen=True, slots=True)
class NewPaper:
    """What an officer says of a paper before it is composed."""

    framework: Framework
    kind: Paper.Kind
    title: str
    year: str
    audience: str
    meets_on: date | None = None


@transaction.atomic
def compose(*, new: NewPaper, by: User, at: datetime) -> Paper:
    """Write a paper's first draft from the plan, released figures and what owners had signed off.

    :raises Refused: if the user does not keep the plan, or this paper is in hand already
    """
    if not policy.keeps(by):
        raise Refused("Only a keeper of the plan writes its papers")
    try:
        with transaction.atomic():
            paper = Paper.objects.create(
                framework=new.framework,
                kind=new.kind,
                title=new.title,
                year=new.year,
                audience=new.audience,
                meets_on=new.meets_on,
                composed_at=at,
                composed_by=by,
            )
    except IntegrityError:
        raise Refused("This paper is in hand already. Open it in the list.") from None
    released = reading.released_for(paper, user=by, now=Moment(at, at.date()))
    whole = reading.whole_of(paper, user=by, on=at.date(), released=released)
    _count_promises(paper, on=at.date())
    _keep_released(paper, released)
    drafts = composing.yearly(whole) if new.kind == Paper.Kind.YEARLY else composing.progress(whole)
    _write(paper, drafts, by=by, at=at)
    audit.record(verb=Happened.PAPER_COMPOSED, subject=paper, year=new.year)
    return paper


@transaction.atomic
def save_section(
    *, section_id: UUID, version: int, body: str, why: str, by: User, at: datetime
) -> Section:
    """Save a section as its next version.

    :raises Refused: if the paper is finished, or somebody saved the section meanwhile
    """
    allowed = policy.sections_writable_by(by).filter(pk=section_id).values("pk")
    section = Section.objects.select_for_update().filter(pk__in=allowed).first()
    if section is None:
        raise Refused("This paper is finished and changes no more")
    if section.version != version:
        raise Refused("Somebody saved this section meanwhile. What you wrote is still below.")
    section.body, section.version = body, section.version + 1
    section.save(update_fields=["body", "version", "updated_at"])
    SectionVersion.objects.create(
        section=section, version=section.version, body=body, saved_by=by, saved_at=at, why=why
    )
    audit.record(verb=Happened.SECTION_SAVED, subject=section, version=section.version)
    return section


@transaction.atomic
def comment(*, section_id: UUID, words: str, by: User, at: datetime) -> Comment:
    """Leave a remark on a section.

    :raises Refused: if the paper is finished or nothing is said
    """
    section = policy.sections_writable_by(by).filter(pk=section_id).first()
    if section is None or not words.strip():
        raise Refused("Write what you want to say about this section")
    made = Comment.objects.create(section=section, words=words.strip(), made_by=by, made_at=at)
    audit.record(verb=Happened.COMMENT_MADE, subject=made)
    return made


@transaction.atomic
def settle(*, comment_id: UUID, by: User, at: datetime) -> None:
    """Take a remark as answered; one that is settled already is no fault."""
    found = policy.comments_open_to(by).filter(pk=comment_id).first()
    if found is None:
        return
    found.settled_at, found.settled_by = at, by
    found.save(update_fields=["settled_at", "settled_by", "updated_at"])
    audit.record(verb=Happened.COMMENT_SETTLED, subject=found)


@transaction.atomic
def add_step(
    *,
    paper_id: UUID,
    direction: PathwayStep.Direction,
    body: str,
    on: date | None,
    outcome: str,
    by: User,
) -> PathwayStep:
    """Log a body that a paper has been to or is to go to; a finished paper's way goes on.

    :raises Refused: if the user does not keep the plan, or a past step has no day
    """
    paper = policy.papers_visible_to(by).filter(pk=paper_id).first()
    if paper is None or not policy.keeps(by):
        raise Refused("Only a keeper of the plan logs a paper's way")
    if direction == PathwayStep.Direction.PAST and on is None:
        raise Refused("Enter the day on which the paper was there")
    step = PathwayStep.objects.create(
        paper=paper, direction=direction, body=body, on=on, outcome=outcome, added_by=by
    )
    audit.record(verb=Happened.PATHWAY_ADDED, subject=paper, direction=direction)
    return step


@transaction.atomic
def finish(*, paper_id: UUID, by: User, at: datetime) -> Paper:
    """Let a paper stand: it changes no more, and those who read the plan may read it.

    :raises Refused: if it is finished, has open comments, or numbers that open no source
    """
    allowed = policy.papers_writable_by(by).filter(pk=paper_id).values("pk")
    paper = Paper.objects.select_for_update().filter(pk__in=allowed).first()
    if paper is None:
        raise Refused("This paper is finished already")
    if reading.open_comments(paper):
        raise Refused("Settle the open comments first")
    if bare := reading.numbers_without_source(paper, user=by):
        raise Refused(f"These numbers open no source: {', '.join(bare)}")
    paper.finished_at, paper.finished_by = at, by
    paper.save(update_fields=["finished_at", "finished_by", "updated_at"])
    audit.record(verb=Happened.PAPER_FINISHED, subject=paper)
    return paper


def _count_promises(paper: Paper, *, on: date) -> None:
    """Keep how many commitments each strand has, as figures of this paper."""
    for strand, code, number in reading.promises_counted(paper):
        Figure.objects.create(
            code=code,
            label=f"Commitments of {strand.name}",
            shown=str(number),
            value=number,
            as_of=f"{on.day} {on:%B %Y}",
            source=f"Counted in this plan; {strand.source}",
        )


def _keep_released(paper: Paper, released: Iterable[Measured]) -> None:
    """Keep the released numbers that a paper tells as its own figures, with their caveats."""
    for one in released:
        if point := one.point:
            said = f"{one.indicator.caveat} {point.explanation}".strip()
            Figure.objects.create(
                code=reading.released_code(paper, one.indicator.code),
                label=f"{one.indicator.title} ({one.indicator.unit_words})"[:200],
                shown=point.reading.words,
                value=point.reading.value,
                as_of=point.period.label,
                indicator_code=one.indicator.code,
                note=shorten(said, 240, placeholder=" …"),
                source=f"Release {point.release} of the activity indicators,"
                f" by version {point.version} of the definition {one.indicator.code}",
            )


def _write(paper: Paper, drafts: Iterable[composing.Draft], *, by: User, at: datetime) -> None:
    strands = {strand.number: strand for strand in paper.framework.strands.all()}
    for position, draft in enumerate(drafts):
        section = Section.objects.create(
            paper=paper,
            position=position,
            number=draft.number,
            heading=draft.heading,
            strand=strands.get(draft.part) if draft.part else None,
            body=draft.body,
        )
        SectionVersion.objects.create(
            section=section, version=1, body=draft.body, saved_by=by, saved_at=at, why="Composed"
        )
