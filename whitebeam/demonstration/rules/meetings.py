"""What is said at the invented meetings. Pure values; nothing here happened."""

from dataclasses import dataclass

OFFICES = {
    "COUNCILS": "Head of community safety",
    "VICTIMS": "Voice of victims",
    "CHILDREN_OF_VICTIMS": "Voice of children",
    "CHARITIES": "Chief officer of a charity",
    "HEALTH": "Designated nurse",
    "AUTHORITY": "Director of the authority",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One item of an agenda: what it is for, its paper, and what was said and decided."""

    title: str
    purpose: str
    paper: str = ""
    minutes: str = ""
    decision: str = ""
    is_public: bool = False


HELD: tuple[tuple[Told, ...], ...] = (
    (
        Told(
            "Waits for a first appointment",
            "DISCUSSION",
            "Waits grew in two districts since the spring.\n\nThe paper asks for a shared list.",
            "The group heard why waits have grown and asked for figures by district.",
            is_public=True,
        ),
        Told(
            "A bid for further funds",
            "DECISION",
            "The fund closes at the end of the quarter.\n\nThree services would take part.",
            "The draft was read. Costs were questioned and cleared.",
            "To bid for the fund, led by the partnership team",
        ),
    ),
    (
        Told(
            "Figures by district",
            "INFORMATION",
            "Each district gave its waits in the same way for the first time.",
            "The group thanked those who gathered the figures.",
            is_public=True,
        ),
        Told(
            "Moves between refuges",
            "DECISION",
            "Moves take too long where two areas are involved.",
            "Delays at the boundary were described with two examples.",
            "To agree one form for moves with the neighbouring area",
        ),
    ),
)
COMING: tuple[Told, ...] = (
    Told("Delivery plan: what is late", "DISCUSSION", "Two projects have not reported."),
    Told("Seats that stand empty", "DECISION", "One seat has been empty since the last meeting."),
)
# What came of a decision of the earlier meeting; that of the later one is not known yet.
CAME_OF_IT = "The fund granted the bid, and three services have begun."
INTEREST = "Works for a service that would take part in the bid"


@dataclass(frozen=True, slots=True)
class Watched:
    """A risk that a group watches, how likely and how grave from 1 to 5, and how it is answered."""

    text: str
    likelihood: int
    impact: int
    answer: str
    review_in: int
    result: str = ""


RISKS: tuple[Watched, ...] = (
    Watched(
        "Money for safe accommodation ends before the next award is known",
        4,
        4,
        "Ask the department for a date, and plan for three months without it",
        40,
    ),
    Watched(
        "Nobody with lived experience sits on the board",
        3,
        4,
        "Ask the survivor groups how a seat would be safe to take",
        -12,
    ),
    Watched(
        "Two districts count their waits in another way",
        3,
        2,
        "Agree one definition",
        0,
        "Both count as the others do since the summer",
    ),
)
# The way of one paper: in how many days it is wanted here, and in how many by the group above.
YEARLY_PAPER, WANTED_HERE, WANTED_ABOVE = "The yearly paper on the strategy", 21, 49
