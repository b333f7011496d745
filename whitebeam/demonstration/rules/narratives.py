"""Short accounts of what happened, put together from plain sentences."""

from .dice import Dice
from .phrases import CLOSINGS, OPENINGS, OWN_WORDS, WHAT

_SHE = {"they": "she", "them": "her", "their": "her", "themself": "herself"}
_HE = {"they": "he", "them": "him", "their": "his", "themself": "himself"}
_THE = {
    "PARTNER": ("partner", "partner"),
    "EX_PARTNER": ("former partner", "former partner"),
    "PARENT": ("father", "mother"),
    "CHILD": ("son", "daughter"),
    "OTHER_FAMILY": ("uncle", "aunt"),
    "CARER": ("carer", "carer"),
    "SIBLING": ("brother", "sister"),
}


def narrative(
    *, source: str, abuse: tuple[str, ...], relation: str, victim: str, harmer: str, dice: Dice
) -> str:
    """Tell in three to six sentences what was said or seen."""
    words = _pronouns(relation, victim, harmer)
    lines = [dice.pick(OPENINGS[source])]
    lines.extend(dice.pick(WHAT[kind]) for kind in abuse[:3])
    if dice.chance(0.75):
        lines.append(dice.pick(CLOSINGS))
    return " ".join(line.format_map(words) for line in lines)


def own_words(dice: Dice) -> str:
    """Give what she said herself, or nothing when it was not asked."""
    return dice.pick(OWN_WORDS) if dice.chance(0.6) else ""


def _pronouns(relation: str, victim: str, harmer: str) -> dict[str, str]:
    mine = _HE if victim == "M" else _SHE
    man, woman = _THE[relation]
    other = woman if harmer == "F" else man
    return {
        **mine,
        "They": mine["they"].capitalize(),
        "other": f"{mine['their']} {other}",
        "Other": f"{mine['their'].capitalize()} {other}",
        "other_their": "her" if harmer == "F" else "his",
    }
