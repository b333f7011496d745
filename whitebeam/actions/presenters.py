"""Actions as the pages print them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from whitebeam.accounts.models import User
from whitebeam.actions.models import Action, Evidence, StateChange
from whitebeam.actions.queries.figures import AgencyCount, LateAction
from whitebeam.actions.queries.lists import Counts
from whitebeam.actions.queries.rows import COLOURS, day_in_words, due_in_words, owner_in_words
from whitebeam.govuk.charts import Chart, bar_chart
from whitebeam.kernel.clocks import LONDON


@dataclass(frozen=True, slots=True)
class Tab:
    """One way of looking at a list."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that may be done with an action, and where it is asked."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with one open action."""

    accept: bool = False
    take: bool = False
    report: bool = False
    offer: bool = False
    supersede: bool = False


@dataclass(frozen=True, slots=True)
class OneAction:
    """The page of one action, ready to print."""

    reference: str
    text: str
    state: str
    state_colour: str
    due: str
    clock: str
    facts: tuple[dict[str, str], ...]
    main: tuple[Deed, ...]
    others: tuple[Deed, ...]
    may_start: bool

    @classmethod
    def of(
        cls,
        action: Action,
        *,
        about: tuple[list[str], int],
        rights: Rights,
        on: date,
    ) -> "OneAction":
        due, clock = due_in_words(action, on=on)
        return cls(
            reference=action.reference,
            text=str(action.text),
            state=action.get_state_display(),
            state_colour=COLOURS[Action.State(action.state)],
            due=due,
            clock=clock,
            facts=tuple(_facts(action, about=about, on=on)),
            main=tuple(_main(action, rights)),
            others=tuple(_others(action, rights)),
            may_start=rights.take and action.state == Action.State.ACCEPTED,
        )


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that shows what was done: whether it opens, and whether the reader may take it out."""

    pk: UUID
    name: str
    state: str
    opens: bool
    who: str
    may_remove: bool


def file_lines(files: Iterable[Evidence], *, reader: User, is_open: bool) -> list[FileLine]:
    """Return the files of an action for whoever reads it."""
    return [
        FileLine(
            pk=one.pk,
            name=str(one.name),
            state=one.get_state_display().lower(),
            opens=one.state == Evidence.State.CLEAN,
            who=f"{one.added_by.name}, {moment(one.added_at)}",
            may_remove=is_open and one.added_by_id == reader.pk,
        )
        for one in files
    ]


def tabs_of(counts: Counts, *, current: str) -> list[Tab]:
    """Return the ways of looking at an agency's actions."""
    ways = (
        ("actions:inbox", f"Ours ({counts.in_hand})"),
        ("actions:mine", f"Mine ({counts.own})"),
        ("actions:proposed", f"Proposed to us ({counts.proposed})"),
        ("actions:closed", "Closed"),
    )
    return [Tab(text, reverse(name), name == current) for name, text in ways]


def timeline_of(steps: Iterable[StateChange]) -> list[dict[str, str]]:
    """Return what happened to an action, oldest first, for the timeline macro."""
    return [
        {
            "what": _what(step),
            "when": moment(step.at),
            "who": f"{step.by.name}, {step.agency.name}",
            "more": str(step.why or ""),
        }
        for step in steps
    ]


def late_rows(late: Iterable[LateAction], *, on: date) -> list[list[str]]:
    """Return the late actions of a lead's agencies as table rows."""
    return [
        [
            each.reference,
            each.owner,
            each.agency,
            f"{day_in_words(each.due_date, on=on)} ({(on - each.due_date).days} days)",
            each.state,
        ]
        for each in late
    ]


@dataclass(frozen=True, slots=True)
class Figures:
    """How the agencies stand with their actions, as table and chart."""

    rows: list[list[str | int]]
    chart: Chart | None
    late: int
    in_time: str

    @classmethod
    def of(cls, counted: list[AgencyCount]) -> "Figures":
        done = sum(each.done_in_time + each.done_late for each in counted)
        late = [(each.agency, each.late) for each in counted if each.late]
        return cls(
            rows=[_figures_row(each) for each in counted],
            chart=_late_chart(late) if late else None,
            late=sum(each.late for each in counted),
            in_time=_share(sum(each.done_in_time for each in counted), done),
        )


def moment(at: datetime) -> str:
    """Return a moment in London, as "4 March 2026, 14:05"."""
    here = at.astimezone(LONDON)
    return f"{here.day} {here:%B %Y}, {here:%H:%M}"


def _late_chart(late: list[tuple[str, int]]) -> Chart:
    return bar_chart(
        "Late now, by agency", late, label_heading="Agency", value_heading="Late actions"
    )


def _figures_row(each: AgencyCount) -> list[str | int]:
    done = each.done_in_time + each.done_late
    return [
        each.agency,
        each.proposed,
        each.in_hand,
        each.late,
        done,
        _share(each.done_in_time, done),
        each.not_possible,
        each.not_undertaken,
    ]


def _share(part: int, whole: int) -> str:
    """Return a share with the numbers it stands on; of nothing there is none."""
    return f"{100 * part / whole:.0f}% ({part} of {whole})" if whole else "None done"


def _facts(action: Action, *, about: tuple[list[str], int], on: date) -> Iterable[dict[str, str]]:
    known, others = about
    if action.rationale:
        yield {"key": "Why", "value": str(action.rationale)}
    yield {"key": "Who does it", "value": owner_in_words(action)}
    if known or others:
        yield {"key": "About", "value": _people(known, others)}
    if action.evidence:
        yield {"key": "Done", "value": str(action.evidence)}
    if action.superseded_by:
        yield {"key": "Replaced by", "value": action.superseded_by.reference}
    yield {"key": "Raised by", "value": f"{action.raised_by.name}, {action.raised_for.name}"}
    yield {"key": "Kept on the list of", "value": action.kept_by.name}
    yield {"key": "Due", "value": day_in_words(action.due_date, on=on)}


def _people(known: list[str], others: int) -> str:
    more = "" if not others else "1 other person" if others == 1 else f"{others} other people"
    return ", ".join([*known, *([more] if more else [])])


def _main(action: Action, rights: Rights) -> Iterable[Deed]:
    if rights.accept:
        yield _deed(action, "Say yes and name who does it", "accept")
    if rights.report and action.state in Action.IN_HAND:
        yield _deed(action, "It is done", "complete")


def _others(action: Action, rights: Rights) -> Iterable[Deed]:
    if rights.report:
        yield _deed(action, "Not possible: circumstances changed", "not_possible")
        decline = "Say no" if action.state == Action.State.PROPOSED else "Not undertaken"
        yield _deed(action, decline, "not_undertaken")
        yield _deed(action, "Change the day", "change_day")
    if rights.take:
        yield _deed(action, "Give it to a colleague", "reassign")
    if rights.offer:
        yield _deed(action, "Ask another agency", "offer")
    if rights.supersede:
        yield _deed(action, "Another action takes its place", "supersede")


def _deed(action: Action, text: str, page: str) -> Deed:
    return Deed(text, reverse(f"actions:{page}", args=[action.pk]))


def _what(step: StateChange) -> str:
    if step.due_before and step.due_after and step.before == step.after:
        return f"Day changed from {_whole(step.due_before)} to {_whole(step.due_after)}"
    if step.offered_to:
        return f"Proposed to {step.offered_to.name}"
    if step.owner_after and step.before == step.after:
        return f"Given to {step.owner_after.name}"
    said = Action.State(step.after).label
    if step.owner_after:
        said = f"{said}: {step.owner_after.name} does it"
    if step.due_before and step.due_after:
        said = f"{said}, by {_whole(step.due_after)} instead of {_whole(step.due_before)}"
    return said


def _whole(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
