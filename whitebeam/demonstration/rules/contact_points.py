"""Telephones for drama, e-mail at example.org, and the rules of safe contact."""

from datetime import date, timedelta

from .dice import Bag, Dice
from .spelling import plain
from .values import Contact, SafeRule

_TIMES = (
    "Weekdays 09:30 to 14:30, while the children are at school",
    "Tuesdays and Thursdays after 11:00",
    "Weekdays 10:00 to 12:00",
    "Mondays, Wednesdays and Fridays 13:00 to 15:00",
    "Lunch hour at work, 12:30 to 13:15",
    "Weekday evenings after 19:00, when alone in the house",
    "Any time on weekdays",
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


def safe_rules(*, today: date, is_working: bool, dice: Dice) -> tuple[SafeRule, ...]:
    """Give the safe-contact rules of a person; none at all means *not known: do not contact*."""
    state = dice.draw(SAFE)
    if state == "NOT_KNOWN":
        return ()
    if state == "NO":
        rules = [
            SafeRule("PHONE", "NO", seen_by=dice.pick(_SEEN_BY), confirmed=_lately(today, dice))
        ]
        rules.append(_through_someone(is_working=is_working, today=today, dice=dice))
        return tuple(rules)
    confirmed = _lately(today, dice)
    if state == "EXPIRED":
        confirmed = today - timedelta(days=dice.number(95, 320))
    rules = [_by_phone(confirmed, dice)]
    if dice.chance(0.35):
        permitted = "YES" if dice.chance(0.4) else "NO"
        rules.append(_plain_rule("TEXT", permitted, confirmed, "Neutral words; no service name."))
    if dice.chance(0.3):
        rules.append(_plain_rule("EMAIL", "NO", confirmed, ""))
    if dice.chance(0.25):
        rules.append(_plain_rule("POST", "NO", confirmed, ""))
    return tuple(rules)


def _by_phone(confirmed: date, dice: Dice) -> SafeRule:
    return SafeRule(
        channel="PHONE",
        permitted="YES",
        times=dice.pick(_TIMES),
        wording=dice.pick(_WORDING) if dice.chance(0.6) else "",
        seen_by=dice.pick(_SEEN_BY),
        safe_word=dice.pick(_SAFE_WORDS) if dice.chance(0.3) else "",
        is_withheld=dice.chance(0.55),
        confirmed=confirmed,
        expires=confirmed + timedelta(days=90),
    )


def _plain_rule(channel: str, permitted: str, confirmed: date, wording: str) -> SafeRule:
    return SafeRule(
        channel,
        permitted,
        wording=wording,
        confirmed=confirmed,
        expires=confirmed + timedelta(days=90),
    )


def _through_someone(*, is_working: bool, today: date, dice: Dice) -> SafeRule:
    place = (
        "at work, through the front desk" if is_working else "in person, at a health appointment"
    )
    if dice.chance(0.5):
        place = "in person, at school drop-off"
    confirmed = _lately(today, dice)
    return SafeRule(
        "IN_PERSON",
        "YES",
        times=f"Only {place}",
        confirmed=confirmed,
        expires=confirmed + timedelta(days=90),
    )


def _lately(today: date, dice: Dice) -> date:
    return today - timedelta(days=dice.number(1, 80))
