"""What single answers call for. A prompt tells the worker; it never acts.

The conditions and words come from the partnership pack. A critical prompt is an alert: it is shown
however low the total is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, field_validator

FEWEST_WORDS = 1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class When(_Part):
    """When a prompt is raised: all that is named must hold; an item counts when answered *yes*.

    `any_tick` names items, and of each what was ticked below it: any of these. What would put a
    child forward as somebody to be managed holds `unless_child_harms`.
    """

    any_yes: tuple[str, ...] = ()
    all_yes: tuple[str, ...] = ()
    any_tick: dict[str, tuple[str, ...]] = {}
    escalation_met: bool = False
    below_threshold: bool = False
    says_high: bool = False
    has_children: bool = False
    child_harms: bool = False
    victim_is_child: bool = False
    unless_child_harms: bool = False


class Link(_Part):
    """Where help is, or a page of this product by the name of its address."""

    text: str = Field(min_length=FEWEST_WORDS)
    page: str = ""
    url: str = ""


class Definition(_Part):
    """A prompt of the pack. `form` says which answers of a referral raise it: any of these.

    `form_all` are groups, of each of which any answer must be given.
    `decision` names what must be decided before an assessment is signed.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)
    title: str = Field(min_length=FEWEST_WORDS)
    text: str = Field(min_length=FEWEST_WORDS)
    steps: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    critical: bool = False
    when: tuple[When, ...] = ()
    form: dict[str, tuple[str, ...]] = {}
    form_all: tuple[dict[str, tuple[str, ...]], ...] = ()
    decision: str = ""
    suggests_judgement: bool = False
    source: str = Field(min_length=FEWEST_WORDS)

    @field_validator("form_all", mode="before")
    @classmethod
    def _grouped(cls, given: object) -> object:
        """Read what a pack loaded earlier still holds: codes that must all be given."""
        if not isinstance(given, Mapping):
            return given
        return tuple({question: (code,)} for question, codes in given.items() for code in codes)


@dataclass(frozen=True, slots=True)
class Signs:
    """What an assessment shows: items answered yes, the total against its threshold, and more."""

    yes: frozenset[str]
    total: int | None = None
    threshold: int | None = None
    escalation_met: bool = False
    says_high: bool = False
    has_children: bool = False
    child_harms: bool = False
    victim_is_child: bool = False
    # What was ticked below an item that was answered yes: the item, and the code of the tick.
    ticked: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_below_threshold(self) -> bool:
        """Say whether no total reaches the threshold; a tool that has none never does."""
        return self.total is None or self.threshold is None or self.total < self.threshold


def prompts(*, definitions: Iterable[Definition], signs: Signs) -> tuple[Definition, ...]:
    """Return the prompts that an assessment raises, alerts first, else in the pack's order."""
    raised = [one for one in definitions if any(_holds(when, signs) for when in one.when)]
    return _alerts_first(raised)


def prompts_of_form(
    *, definitions: Iterable[Definition], answers: Mapping[str, Iterable[str]]
) -> tuple[Definition, ...]:
    """Return the prompts that the answers of a referral raise, whatever its route.

    Answers are the codes that were chosen, by the question's own code.
    """
    chosen = {question: frozenset(codes) for question, codes in answers.items()}
    raised = [one for one in definitions if _raised_by(one, chosen)]
    return _alerts_first(raised)


def _holds(when: When, signs: Signs) -> bool:
    asked_and_so = (
        (bool(when.any_yes), bool(signs.yes & set(when.any_yes))),
        (bool(when.all_yes), signs.yes.issuperset(when.all_yes)),
        (bool(when.any_tick), _is_ticked(when, signs)),
        (when.escalation_met, signs.escalation_met),
        (when.below_threshold, signs.is_below_threshold),
        (when.says_high, signs.says_high),
        (when.has_children, signs.has_children),
        (when.child_harms, signs.child_harms),
        (when.victim_is_child, signs.victim_is_child),
        (when.unless_child_harms, not signs.child_harms),
    )
    return when != When() and all(is_so for is_asked, is_so in asked_and_so if is_asked)


def _is_ticked(when: When, signs: Signs) -> bool:
    return any(
        (item, code) in signs.ticked for item, codes in when.any_tick.items() for code in codes
    )


def _raised_by(one: Definition, chosen: Mapping[str, frozenset[str]]) -> bool:
    all_of = bool(one.form_all) and all(_any_of(group, chosen) for group in one.form_all)
    return _any_of(one.form, chosen) or all_of


def _any_of(group: Mapping[str, tuple[str, ...]], chosen: Mapping[str, frozenset[str]]) -> bool:
    return any(
        not chosen.get(question, frozenset()).isdisjoint(codes) for question, codes in group.items()
    )


def _alerts_first(raised: list[Definition]) -> tuple[Definition, ...]:
    return tuple(sorted(raised, key=lambda one: not one.critical))
