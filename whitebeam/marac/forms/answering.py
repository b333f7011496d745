"""What an agency types of one case: who is known, what it holds, what it offers to do, and why.

The forms of one page are drawn from a draft as it was kept, and judged only when it is sent.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms

from whitebeam.govuk.fields import DateField, DateParts
from whitebeam.marac.models import Disclosure, ResearchItem
from whitebeam.marac.rules.research_answers import Answers, HeldItem, ProposedAction
from whitebeam.marac.services.ledger import Why

Typed = Mapping[str, Any]
MOST = 30
# What was entered before lines were kept has no basis; nobody chooses that.
BASES = [one for one in Disclosure.Basis.choices if one[0] != Disclosure.Basis.NOT_KEPT]


class ItemForm(forms.Form):
    """One thing the agency holds; left empty it says nothing."""

    once_key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="What does your agency know?",
        help_text="One thing at a time, and only what bears on risk or safety.",
        max_length=4000,
        required=False,
    )
    kind = forms.ChoiceField(
        label="Is it a fact or an opinion?", choices=ResearchItem.Kind, required=False
    )
    topic = forms.ChoiceField(label="What is it?", choices=ResearchItem.Topic, required=False)
    about = forms.ChoiceField(label="Whom is it about?", required=False)
    source = forms.CharField(
        label="Where is it from?",
        help_text="Seen by your own agency alone.",
        max_length=120,
        required=False,
    )
    dated_on = DateField(what="The date", label="From which day?", required=False)
    is_withheld = forms.BooleanField(
        label="Do not share this: keep it in our agency", required=False
    )
    why_withheld = forms.CharField(label="Why is it withheld?", max_length=1000, required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "The family as a whole"), *people]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("text", "").strip():
            return typed
        if not typed.get("kind"):
            self.add_error("kind", "Select whether this is a fact or an opinion")
        if not typed.get("topic"):
            self.add_error("topic", "Select whether this is information, a risk or a protection")
        if typed.get("is_withheld") and not typed.get("why_withheld", "").strip():
            self.add_error("why_withheld", "Enter why this is withheld")
        return typed

    @property
    def is_empty(self) -> bool:
        return not self.cleaned_data.get("text", "").strip()

    def held(self) -> HeldItem:
        typed = self.cleaned_data
        kept = ("text", "kind", "topic", "about", "source", "dated_on", "is_withheld")
        return HeldItem(
            **{name: typed[name] for name in kept},
            why_withheld=typed["why_withheld"],
            once_key=str(typed["once_key"]),
        )


class ActionForm(forms.Form):
    """Something the agency offers to do before or after the meeting."""

    once_key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="What will your agency do?",
        max_length=1000,
        error_messages={"required": "Enter what your agency will do, or remove this action"},
    )
    rationale = forms.CharField(
        label="Which risk does it lessen?",
        max_length=1000,
        error_messages={"required": "Enter which risk this lessens"},
    )
    due_date = DateField(what="The day by which it is done", label="By when?")

    def proposed(self) -> ProposedAction:
        typed = self.cleaned_data
        names = ("text", "rationale", "due_date")
        return ProposedAction(
            **{name: typed[name] for name in names}, once_key=str(typed["once_key"])
        )


class WhyForm(forms.Form):
    """Why the agency may share this: its usual words, which may be changed."""

    basis = forms.ChoiceField(label="On what basis?", choices=BASES)
    necessity = forms.CharField(
        label="Why is it needed?",
        max_length=1000,
        error_messages={"required": "Enter why it is needed"},
    )
    proportionality = forms.CharField(
        label="Why is it no more than is needed?",
        max_length=1000,
        error_messages={"required": "Enter why it is no more than is needed"},
    )
    emergency = forms.CharField(
        label="If no agreement covers this: why is it an emergency?",
        help_text="Leave empty unless you were told that no agreement covers sharing this.",
        max_length=1000,
        required=False,
    )

    def why(self) -> Why:
        typed = self.cleaned_data
        return Why(
            Disclosure.Basis(typed["basis"]),
            typed["necessity"],
            typed["proportionality"],
            typed["emergency"],
        )


class KnownForm(forms.Form):
    """Whether the agency knows each of the people it is asked about."""

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pk, name in people:
            self.fields[f"known-{pk}"] = forms.ChoiceField(
                label=f"Does your agency know {name}?",
                choices=[("yes", "Yes"), ("no", "No")],
                error_messages={"required": f"Select whether your agency knows {name}"},
            )

    def known(self) -> dict[str, bool]:
        return {
            name.removeprefix("known-"): answer == "yes"
            for name, answer in self.cleaned_data.items()
        }


class AnswerForms:
    """Every form of the page, from what was kept or from what was just sent."""

    def __init__(
        self,
        typed: Typed,
        *,
        people: Sequence[tuple[str, str]],
        usual: Why,
        is_sent: bool = False,
    ) -> None:
        self.typed, self.people, self.is_sent = typed, people, is_sent
        self.known = KnownForm(typed if is_sent else None, people=people, initial=dict(typed))
        self.items = [self._item(n) for n in range(_count(typed, "items", least=1))]
        self.actions = [self._action(n) for n in range(_count(typed, "actions", least=0))]
        words = {
            "basis": usual.basis,
            "necessity": usual.necessity,
            "proportionality": usual.proportionality,
        }
        given = {name: typed[name] for name in WhyForm.base_fields if typed.get(name)}
        self.why = WhyForm(typed if is_sent else None, initial=words | given)

    @property
    def all(self) -> list[forms.Form]:
        return [self.known, *self.items, *self.actions, self.why]

    def is_valid(self) -> bool:
        judged = [form.is_valid() for form in self.all]
        return all(judged)

    def answers(self) -> Answers:
        return Answers(
            known=self.known.known(),
            items=tuple(form.held() for form in self.items if not form.is_empty),
            actions=tuple(form.proposed() for form in self.actions),
        )

    def _item(self, number: int) -> ItemForm:
        prefix = f"item-{number}"
        data = self.typed if self.is_sent else None
        return ItemForm(
            data, prefix=prefix, people=self.people, initial=_kept(self.typed, prefix, ItemForm)
        )

    def _action(self, number: int) -> ActionForm:
        prefix = f"action-{number}"
        data = self.typed if self.is_sent else None
        return ActionForm(data, prefix=prefix, initial=_kept(self.typed, prefix, ActionForm))


def typed_in(posted: Typed) -> dict[str, str]:
    """Return what a draft keeps of a sent page."""
    kept = ("item-", "action-", "known-", *WhyForm.base_fields, "items", "actions")
    return {name: str(posted[name]) for name in posted if name.startswith(kept)}


def one_more(typed: dict[str, str], kind: str) -> dict[str, str]:
    """Return a draft with one more empty item or action."""
    count = _count(typed, f"{kind}s", least=1 if kind == "item" else 0)
    return {**typed, f"{kind}s": str(min(count + 1, MOST))}


def one_less(typed: dict[str, str], kind: str, number: int) -> dict[str, str]:
    """Return a draft without one of its items or actions; those after it move up."""
    count = _count(typed, f"{kind}s", least=0)
    left = {k: v for k, v in typed.items() if not k.startswith(f"{kind}-")}
    places = [n for n in range(count) if n != number]
    for new, old in enumerate(places):
        before = f"{kind}-{old}-"
        left |= {
            f"{kind}-{new}-{k.removeprefix(before)}": v
            for k, v in typed.items()
            if k.startswith(before)
        }
    return {**left, f"{kind}s": str(len(places))}


def _count(typed: Typed, name: str, *, least: int) -> int:
    said = str(typed.get(name, ""))
    return max(least, min(int(said), MOST)) if said.isascii() and said.isdigit() else least


def _kept(typed: Typed, prefix: str, form: type[forms.Form]) -> dict[str, Any]:
    initial: dict[str, Any] = {name: typed.get(f"{prefix}-{name}", "") for name in form.base_fields}
    for name, field in form.base_fields.items():
        if isinstance(field, DateField):
            parts = (typed.get(f"{prefix}-{name}_{part}", "") for part in DateParts._fields)
            initial[name] = DateParts(*parts)
    return {**initial, "once_key": initial["once_key"] or str(uuid4())}
