"""The shapes of household the inventor knows, and how often each comes."""

from dataclasses import dataclass

from .dice import Bag


@dataclass(frozen=True, slots=True)
class Pattern:
    """Who is harmed, by whom, and who else is there.

    Ages of the person causing harm are counted from the age of the person harmed.
    """

    key: str
    victim: str
    victim_ages: tuple[int, int]
    harmer: str
    harmer_ages: tuple[int, int]
    relation: str
    children: tuple[int, ...]
    abuse: tuple[str, ...]

    @property
    def is_together(self) -> bool:
        return self.relation != "EX_PARTNER"

    @property
    def is_family(self) -> bool:
        return self.relation in {"CHILD", "OTHER_FAMILY", "SIBLING"}


_COMMON = ("PHYSICAL", "EMOTIONAL", "CONTROLLING", "ECONOMIC", "TECHNOLOGY", "SEXUAL", "SPIRITUAL")
_AFTER = ("AFTER_SEPARATION", "STALKING", "TECHNOLOGY", "EMOTIONAL", "ECONOMIC", "PHYSICAL")
_KIN = ("EMOTIONAL", "ECONOMIC", "PHYSICAL", "CONTROLLING")
_HONOUR = ("HONOUR_BASED", "FORCED_MARRIAGE", "CONTROLLING", "EMOTIONAL", "FGM")
_CHILD = ("CHILD_TO_PARENT", "EMOTIONAL", "PHYSICAL", "ECONOMIC")
_KIDS = (0, 0, 1, 1, 2, 2, 2, 3, 4)

PARTED = Pattern("ex_partner", "F", (20, 56), "M", (-3, 9), "EX_PARTNER", _KIDS, _AFTER)

PATTERNS = Bag(
    (
        (Pattern("partner", "F", (20, 56), "M", (-3, 9), "PARTNER", _KIDS, _COMMON), 30),
        (PARTED, 27),
        (Pattern("young", "F", (16, 23), "M", (0, 6), "EX_PARTNER", (0, 0, 0, 1), _AFTER), 5),
        (Pattern("young", "F", (17, 24), "M", (0, 6), "PARTNER", (0, 0, 1), _COMMON), 3),
        (Pattern("older", "F", (60, 88), "M", (-4, 7), "PARTNER", (0,), _COMMON), 5),
        (Pattern("grown_child", "F", (52, 84), "M", (-32, -22), "CHILD", (0,), _KIN), 6),
        (Pattern("man", "M", (21, 71), "F", (-8, 5), "PARTNER", (0, 0, 1, 2), _COMMON), 4),
        (Pattern("man", "M", (21, 66), "F", (-8, 5), "EX_PARTNER", (0, 1, 2), _AFTER), 4),
        (Pattern("women", "F", (19, 55), "F", (-6, 6), "PARTNER", (0, 0, 1), _COMMON), 2),
        (Pattern("men", "M", (18, 58), "M", (-6, 9), "EX_PARTNER", (0,), _AFTER), 2),
        (Pattern("honour", "F", (17, 29), "M", (2, 30), "OTHER_FAMILY", (0,), _HONOUR), 4),
        (Pattern("child_to_parent", "F", (34, 52), "M", (-34, -21), "CHILD", (0, 1, 2), _CHILD), 3),
        (Pattern("cared_for", "F", (45, 86), "M", (-10, 10), "CARER", (0,), _KIN), 3),
        (Pattern("sibling", "M", (19, 60), "M", (-8, 8), "SIBLING", (0,), _KIN), 2),
    )
)
