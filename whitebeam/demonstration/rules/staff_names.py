"""Invented colleagues: a name and an address at an example domain for each post of an agency."""

from dataclasses import dataclass

from .dice import Dice
from .names import family_name, given_name, heritage_of
from .spelling import plain


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works at an agency."""

    name: str
    email: str


def colleague(agency: str, post: int) -> Colleague:
    """Invent who holds this post at the agency of that code."""
    dice = Dice(0, f"colleague:{agency}:{post}")
    heritage = heritage_of(dice)
    given = given_name(heritage, dice.pick("FFM"), dice.number(1962, 2001), dice)
    family = family_name(heritage, dice)
    local = f"{plain(given)}.{plain(family)}".lower().replace("'", "").replace("ə", "e")
    return Colleague(f"{given} {family}", f"{local}{post}@{agency}.example.org")
