"""Equality answers as one sealed text: kept apart from casework, and never asked twice."""

import json

from .values import Person


def answers_of(person: Person) -> str:
    """Return the answers as JSON, or nothing when none was given."""
    given = {
        "ethnicity": person.equality.ethnicity,
        "religion": person.equality.religion,
        "sexual_orientation": person.equality.orientation,
        "disability": person.equality.disability,
        "gender": person.equality.gender,
    }
    answered = {question: answer for question, answer in given.items() if answer}
    return json.dumps(answered) if answered else ""
