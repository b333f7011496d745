"""Professional judgement: it needs a reason, it raises, it never lowers."""

from dataclasses import dataclass

from whitebeam.risk.rules.scoring import Level


class NotJudged(Exception):
    """A judgement that cannot stand. Its text is a sentence for the worker."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The level the worker sees, and why. Without a level the answers speak for themselves."""

    level: Level | None = None
    reason: str = ""


def level_of(*, band: Level, judgement: Judgement) -> Level:
    """Return the level after judgement.

    :raises NotJudged: if it would lower the level, or gives no reason
    """
    if judgement.level is None:
        return band
    if judgement.level.rank < band.rank:
        raise NotJudged("Judgement can raise the level of risk, never lower it")
    if not judgement.reason.strip():
        raise NotJudged("Enter the reason for your judgement")
    return judgement.level


def raises(*, band: Level, judgement: Judgement) -> bool:
    """Say whether judgement alone makes this high."""
    return judgement.level is Level.HIGH and band is not Level.HIGH
