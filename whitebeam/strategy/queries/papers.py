"""Papers as their pages and documents read them, and what they are composed from."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.directory.models import Group
from whitebeam.indicators import policy as figures
from whitebeam.strategy import policy
from whitebeam.strategy.models import (
    Comment,
    Commitment,
    Figure,
    Paper,
    Project,
    Review,
    Section,
    Strand,
    Update,
)
from whitebeam.strategy.queries import measuring
from whitebeam.strategy.queries.measuring import Measured, Moment
from whitebeam.strategy.rules import composing, numbers
from whitebeam.strategy.rules.standing import Standing


def papers_of(user: User) -> list[Paper]:
    """Return the papers that the user may read, newest first."""
    rows = policy.papers_visible_to(user).select_related("framework")
    return list(rows.order_by("-composed_at", "pk"))


def paper(paper_id: UUID, *, user: User) -> QuerySet[Paper]:
    """Return one paper with its pathway, if the user may read it."""
    rows = policy.papers_visible_to(user).filter(pk=paper_id).select_related("framework")
    return rows.prefetch_related("pathway")


def sections_of(one: Paper) -> list[Section]:
    """Return a paper's sections in their order."""
    return list(one.sections.order_by("position"))


def section(section_id: UUID, *, user: User) -> QuerySet[Section]:
    """Return one section of a paper that is in hand."""
    return (
        policy.sections_writable_by(user)
        .filter(pk=section_id)
        .select_related("paper__framework")
        .prefetch_related("versions__saved_by", "comments__made_by")
    )


def open_comments(one: Paper) -> int:
    """Return how many remarks on a paper wait to be settled."""
    return Comment.objects.filter(section__paper=one, settled_at=None).count()


def figures_of(one: Paper) -> dict[str, Figure]:
    """Return the figures that a paper names, in the order in which it first names them."""
    codes = dict.fromkeys(code for each in sections_of(one) for code in numbers.codes_in(each.body))
    found = {figure.code: figure for figure in Figure.objects.filter(code__in=codes)}
    return {code: found[code] for code in codes if code in found}


def figures_at_hand(one: Paper) -> list[Figure]:
    """Return the numbers that a paper may tell: its own, and those of its framework's projects."""
    own = Q(code__contains=f"-{str(one.pk)[:8]}-", project=None)
    of_projects = Q(project__strand__framework=one.framework_id)
    rows = Figure.objects.filter(own | of_projects, ended_on=None)
    return list(rows.order_by("project__strand__number", "project__position", "position", "code"))


def numbers_without_source(one: Paper, *, user: User) -> list[str]:
    """Return the numbers of a paper behind which nothing stands."""
    shown = {code: figure.shown for code, figure in figures_of(one).items()}
    names = names_with_numbers(user, on=one.composed_at.date())
    return [
        number
        for each in sections_of(one)
        for number in numbers.without_source(each.body, names=names, shown=shown)
    ]


def names_with_numbers(user: User, *, on: date) -> list[str]:
    """Return names of projects, groups and indicators that hold a number: 16 Days of Activism."""
    names = policy.visible_to(user).filter(name__regex=r"\d").values_list("name", flat=True)
    fixed = ("16 Days", "Project 17", "Appendix A", "Appendix B")
    return [*names, *measuring.titles_with_numbers(on), *fixed]


def promises_counted(one: Paper) -> Iterator[tuple[Strand, str, int]]:
    """Yield each strand of the paper's framework, the code of its count, and the count."""
    for strand in one.framework.strands.filter(ended_on=None).order_by("number"):
        count = strand.commitments.filter(kind=Commitment.Kind.COMMITMENT, ended_on=None).count()
        yield strand, promised_code(one, strand), count


def promised_code(one: Paper, strand: Strand) -> str:
    """Return the code of the figure that counts a strand's commitments in this paper."""
    return f"counted-{str(one.pk)[:8]}-{strand.code}"[:60]


def released_for(one: Paper, *, user: User, now: Moment) -> list[Measured]:
    """Return the indicators with their newest number out in the days that a paper tells of.

    A report over years of which nothing was ever released tells no figures at all.
    """
    if not figures.reads(user):
        return []
    found = measuring.released_between(*_days_of(one), user=user, now=now)
    is_told = one.kind == Paper.Kind.YEARLY or any(measured.point for measured in found)
    return found if is_told else []


def _days_of(one: Paper) -> tuple[date, date]:
    if one.kind == Paper.Kind.YEARLY:
        year = int(one.year[:4])
        return date(year, 4, 1), date(year + 1, 3, 31)
    return one.framework.starts_on or date.min, one.framework.ends_on or date.max


def released_code(one: Paper, indicator: str) -> str:
    """Return the code under which a paper keeps the number of an indicator."""
    return f"released-{str(one.pk)[:8]}-{indicator.lower()}"[:60]


def whole_of(
    one: Paper, *, user: User, on: date, released: Iterable[Measured] = ()
) -> composing.Whole:
    """Return what a paper is composed from, as the user may read it."""
    framework = one.framework
    return composing.Whole(
        name=framework.name,
        aim=framework.aim,
        years=_years(framework.starts_on, framework.ends_on),
        review=_review_words(Review.objects.filter(framework=framework).first()),
        year=one.year,
        groups=tuple(Group.objects.filter(ended_on=None).values_list("name", flat=True)),
        sources=(framework.source,),
        parts=tuple(
            _part(one, strand, user=user, on=on)
            for strand in framework.strands.filter(ended_on=None).order_by("number")
        ),
        released=tuple(_number(one, measured) for measured in released),
    )


def _number(one: Paper, measured: Measured) -> composing.Number:
    indicator, point = measured.indicator, measured.point
    return composing.Number(
        pillar=indicator.get_pillar_display(),
        title=indicator.title,
        period=point.period.label if point else "",
        unit=measuring.unit_after(indicator),
        code=released_code(one, indicator.code) if point else "",
    )


def _part(one: Paper, strand: Strand, *, user: User, on: date) -> composing.Part:
    rows = policy.visible_to(user).filter(strand=strand).order_by("position", "pk")
    if one.kind == Paper.Kind.YEARLY:
        rows = rows.filter(year=one.year)
    promises = strand.commitments.filter(ended_on=None).exclude(words="").order_by("number")
    opportunity = Q(kind=Commitment.Kind.OPPORTUNITY)
    return composing.Part(
        number=strand.number,
        name=strand.name,
        outcome=strand.outcome,
        promised=promised_code(one, strand),
        word=one.framework.strand_word,
        promises=tuple(promises.exclude(opportunity).values_list("words", flat=True)),
        opportunities=tuple(promises.filter(opportunity).values_list("words", flat=True)),
        projects=tuple(_told(project, on=on) for project in rows),
    )


def _told(project: Project, *, on: date) -> composing.Told:
    standing = Standing.of(project.status, review_due_on=project.review_due_on, on=on)
    last = (
        Update.objects.filter(project=project, state=Update.State.SIGNED_OFF)
        .order_by("-decided_at")
        .first()
    )
    return composing.Told(
        name=project.name,
        theme=project.theme,
        summary=project.summary,
        standing=standing.words,
        is_known=standing.is_known,
        update=(last.words or "") if last else "",
    )


def _years(starts_on: date | None, ends_on: date | None) -> str:
    if starts_on and ends_on:
        return f"from {starts_on.year} to {ends_on.year}"
    return "without a last day"


def _review_words(review: Review | None) -> str:
    if review is None:
        return ""
    return (
        f"A review between {review.due_from:%B %Y} and {review.due_until:%B %Y} asks whether it"
        " still meets the needs of the partnership."
    )
