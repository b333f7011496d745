"""Telephones for drama, e-mail at example.org, and the rules of safe contact."""

from datetime import date, time, timedelta

from .dice import Bag, Dice
from .spelling import plain
from .values import Contact, SafeRule

_WEEKDAYS = (0, 1, 2, 3, 4)
_TIMES = (
    (_WEEKDAYS, time(9, 30), time(14, 30)),
    ((1, 3), time(11, 0), time(15, 0)),
    (_WEEKDAYS, time(10, 0), time(12, 0)),
    ((0, 2, 4), time(13, 0), time(15, 0)),
    (_WEEKDAYS, time(12, 30), time(13, 15)),
    ((0, 1, 3), time(19, 0), time(20, 30)),
    (_WEEKDAYS, None, None),
)
_WORDING = (
    "Say you are calling from the dentist about an appointment.",
    "Say you are calling about the parents' evening.",
    "Say it is about the parcel.",
    "Give a first name only. Ring off if anyone else answers.",
    "Ask for a survey reference. If she says no thank you, ring off.",
)
_SEEN_BY = (
    "",
    "",
    "Partner looks at the call list",
    "Phone is on a shared account",
    "Older child answers it",
)
_SAFE_WORDS = (
    "marigold",
    "teapot",
    "harbour",
    "Tuesday",
    "bluebell",
    "lantern",
    "pebble",
    "clementine",
)

SAFE = Bag((("NOT_KNOWN", 27), ("YES", 52), ("EXPIRED", 9), ("NO", 12)))


def mobile(dice: Dice) -> str:
    """Give a mobile number from 07700 900000 to 900999, in one of the ways people write it."""
    tail = f"900{dice.number(0, 999):03}"
    return dice.pick(("07700 {}", "07700{}", "+44 7700 {}", "07700 {}")).format(tail)


def landline(dice: Dice) -> str:
    """Give a landline number from 01632 960000 to 960999."""
    return f"01632 960{dice.number(0, 999):03}"


def email(given: str, family: str, dice: Dice) -> str:
    """Give an address at an example domain."""
    local = "".join(
        letter for letter in plain(given).lower() if letter.isascii() and letter.isalpha()
    )
    tail = "".join(
        letter for letter in plain(family).lower() if letter.isascii() and letter.isalpha()
    )
    return f"{local}.{tail}{dice.number(1, 99)}@{dice.pick(('mail', 'post', 'home'))}.example.org"


def contacts_of(given: str, family: str, *, today: date, dice: Dice) -> tuple[Contact, ...]:
    """Give the contact points a register holds for an adult."""
    found = [Contact("MOBILE", mobile(dice))]
    if dice.chance(0.18):
        found.append(Contact("MOBILE", mobile(dice), today - timedelta(days=dice.number(40, 900))))
    if dice.chance(0.15):
        found.append(Contact("LANDLINE", landline(dice)))
    if dice.chance(0.45):
        found.append(Contact("EMAIL", email(given, family, dice)))
    return tuple(found)


def safe_rules(*, today: date, dice: Dice) -> tuple[SafeRule, ...]:
    """Give the safe-contact rules of a person; none at all means *not known: do not contact*."""
    state = dice.draw(SAFE)
    if state == "NOT_KNOWN":
        return ()
    confirmed = today - timedelta(days=dice.number(1, 80))
    if state == "NO":
        return _not_by_phone(confirmed, dice)
    if state == "EXPIRED":
        confirmed = today - timedelta(days=dice.number(95, 320))
    rules = [_by_phone(confirmed, dice)]
    if dice.chance(0.35):
        rules.append(_rule("TEXT", "SAFE" if dice.chance(0.4) else "UNSAFE", confirmed))
    if dice.chance(0.2):
        rules.append(_rule("VOICEMAIL", "UNSAFE", confirmed))
    if dice.chance(0.3):
        rules.append(_rule("EMAIL", "UNSAFE" if dice.chance(0.8) else "SAFE", confirmed))
    if dice.chance(0.25):
        rules.append(_rule("POST", "UNSAFE", confirmed))
    return tuple(rules)


def _by_phone(confirmed: date, dice: Dice) -> SafeRule:
    days, from_time, to_time = dice.pick(_TIMES)
    return SafeRule(
        channel="CALL",
        answer="SAFE",
        days=days,
        from_time=from_time,
        to_time=to_time,
        wording=dice.pick(_WORDING) if dice.chance(0.6) else "",
        seen_by=dice.pick(_SEEN_BY),
        safe_word=dice.pick(_SAFE_WORDS) if dice.chance(0.3) else "",
        is_withheld=dice.chance(0.75),
        confirmed=confirmed,
        expires=confirmed + timedelta(days=90),
    )


def _not_by_phone(confirmed: date, dice: Dice) -> tuple[SafeRule, ...]:
    instead = "IN_PERSON" if dice.chance(0.6) else "THROUGH_REFERRER"
    by_phone = SafeRule("CALL", "UNSAFE", seen_by=dice.pick(_SEEN_BY), confirmed=confirmed)
    return by_phone, _rule(instead, "SAFE", confirmed)


def _rule(channel: str, answer: str, confirmed: date) -> SafeRule:
    expires = confirmed + timedelta(days=90)
    return SafeRule(channel, answer, confirmed=confirmed, expires=expires)
