"""What is known already for a referral to MARAC: offered with its source and day, to be confirmed.

It comes from the signed assessment of the two people, as far as the referrer may read it, and from
the record of the person harmed. Nothing of it is an answer before somebody confirmed it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from whitebeam.accounts.models import User
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.rules.from_assessment import adds, ground_found, in_short, joined
from whitebeam.people import policy as people
from whitebeam.people.models import Person, Relationship
from whitebeam.referrals.models import Draft
from whitebeam.referrals.queries.forms import definition_of
from whitebeam.referrals.queries.told_before import KnownFact, child_item, facts_about, in_boxes
from whitebeam.referrals.rules.answers import KNOWN_PERSON, items_of, text_of
from whitebeam.referrals.rules.form_definition import Form, Option, Question
from whitebeam.referrals.services.drafting import answers_in
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries import newest_of, standing_for, summary_of
from whitebeam.risk.rules.answers import read, said_yes
from whitebeam.risk.rules.contents import day, unpacked, word
from whitebeam.risk.rules.summary import Summary

# Beside the answers of a draft: the assessment that it was begun from, and the one it goes with.
BEGUN_FROM = "begun_from_assessment"
GOES_WITH = "from_assessment"
WHOLE, CHILDREN = "assessment", "has_children"
Places = Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class Known:
    """What is offered for a draft, and from which assessment, if there is one."""

    facts: tuple[KnownFact, ...]
    assessment: Assessment | None
    person: Person | None

    @property
    def about(self) -> UUID | None:
        """Return whom it tells of, so that reading it leaves its trace under her."""
        if self.person is not None:
            return self.person.pk
        return self.assessment.victim_id if self.assessment else None


def known_for(draft: Draft, *, user: User, on: date) -> Known:
    """Return what is known that this draft does not say yet."""
    form, answers = definition_of(draft.form), answers_in(draft)
    person = _person(text_of(answers.get(KNOWN_PERSON)), user)
    assessment = assessment_for(answers, form=form, user=user)
    # A child on the record stands before what was told at an assessment, which may know of none.
    told = list(_of_assessment(assessment, form, user)) if assessment else []
    recorded = facts_about(person, form=form, user=user, on=on) if person else []
    offered = sorted((*told, *recorded), key=lambda fact: fact.code == CHILDREN)
    return Known(tuple(_new_in(offered, answers)), assessment, person)


def assessment_for(answers: Mapping[str, object], *, form: Form, user: User) -> Assessment | None:
    """Return the assessment to go by: the one begun from, else the newest of these people.

    Where the one begun from was replaced meanwhile, it is the newest that stands in its place.
    """
    begun = text_of(answers.get(BEGUN_FROM))
    if begun:
        return standing_for(user, begun)
    victim = text_of(answers.get(KNOWN_PERSON))
    if not victim:
        return None
    places = _places(form)
    harm = places.get("harm_person")
    others = [
        UUID(pk)
        for item in items_of(answers.get(harm.code) if harm else None)
        if (pk := text_of(item.get(KNOWN_PERSON)))
    ]
    return newest_of(user, UUID(victim), others)


def _new_in(offered: Iterable[KnownFact], answers: Mapping[str, object]) -> Iterator[KnownFact]:
    """Yield each fact with what it adds to the draft and to those before it.

    That an assessment goes with the referral is always offered, so that it can be undone.
    """
    so_far = dict(answers)
    for fact in offered:
        new = {code: one for code, one in fact.answers.items() if adds(so_far.get(code), one)}
        if fact.code == WHOLE:
            yield fact
        elif new:
            so_far |= {code: joined(so_far.get(code), one) for code, one in new.items()}
            yield replace(fact, answers=new)


def _of_assessment(assessment: Assessment, form: Form, user: User) -> Iterator[KnownFact]:
    summary, places = summary_of(assessment), _places(form)
    signed = assessment.signed_at
    told_on = signed.astimezone(LONDON).date() if signed else assessment.created_at.date()
    source = f"Assessment of risk, {assessment.agency.name}"

    def fact(code: str, label: str, words: str, answers: Mapping[str, object]) -> KnownFact:
        return KnownFact(code, label, words, source, told_on, answers)

    yield fact(
        WHOLE, "The assessment goes with it", in_short(summary), {GOES_WITH: str(assessment.pk)}
    )
    for code, label, words, answers in (
        *_grounds(assessment, summary, places),
        *_signs(assessment, places),
        *_says_high(assessment, places),
        *_last_event(assessment, places),
        *_harmer(assessment, places, user),
        *_children(assessment, places, user),
    ):
        yield fact(code, label, words, answers)


Offered = tuple[str, str, str, dict[str, object]]


def _grounds(assessment: Assessment, summary: Summary, places: Places) -> Iterator[Offered]:
    asked = places.get("marac.grounds")
    offered = {option.code: option for option in asked.options} if asked else {}
    for met in assessment.grounds.order_by("ground"):
        if asked is None or met.ground not in offered:
            continue
        found = ground_found(met.ground, json.loads(str(met.evidence)), summary=summary)
        answers: dict[str, object] = {
            places[place].code: text for place, text in found.answers.items() if place in places
        }
        label = f"Ground: {offered[met.ground].label}"
        yield (
            f"ground-{met.ground}",
            label,
            found.words or "Met",
            {asked.code: [met.ground], **answers},
        )


def _signs(assessment: Assessment, places: Places) -> Iterator[Offered]:
    asked = places.get("risk.signs")
    yes = said_yes(read(str(assessment.answers)))
    found: list[Option] = [o for o in asked.options if yes & set(o.items)] if asked else []
    if asked and found:
        words = "; ".join(option.label for option in found)
        yield "signs", asked.label, words, {asked.code: [option.code for option in found]}


def _last_event(assessment: Assessment, places: Places) -> Iterator[Offered]:
    """Yield what happened since an earlier referral, as the assessor wrote it down."""
    events = unpacked(assessment.events)
    kind, on = word(events, "since_kind"), day(events, "since_on")
    asked, when = places.get("marac.event_kind"), places.get("account.last_incident_on")
    label = next((o.label for o in asked.options if o.code == kind), "") if asked else ""
    if asked is None or when is None or not label or on is None:
        return
    words = f"{label}, {on.day} {on:%B %Y}"
    boxes = {"day": str(on.day), "month": str(on.month), "year": str(on.year)}
    yield "last_event", "What happened last", words, {asked.code: kind, when.code: boxes}


def _says_high(assessment: Assessment, places: Places) -> Iterator[Offered]:
    asked = places.get("risk.says_high")
    if asked and assessment.says_high != Assessment.Said.NOT_ASKED:
        words = assessment.get_says_high_display()
        yield "says_high", asked.label, words, {asked.code: assessment.says_high}


def _harmer(assessment: Assessment, places: Places, user: User) -> Iterator[Offered]:
    asked, other = places.get("harm_person"), _person(str(assessment.perpetrator_id or ""), user)
    if asked is None or other is None:
        return
    inner = {question.maps_to: question for question in asked.questions}
    given = {
        "harm_person.name": other.known_as,
        "harm_person.date_of_birth": in_boxes(other),
        "harm_person.relationship": _tie(assessment, inner.get("harm_person.relationship")),
    }
    item: dict[str, object] = {KNOWN_PERSON: str(other.pk)}
    item |= {inner[place].code: one for place, one in given.items() if place in inner and one}
    yield "harmer", asked.label, other.known_as, {asked.code: [item]}


def _tie(assessment: Assessment, asked: Question | None) -> str:
    offered = {option.code for option in asked.options} if asked else set()
    kinds = Relationship.objects.filter(
        person=assessment.perpetrator_id, other=assessment.victim_id, ended_on=None
    ).values_list("kind", flat=True)
    return next((kind for kind in kinds.order_by("-created_at") if kind in offered), "")


def _children(assessment: Assessment, places: Places, user: User) -> Iterator[Offered]:
    present, asked = places.get("child.present"), places.get("child")
    told = word(unpacked(assessment.prescreen), "has_children")
    if present is None or told not in {option.code for option in present.options}:
        return
    seen = people.visible_to(user).filter(pk__in=assessment.children.values("person"))
    children = list(seen.order_by("date_of_birth", "pk")) if told == "YES" else []
    inner = {question.maps_to: question.code for question in asked.questions} if asked else {}
    words = ", ".join(one.known_as for one in children) or told.capitalize()
    answers: dict[str, object] = {present.code: told}
    if asked and children:
        answers[asked.code] = [child_item(one, inner) for one in children]
    yield CHILDREN, present.label, words, answers


def _person(pk: str, user: User) -> Person | None:
    if not pk:
        return None
    return people.visible_to(user).select_related("recorded_by", "area").filter(pk=pk).first()


def _places(form: Form) -> dict[str, Question]:
    return {question.maps_to: question for question in form.questions() if question.maps_to}
