"""Telling whether the answers of a page changed elsewhere since they were shown."""

import hashlib
import json
from collections.abc import Mapping

from whitebeam.referrals.rules.answers import KNOWN_PERSON, is_empty
from whitebeam.referrals.rules.form_definition import Page

VICTIM_IS_ASKED_BY = "person.known_as"


def codes_of(page: Page) -> frozenset[str]:
    """Return the names under which the answers of a page are kept."""
    codes = {question.code for question in page.questions if question.type != "file"}
    if any(question.maps_to == VICTIM_IS_ASKED_BY for question in page.questions):
        codes.add(KNOWN_PERSON)
    return frozenset(codes)


def answers_of_page(page: Page, *, answers: Mapping[str, object]) -> dict[str, object]:
    """Return the answers of a page that say something."""
    codes = codes_of(page)
    return {c: answer for c, answer in answers.items() if c in codes and not is_empty(answer)}


def digest_of(page: Page, *, answers: Mapping[str, object]) -> str:
    """Return a mark of what a page says; the same answers have the same mark."""
    said = json.dumps(answers_of_page(page, answers=answers), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
