"""Sheets of the strategy: frameworks, strands, commitments and where they led."""

from collections.abc import Iterator
from datetime import date

from whitebeam.config.pack.checks.strategy import KINDS, promises
from whitebeam.config.pack.loading.sheets import Reference, Row, Sheet, Values, always
from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.schema.strategy import Strand
from whitebeam.strategy import models

FRAMEWORK = Reference(models.Framework, ("code",), ("framework__code",))
STRAND = Reference(models.Strand, ("code",), ("strand__code",))
COMMITMENT = Reference(models.Commitment, ("code",), ("commitment__code",))
_KIND = {
    "commitments": models.Commitment.Kind.COMMITMENT,
    "objectives": models.Commitment.Kind.OBJECTIVE,
    "opportunities": models.Commitment.Kind.OPPORTUNITY,
    "addendum": models.Commitment.Kind.ADDENDUM,
}
assert set(_KIND) == {section for section, _ in KINDS}


def sheets(pack: Pack, *, on: date) -> tuple[Sheet, ...]:
    """Return what the tables of frameworks should hold."""
    return (
        _frameworks(pack, on=on),
        _strands(pack, on=on),
        _commitments(pack, on=on),
        _mappings(pack),
        _reviews(pack),
        _criteria(pack),
    )


def _frameworks(pack: Pack, *, on: date) -> Sheet:
    in_order = sorted(pack.frameworks, key=lambda one: one.starts_on or date.min)
    rows = tuple(
        Row(
            {
                "code": one.code,
                "name": one.name,
                "short": one.short,
                "aim": one.aim,
                "strand_word": one.strand_word,
                "commitment_word": one.commitment_word,
                "position": place,
                "starts_on": one.starts_on,
                "ends_on": one.ends_on,
                "source": one.source,
                "ended_on": None,
            }
        )
        for place, one in enumerate(in_order, 1)
    )
    return Sheet("frameworks", models.Framework, ("code",), rows, {}, ends=always(ended_on=on))


def _strands(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": strand.code,
                "framework__code": one.code,
                "number": strand.number,
                "name": strand.name,
                "outcome": strand.outcome,
                "source": strand.source,
                "ended_on": None,
            }
        )
        for one in pack.frameworks
        for strand in one.strands
    )
    references = {"framework__code": FRAMEWORK}
    return Sheet("strands", models.Strand, ("code",), rows, references, ends=always(ended_on=on))


def _commitments(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(values)
        for one in pack.frameworks
        for strand in one.strands
        for values in _promised(strand)
    )
    references = {"strand__code": STRAND}
    return Sheet(
        "commitments", models.Commitment, ("code",), rows, references, ends=always(ended_on=on)
    )


def _promised(strand: Strand) -> Iterator[Values]:
    """Yield the promises with their words, then the numbered places that have none yet."""
    for section, code, promise in promises(strand):
        yield _commitment(
            strand, code, _KIND[section].value, promise.number, promise.words, promise.source
        )
    worded = {promise.number for promise in strand.commitments}
    kind = models.Commitment.Kind.COMMITMENT.value
    for number in range(1, (strand.count or 0) + 1):
        if number not in worded:
            yield _commitment(strand, f"{strand.code}-{number}", kind, number, "", strand.source)


def _commitment(
    strand: Strand, code: str, kind: str, number: int, words: str, source: str
) -> Values:
    return {
        "code": code,
        "strand__code": strand.code,
        "kind": kind,
        "number": number,
        "words": words,
        "source": source,
        "ended_on": None,
    }


def _mappings(pack: Pack) -> Sheet:
    rows = tuple(
        Row({"earlier__code": code, "later__code": later, "note": promise.ended})
        for one in pack.frameworks
        for strand in one.strands
        for _, code, promise in promises(strand)
        if promise.leads_to is not None
        for later in promise.leads_to or (None,)
    )
    references = {
        "earlier__code": Reference(models.Commitment, ("code",), ("earlier__code",)),
        "later__code": Reference(models.Strand, ("code",), ("later__code",)),
    }
    key = ("earlier__code", "later__code")
    return Sheet("where commitments led", models.Mapping, key, rows, references, removed=True)


def _reviews(pack: Pack) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": one.code,
                "framework__code": one.code,
                "due_from": one.review.starts_on,
                "due_until": one.review.ends_on,
                "source": one.review.source,
            }
        )
        for one in pack.frameworks
        if one.review
    )
    return Sheet("reviews", models.Review, ("code",), rows, {"framework__code": FRAMEWORK})


def _criteria(pack: Pack) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": question.code,
                "review__code": one.code,
                "position": place,
                "question": question.question,
                "evidence": question.evidence,
            }
        )
        for one in pack.frameworks
        if one.review
        for place, question in enumerate(one.review.criteria, 1)
    )
    references = {"review__code": Reference(models.Review, ("code",), ("review__code",))}
    return Sheet("questions of reviews", models.Criterion, ("code",), rows, references)
