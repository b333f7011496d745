"""What a referral tells of each person, as the people app takes it. Tables, place by place."""

from collections.abc import Iterator
from datetime import date

from whitebeam.people.models import CommunicationNeed, Name, Person, SafeContact
from whitebeam.people.services import (
    AddressFact,
    CommunicationFact,
    NameFact,
    PersonFacts,
    SafeContactFact,
)
from whitebeam.referrals.rules.known_dates import KnownDate
from whitebeam.referrals.rules.safe_times import days_of, hours_of
from whitebeam.referrals.rules.told import Told

Channel, Answer = SafeContact.Channel, SafeContact.Answer
DIRECT = (
    Channel.CALL,
    Channel.TEXT,
    Channel.VOICEMAIL,
    Channel.EMAIL,
    Channel.POST,
    Channel.IN_PERSON,
)
LONGEST_SUPPORT_ROUTE = 40
LANGUAGE_NOT_KNOWN = "Not known"


def facts_of_victim(said: Told, *, area_code: str, source: str) -> PersonFacts:
    """Return what is told of the person harmed. Her home is left out where it is confidential."""
    born, precision = _birth(said.known_date("person.date_of_birth"), said.on)
    gender = said.text("person.gender")
    return PersonFacts(
        known_as=said.name("person.known_as"),
        names=tuple(_names(said)),
        date_of_birth=born,
        birth_precision=precision,
        sex=_sex(said.choice("person.sex")),
        support_route=said.choice("needs.support_route")[:LONGEST_SUPPORT_ROUTE],
        area_code=area_code,
        phones=_some(said.text("safe_contact.phone")),
        emails=_some(said.text("safe_contact.email")),
        addresses=_addresses(said, area_code),
        safe_contacts=tuple(safe_contacts_of(said)),
        communication=tuple(_communication(said)),
        equality={"gender": gender} if gender else None,
        source=source,
    )


def facts_of_child(said: Told, *, area_code: str, source: str) -> PersonFacts:
    """Return what is told of a child."""
    return _facts_of_other(said, "child", area_code=area_code, source=source)


def facts_of_harmer(said: Told, *, source: str) -> PersonFacts:
    """Return what is told of a person causing harm."""
    return _facts_of_other(said, "harm_person", area_code="", source=source)


def home_of(said: Told) -> str:
    """Return where she lives, in lines, as it was told."""
    return "\n".join(_some(said.text("location.address"), said.text("location.postcode").upper()))


def safe_contacts_of(said: Told) -> Iterator[SafeContactFact]:
    """Yield a rule for each way of reaching her that she spoke of; silence stays *not known*."""
    answer = said.choice("safe_contact.answer", default=Answer.NOT_KNOWN)
    if answer == Answer.UNSAFE:
        yield SafeContactFact(Channel.THROUGH_REFERRER, Answer.SAFE)
        for channel in DIRECT:
            yield SafeContactFact(channel, Answer.UNSAFE)
    if answer != Answer.SAFE:
        return
    ways = said.chosen("safe_contact.channels") or (Channel.CALL,)
    times, words = said.text("safe_contact.times"), said.text("safe_contact.messages")
    wording = "\n".join(_some(f"When: {times}" if times else "", words))
    hours = hours_of(said.text("safe_contact.from_time"), said.text("safe_contact.to_time"))
    for way in ways:
        yield SafeContactFact(
            Channel(way),
            Answer.SAFE,
            days=days_of(said.chosen("safe_contact.days")),
            from_time=hours[0] if hours else None,
            to_time=hours[1] if hours else None,
            wording=wording,
            who_else_sees=said.text("safe_contact.others"),
            safe_word=said.text("safe_contact.safe_word"),
        )


def _facts_of_other(said: Told, part: str, *, area_code: str, source: str) -> PersonFacts:
    born, precision = _birth(said.known_date(f"{part}.date_of_birth"), said.on)
    return PersonFacts(
        known_as=said.name(f"{part}.name"),
        date_of_birth=born,
        birth_precision=precision,
        area_code=area_code,
        source=source,
    )


def _names(said: Told) -> Iterator[NameFact]:
    known_as = said.name("person.known_as")
    if known_as:
        yield _name(Name.Kind.KNOWN_AS, known_as)
    if legal := said.name("person.legal_name"):
        yield _name(Name.Kind.LEGAL, legal)
    for previous in said.text("person.previous_names").replace(";", ",").split(","):
        if previous.strip():
            yield _name(Name.Kind.PREVIOUS, previous)


def _name(kind: Name.Kind, whole: str) -> NameFact:
    words = whole.split()
    if len(words) == 1:
        is_surname = kind == Name.Kind.PREVIOUS
        return NameFact(kind, "" if is_surname else words[0], words[0] if is_surname else "")
    return NameFact(kind, words[0], words[-1], " ".join(words[1:-1]))


def _birth(known: KnownDate | None, on: date) -> tuple[date | None, Person.BirthPrecision]:
    if known is None:
        return None, Person.BirthPrecision.NOT_KNOWN
    if known.exact:
        return known.exact, Person.BirthPrecision.EXACT
    if known.year:
        return known.about(on=on), Person.BirthPrecision.YEAR
    return known.about(on=on), Person.BirthPrecision.ESTIMATE


def _sex(code: str) -> Person.Sex:
    return Person.Sex(code) if code in Person.Sex.values else Person.Sex.NOT_KNOWN


def _addresses(said: Told, area_code: str) -> tuple[AddressFact, ...]:
    lines, postcode = said.text("location.address"), said.text("location.postcode").upper()
    if said.is_home_confidential() or not (lines or postcode):
        return ()
    return (AddressFact(lines, postcode, area_code),)


def _communication(said: Told) -> Iterator[CommunicationFact]:
    for code in said.chosen("communication.needs"):
        if code in CommunicationNeed.Kind.values:
            kind = CommunicationNeed.Kind(code)
            language = said.text("communication.language") if kind == "INTERPRETER" else ""
            yield CommunicationFact(kind, language or _unnamed(kind))


def _unnamed(kind: CommunicationNeed.Kind) -> str:
    return LANGUAGE_NOT_KNOWN if kind == CommunicationNeed.Kind.INTERPRETER else ""


def _some(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
