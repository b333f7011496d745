"""Where an answer of a draft comes from, when it was filled in rather than typed.

A source stands only while the answer is what was filled in: once it is changed it is the writer's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from whitebeam.referrals.rules.answers import is_empty

# Beside the answers of a draft: by question, the words of its source and what was filled in.
SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Source:
    """Who told us, and when."""

    words: str
    told_on: date

    def line(self) -> str:
        """Return it in a line, asking for confirmation."""
        on = self.told_on
        return f"From: {self.words}, {on.day} {on:%B %Y}. Change it if it is no longer right."


def with_sources(
    held: Mapping[str, object], filled: Mapping[str, object], sources: Mapping[str, Source]
) -> dict[str, object]:
    """Return the sources of a draft with those of what is filled in now."""
    before = held.get(SOURCES)
    found = dict(before) if isinstance(before, Mapping) else {}
    return found | {
        code: {"line": source.line(), "answer": filled[code]} for code, source in sources.items()
    }


def source_of(code: str, answers: Mapping[str, object]) -> str:
    """Return where the answer to a question comes from, or nothing once somebody changed it."""
    held = answers.get(SOURCES)
    one = held.get(code) if isinstance(held, Mapping) else None
    if not isinstance(one, Mapping) or _said(one.get("answer")) != _said(answers.get(code)):
        return ""
    return str(one.get("line", ""))


def _said(answer: object) -> object:
    """Return an answer without the boxes that were left empty: a page sends those too."""
    if isinstance(answer, Mapping):
        return {name: _said(one) for name, one in answer.items() if not is_empty(one)}
    if isinstance(answer, list | tuple):
        return [_said(one) for one in answer if not is_empty(one)]
    return answer
