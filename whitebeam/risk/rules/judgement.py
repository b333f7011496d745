"""Professional judgement: it needs a reason, it raises, it never lowers."""

from dataclasses import dataclass

from whitebeam.risk.rules.scoring import Level


class NotJudged(Exception):
    """A judgement that cannot stand. Its text is a sentence for the worker."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The level the worker sees, and why. Without one the answers speak, if they have bands."""

    level: Level | None = None
    reason: str = ""


def level_of(*, band: Level | None, judgement: Judgement) -> Level:
    """Return the level after judgement. Without a band nothing but judgement tells it.

    :raises NotJudged: if it would lower the level, gives no reason, or is all there is and is not
        there
    """
    if judgement.level is None:
        if band is None:
            raise NotJudged("Say which level of risk you judge it to be, and why")
        return band
    if band is not None and judgement.level.rank < band.rank:
        raise NotJudged("Judgement can raise the level of risk, never lower it")
    if not judgement.reason.strip():
        raise NotJudged("Enter the reason for your judgement")
    return judgement.level


def raises(*, band: Level | None, judgement: Judgement) -> bool:
    """Say whether judgement alone makes this high."""
    return judgement.level is Level.HIGH and band is not Level.HIGH
