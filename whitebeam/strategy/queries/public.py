"""What the public site reads of the plan. Its database role sees no more than these columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from whitebeam.kernel.paging import Page, page_of
from whitebeam.strategy.models import Change, Framework, Project, Strand
from whitebeam.strategy.rules.standing import Standing

COLUMNS = ("strand_id", "name", "public_words", "status", "review_due_on")


@dataclass(frozen=True, slots=True)
class Shown:
    """A project as everyone may read it."""

    name: str
    words: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of the strategy with what is done under it."""

    name: str
    outcome: str
    projects: tuple[Shown, ...]


def parts_shown(framework: Framework, *, on: date) -> list[ShownPart]:
    """Return the parts of a framework with the projects that are not held back."""
    rows = list(
        Project.objects.filter(strand__framework=framework, parent_id=None, ended_on=None)
        .exclude(public_words="")
        .filter(is_held_back=False)
        .order_by("position", "id")
        .values_list(*COLUMNS)
    )
    strands = Strand.objects.filter(framework=framework, ended_on=None).order_by("number")
    return [ShownPart(one.name, one.outcome, tuple(_shown(rows, one, on))) for one in strands]


def _shown(
    rows: Iterable[tuple[object, str, str, str, date | None]], strand: Strand, on: date
) -> Iterable[Shown]:
    for owner, name, words, status, due in rows:
        if owner == strand.pk:
            yield Shown(name, words, Standing.of(status, review_due_on=due, on=on))


def changes_shown(*, after: str = "") -> Page[Change]:
    """Return a page of what was changed of the plan and told to everyone, newest first."""
    rows = Change.objects.filter(is_public=True).only("agreed_on", "public_words")
    return page_of(rows, "-agreed_on", "id", after=after)
