"""A story as answers to the partnership's own form, whatever its questions are called."""

import json
from collections.abc import Callable, Mapping
from uuid import UUID

from whitebeam.referrals.rules.form_definition import Form, Question
from whitebeam.referrals.rules.form_path import live_answers

from .phrases import WHY_HIGH, WHY_UNSAFE
from .values import Birth, Part, Person, SafeRule, Story

_SEX = {"F": "FEMALE", "M": "MALE"}
_PETS = {"DOG": "a dog", "CAT": "a cat", "RABBIT": "a rabbit", "BIRD": "a bird"}
SchoolOf = Callable[[Person], str]
_NOTHING: tuple[object, ...] = (None, "", [])
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def answers_to(
    form: Form, story: Story, people: Mapping[UUID, Person], *, school: SchoolOf, hides_home: bool
) -> str:
    """Return the story's answers to this form, as the JSON that a sent referral holds."""
    told = facts_of(story, people, school=school)
    if hides_home:
        # A sent referral never holds a confidential address: that is sealed in its own table.
        told |= {"location.postcode": "", "location.address": "", "location.confidential": "YES"}
    given: dict[str, object] = {}
    for question in form.questions():
        value = told.get(question.maps_to)
        if isinstance(value, list) and question.type == "repeat":
            value = [_renamed(item, question) for item in value]
        value = _offered(value, question)
        if value not in _NOTHING:
            given[question.code] = value
    return json.dumps(live_answers(form, answers=given))


def _offered(value: object, question: Question) -> object:
    """Return what the question can be answered with; two forms offer different choices."""
    offered = {option.code for option in question.options}
    if not offered:
        return value
    if isinstance(value, list):
        return [code for code in value if code in offered]
    return value if value in offered else ""


def _renamed(item: Mapping[str, object], question: Question) -> dict[str, object]:
    inner = {one.maps_to: one for one in question.questions}
    return {
        inner[fact].code: kept
        for fact, value in item.items()
        if fact in inner and (kept := _offered(value, inner[fact])) not in _NOTHING
    }


def facts_of(story: Story, people: Mapping[UUID, Person], *, school: SchoolOf) -> dict[str, object]:
    """Return what the story says, by the places of the record that a question can fill."""
    victim = people[next(p.person for p in story.parties if p.part is Part.VICTIM)]
    return {
        **_of_person(victim),
        **_of_safe_contact(victim),
        **_of_others(story, people, school=school),
        **_of_account(story),
        **_of_wishes(story, victim),
    }


def _of_person(victim: Person) -> dict[str, object]:
    names = {name.kind: f"{name.given} {name.family}" for name in victim.names}
    home = victim.addresses[0]
    return {
        "person.known_as": names.get("KNOWN_AS", names["LEGAL"]),
        "person.legal_name": names["LEGAL"] if "KNOWN_AS" in names else "",
        "person.previous_names": names.get("PREVIOUS", ""),
        "person.date_of_birth": approximate(victim.birth),
        "person.sex": _SEX.get(victim.sex, "NOT_KNOWN"),
        "location.postcode": home.postcode,
        "location.address": f"{home.line}, {home.town}",
        "location.confidential": "NO",
        "communication.needs": list(victim.needs) or ["NONE"],
        "communication.language": victim.language,
    }


def _of_safe_contact(victim: Person) -> dict[str, object]:
    by_channel = {rule.channel: rule for rule in victim.safe}
    safe = [channel for channel, rule in by_channel.items() if rule.answer == "SAFE"]
    ways = [channel for channel in safe if channel != "THROUGH_REFERRER"]
    call = by_channel.get("CALL")
    phones = [c.value for c in victim.contacts if c.kind == "MOBILE" and c.until is None]
    return {
        "safe_contact.answer": ("SAFE" if ways else "UNSAFE") if by_channel else "NOT_KNOWN",
        "safe_contact.channels": ways,
        "safe_contact.phone": phones[0] if phones else "",
        "safe_contact.email": next((c.value for c in victim.contacts if c.kind == "EMAIL"), ""),
        "safe_contact.times": _times(call) if call else "",
        "safe_contact.others": call.seen_by if call else "",
        "safe_contact.messages": call.wording if call else "",
        "safe_contact.safe_word": call.safe_word if call else "",
    }


def _times(rule: SafeRule) -> str:
    days = ", ".join(_DAYS[day] for day in rule.days)
    if rule.from_time is None or rule.to_time is None:
        return days
    return f"{days}, {rule.from_time:%H:%M} to {rule.to_time:%H:%M}"


def _of_others(
    story: Story, people: Mapping[UUID, Person], *, school: SchoolOf
) -> dict[str, object]:
    children, harmers = [], []
    for party in story.parties:
        person = people[party.person]
        name = f"{person.names[0].given} {person.names[0].family}"
        if party.part is Part.CHILD:
            children.append(
                {
                    "child.name": name,
                    "child.date_of_birth": approximate(person.birth),
                    "child.school": school(person),
                    "child.lives_with": "WITH_PERSON",
                }
            )
        elif party.part is Part.PERPETRATOR:
            harmers.append(
                {
                    "harm_person.relationship": party.to_victim,
                    "harm_person.name": name,
                    "harm_person.date_of_birth": approximate(person.birth),
                    "harm_person.lives_with": "YES" if party.lives_with_victim else "NO",
                }
            )
    return {
        "child.present": "YES" if children else "NO",
        "child": children,
        "harm_person": harmers,
    }


def _of_account(story: Story) -> dict[str, object]:
    turn = story.id.int
    return {
        "account.what_happened": story.narrative,
        "account.own_words": story.own_words,
        "account.abuse_types": list(story.abuse),
        "safety.home_safe": story.home_safe,
        "safety.reason": "" if story.home_safe == "YES" else WHY_UNSAFE[turn % len(WHY_UNSAFE)],
        "risk.level": story.risk,
        "risk.reason": WHY_HIGH[turn % len(WHY_HIGH)] if story.risk == "HIGH" else "",
        "consent.basis": story.basis,
        "consent.reason": story.basis_reason,
        "others.agencies": [one.value for one in story.others] or ["NONE"],
    }


def _of_wishes(story: Story, victim: Person) -> dict[str, object]:
    needs = list(story.needs)
    if story.pets:
        needs.append("PETS")
    if victim.support_route:
        needs.append("SUPPORT_ROUTE")
    return {
        "needs.codes": needs or ["NONE"],
        "needs.support_route": victim.support_route,
        "needs.pets": " and ".join(_PETS.get(pet, pet.lower()) for pet in story.pets),
        "wishes.codes": list(story.wants),
        "wishes.words": story.own_words,
    }


def approximate(birth: Birth | None) -> object:
    """Return a date of birth as the form keeps it."""
    if birth is None:
        return None
    if birth.precision == "YEAR":
        return {"year": str(birth.on.year)}
    if birth.precision == "MONTH":
        return {"month": str(birth.on.month), "year": str(birth.on.year)}
    day, month, year = str(birth.on.day), str(birth.on.month), str(birth.on.year)
    return {"day": day, "month": month, "year": year}
