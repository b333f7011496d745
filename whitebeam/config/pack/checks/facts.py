"""Single entries that contradict themselves or what lies beside them."""

from collections.abc import Iterator
from hashlib import sha256

from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import Problem
from whitebeam.config.pack.schema.directory import Eligibility
from whitebeam.config.pack.schema.work import Conditions

REFERRER_STATES = (
    "in_triage",
    "returned",
    "accepted",
    "declined",
    "transfer_sent",
    "transferred",
    "recalled",
    "closed",
)


def check(pack: Pack) -> Iterator[Problem]:
    """Find impossible dates and ages, unproved helplines, changed documents, missing texts."""
    yield from _agreements(pack)
    yield from _helplines(pack)
    yield from _ages(pack)
    yield from _texts(pack)


def _agreements(pack: Pack) -> Iterator[Problem]:
    for index, agreement in enumerate(pack.agreements):
        if not agreement.starts_on <= agreement.review_on <= agreement.ends_on:
            file, line = pack.where("agreements", index, "review")
            yield Problem(file, line, "'from', 'review' and 'until' must follow in this order.")
        document = pack.folder / agreement.document
        if not document.is_file():
            file, line = pack.where("agreements", index, "document")
            yield Problem(file, line, f"There is no file '{agreement.document}' in the pack.")
        elif sha256(document.read_bytes()).hexdigest() != agreement.sha256:
            file, line = pack.where("agreements", index, "sha256")
            sentence = f"'{agreement.document}' has changed since this was written. "
            yield Problem(file, line, sentence + "Check it, then write its SHA-256 here.")
        yield from _parties(pack, index)


def _parties(pack: Pack, index: int) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, party in enumerate(pack.agreements[index].parties):
        file, line = pack.where("agreements", index, "parties", number)
        if party.agency in seen:
            yield Problem(file, line, f"'{party.agency}' is named twice. Name each party once.")
        if not party.gives and not party.receives:
            yield Problem(file, line, f"'{party.agency}' neither gives nor receives. Take it out.")
        seen.add(party.agency)


def _helplines(pack: Pack) -> Iterator[Problem]:
    for index, helpline in enumerate(pack.helplines):
        if not helpline.confirmed:
            continue
        file, line = pack.where("helplines", index, "confirmed")
        if len(set(helpline.places)) < 2:
            yield Problem(file, line, "A confirmed number needs two places that agree on it.")
        if helpline.checked is None:
            yield Problem(file, line, "A confirmed number needs 'checked': the day it was checked.")


def _ages(pack: Pack) -> Iterator[Problem]:
    limits: list[tuple[str, int, Conditions | Eligibility]] = [
        *(("routing", index, one.when) for index, one in enumerate(pack.routing)),
        *(("services", index, one.eligibility) for index, one in enumerate(pack.services)),
    ]
    for section, index, limit in limits:
        least, most = limit.age_min, limit.age_max
        if least is not None and most is not None and least > most:
            name = "when" if section == "routing" else "eligibility"
            file, line = pack.where(section, index, name)
            yield Problem(file, line, f"Nobody is at least {least} and at most {most} years old.")


def _texts(pack: Pack) -> Iterator[Problem]:
    written = {text.code for text in pack.texts}
    for state in REFERRER_STATES:
        if f"referrer.{state}" not in written:
            name = f"texts/referrer/{state}.md"
            yield Problem(name, 1, "There is no such text. Say what happens next in this state.")
