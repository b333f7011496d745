"""Invented figures: plausible, steady but for two that move, the same for the same seed."""

from .dice import Dice

# About how many in a quarter over the whole partnership, and which share of the whole.
LEVELS = {
    "DA-RECORDED": 8_400,
    "DA-CRIMES-BY-TYPE": 6_300,
    "MARAC-CASES": 620,
    "IDVA-REFERRALS": 700,
    "COMMUNITY-REFERRALS": 900,
    "REFUGE-TURNED-AWAY": 160,
    "PROTECTIVE-ORDERS": 420,
    "DANS-TO-HEALTH-VISITORS": 380,
    "HOSPITAL-ADVISER-REFERRALS": 240,
    "SERIAL-PERPETRATORS": 310,
    "RECIPROCAL-MOVES": 26,
    "WEB-REACH": 5_000,
    "CAMPAIGN-INTERACTIONS": 4_100,
    "CHAMPIONS": 300,
    "SURVIVOR-VOICE": 9,
    "SAFE-ACCOMMODATION": 2_100,
    "PREVALENCE-ESTIMATE": 77_000,
    "TIME-TO-CONTACT": 4,
}
WHOLES = {
    "DA-SHARE-OF-CRIME": (34_000, 0.19),
    "REPEAT-VICTIMS": (5_200, 0.27),
    "ARREST-RATE": (6_300, 0.43),
    "CHARGE-RATE": (6_000, 0.09),
    "VICTIM-WITHDRAWAL": (6_000, 0.48),
    "CLARES-LAW-28-DAYS": (390, 0.71),
    "MARAC-REPEATS": (620, 0.33),
    "MARAC-ACTIONS-ON-TIME": (1_450, 0.74),
    "ENCOMPASS-ON-TIME": (3_600, 0.68),
    "HOMELESS-DA": (2_300, 0.14),
    "REFUGE-OCCUPANCY": (9_000, 0.88),
    "SANCTUARY-72H": (150, 0.66),
    "TREATMENT-WITH-DA": (4_800, 0.12),
    "REFUGE-MENTAL-HEALTH": (130, 0.45),
    "CHILDREN-DA-FACTOR": (16_000, 0.34),
    "ADULT-SAFEGUARDING": (9_000, 0.07),
    "SUICIDES-WITH-DA": (126, 0.33),
}
USUAL_WHOLE = (180, 0.7)
# What moves: how much higher than usual in the last quarters.
MOVED = {"ENCOMPASS-ON-TIME": (0, 0, 0, 0, 0, 0.02, 0.17, 0.18), "DA-RECORDED": (0,) * 8}
RESIDENTS = 1_520_000
# Of whom a rate is, where it is not of all residents of 16 and over.
OF_WHOM = {"MARAC-CASES": 780_000}


def shared_out(total: int, many: int, dice: Dice) -> list[int]:
    """Return a total shared out among so many places, some larger than others."""
    if many == 0:
        return []
    weights = [0.5 + dice.roll() for _ in range(many)]
    shares = [int(total * weight / sum(weights)) for weight in weights]
    shares[0] += total - sum(shares)
    return shares


def steady(level: float, dice: Dice) -> int:
    """Return about this many, as one quarter differs from the next."""
    return max(0, round(level * (0.95 + 0.10 * dice.roll())))


def part_of(whole: int, share: float, dice: Dice) -> int:
    """Return how many of a whole, about this share of it."""
    return min(whole, max(0, round(whole * (share + 0.03 * (dice.roll() - 0.5)))))


def moved(code: str, quarter: int) -> float:
    """Return how much an indicator has moved by this quarter of eight."""
    return MOVED.get(code, (0.0,) * 8)[quarter]


def level_of(code: str, owners: int) -> float:
    """Return about how many one of so many owners gives of a count."""
    return LEVELS.get(code, 120) / owners


def residents_of(code: str) -> int:
    """Return how many live in the whole partnership of those whom a rate is of."""
    return OF_WHOM.get(code, RESIDENTS)


def whole_of(code: str, owners: int) -> tuple[float, float]:
    """Return about how large the whole of one owner is, and which share of it is counted."""
    whole, share = WHOLES.get(code, USUAL_WHOLE)
    return whole / owners, share
