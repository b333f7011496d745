"""What a visible person's record already says, offered for confirming instead of asking again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from whitebeam.accounts.models import User
from whitebeam.people import policy as people_policy
from whitebeam.people.models import ContactPoint, Name, Person, Relationship, SafeContact
from whitebeam.people.queries.contact import contact_points_of, needs_of, safe_contacts_of
from whitebeam.referrals.rules.answers import KNOWN_PERSON
from whitebeam.referrals.rules.form_definition import Form, Question
from whitebeam.referrals.rules.safe_times import DAYS

# Ways of reaching her that the forms ask about.
ASKED_WAYS = frozenset({"CALL", "TEXT", "VOICEMAIL", "EMAIL", "IN_PERSON"})


@dataclass(frozen=True, slots=True)
class KnownFact:
    """One thing that was told before: in words, with who told us and when, and as answers."""

    code: str
    label: str
    words: str
    source: str
    told_on: date
    answers: Mapping[str, object]


def facts_about(person: Person, *, form: Form, user: User, on: date) -> list[KnownFact]:
    """Return what is known of a person in the order a form asks, where the form asks it."""
    questions = {q.maps_to: q for q in form.questions() if q.maps_to}
    found = (
        *_herself(person, questions),
        *_safe_contact(person, questions, on),
        *_needs(person, questions),
        *_children(person, questions, user),
    )
    return [fact for fact in found if fact.answers]


def _herself(person: Person, questions: Mapping[str, Question]) -> Iterator[KnownFact]:
    told_on, source = person.created_at.date(), person.recorded_by.name
    names = {name.kind: _whole(name) for name in person.names.all() if name.ended_on is None}
    answers = {
        "person.known_as": person.known_as,
        "person.legal_name": names.get(Name.Kind.LEGAL, ""),
        "person.previous_names": names.get(Name.Kind.PREVIOUS, ""),
    }
    words = ", ".join(dict.fromkeys(filter(None, answers.values())))
    yield KnownFact("name", "Name", words, source, told_on, _asked(questions, answers))
    if person.date_of_birth and person.birth_precision != Person.BirthPrecision.NOT_KNOWN:
        born = in_boxes(person)
        words = " ".join(str(part) for part in born.values())
        given = _asked(questions, {"person.date_of_birth": born})
        yield KnownFact("born", "Date of birth", words, source, told_on, given)
    if person.sex != Person.Sex.NOT_KNOWN:
        given = _asked(questions, {"person.sex": person.sex})
        yield KnownFact("sex", "Sex", person.get_sex_display(), source, told_on, given)
    if person.area is not None:
        given = _asked(questions, {"location.area": person.area.code})
        yield KnownFact("district", "District", person.area.name, source, told_on, given)


def _safe_contact(
    person: Person, questions: Mapping[str, Question], on: date
) -> Iterator[KnownFact]:
    rules = [
        rule
        for rule in safe_contacts_of(person)
        if rule.answer == SafeContact.Answer.SAFE
        and rule.channel in ASKED_WAYS
        and rule.expires_on
        and rule.expires_on >= on
    ]
    if not rules:
        return
    points = contact_points_of(person)
    phone = next((str(p.value) for p in points if p.kind == ContactPoint.Kind.PHONE), "")
    email = next((str(p.value) for p in points if p.kind == ContactPoint.Kind.EMAIL), "")
    answers = {
        "safe_contact.answer": "SAFE",
        "safe_contact.channels": [rule.channel for rule in rules],
        "safe_contact.phone": phone,
        "safe_contact.email": email,
        "safe_contact.days": [DAYS[day] for day in rules[0].days],
        "safe_contact.from_time": _clock(rules[0].from_time),
        "safe_contact.to_time": _clock(rules[0].to_time),
        "safe_contact.others": str(rules[0].who_else_sees or ""),
        "safe_contact.messages": str(rules[0].wording or ""),
        "safe_contact.safe_word": str(rules[0].safe_word or ""),
    }
    ways = ", ".join(rule.get_channel_display() for rule in rules)
    yield KnownFact(
        code="safe_contact",
        label="Safe contact",
        words=" · ".join(filter(None, (ways, phone, email))),
        source=rules[0].recorded_by.name,
        told_on=max(rule.confirmed_on or on for rule in rules),
        answers=_asked(questions, answers),
    )


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def _needs(person: Person, questions: Mapping[str, Question]) -> Iterator[KnownFact]:
    needs = needs_of(person)
    if not needs:
        return
    language = next((need.language for need in needs if need.language), "")
    answers = {
        "communication.needs": [need.kind for need in needs],
        "communication.language": language,
    }
    yield KnownFact(
        code="needs",
        label="To be heard",
        words=", ".join(filter(None, [*(n.get_kind_display() for n in needs), language])),
        source=needs[0].recorded_by.name,
        told_on=max(need.created_at.date() for need in needs),
        answers=_asked(questions, answers),
    )


def _children(person: Person, questions: Mapping[str, Question], user: User) -> Iterator[KnownFact]:
    ties = list(
        Relationship.objects.filter(
            other=person,
            kind=Relationship.Kind.CHILD,
            ended_on=None,
            person__in=people_policy.visible_to(user),
        )
        .select_related("person", "recorded_by")
        .order_by("person__date_of_birth", "person_id")
    )
    asked = questions.get("child")
    if not ties or asked is None:
        return
    places = {inner.maps_to: inner.code for inner in asked.questions}
    items = [child_item(tie.person, places) for tie in ties]
    present = questions.get("child.present")
    yield KnownFact(
        code="children",
        label="Children",
        words=", ".join(tie.person.known_as for tie in ties),
        source=ties[0].recorded_by.name,
        told_on=max(tie.created_at.date() for tie in ties),
        answers={asked.code: items, **({present.code: "YES"} if present else {})},
    )


def child_item(child: Person, places: Mapping[str, str]) -> dict[str, object]:
    """Return a known child as the answers of a form, by the places that it asks."""
    item: dict[str, object] = {KNOWN_PERSON: str(child.pk)}
    if "child.name" in places:
        item[places["child.name"]] = child.known_as
    if child.date_of_birth and "child.date_of_birth" in places:
        item[places["child.date_of_birth"]] = in_boxes(child)
    return item


def in_boxes(person: Person) -> dict[str, str]:
    """Return a date of birth as it is typed: whole, its year alone, or nothing."""
    born = person.date_of_birth
    if born is None:
        return {}
    if person.birth_precision == Person.BirthPrecision.EXACT:
        return {"day": str(born.day), "month": str(born.month), "year": str(born.year)}
    return {"year": str(born.year)}


def _whole(name: Name) -> str:
    return " ".join(filter(None, (name.given, name.middle, name.family)))


def _asked(questions: Mapping[str, Question], answers: Mapping[str, object]) -> dict[str, object]:
    return {
        questions[place].code: answer
        for place, answer in answers.items()
        if place in questions and answer
    }
