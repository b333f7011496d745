"""What lies on a desk beside referrals: advice that was asked and given, naming nobody."""

from dataclasses import dataclass

from .values import Source


@dataclass(frozen=True, slots=True)
class Advice:
    """A question of a worker elsewhere and what was advised, by the codes of the advice form."""

    topic: str
    asked_by: Source
    question: str
    advice: str
    outcome: str
    hours_ago: int


ADVICE = (
    Advice(
        "WHICH_SERVICE",
        Source.HOUSING,
        "A tenant has asked for a change of locks and gave no reason. Whom could we offer?",
        "Ask alone, on a day that suits. Offer the helpline and a safer home together.",
        "SIGNPOSTED",
        30,
    ),
    Advice(
        "CONFLICT_OR_ABUSE",
        Source.CHILDREN,
        "Both parents describe arguments. How do we tell conflict from control?",
        "Ask who decides, who is afraid, and what happens after a no. Look for one direction.",
        "ANSWERED",
        52,
    ),
    Advice(
        "CHILD_TO_PARENT",
        Source.SCHOOL,
        "A parent says that an older child frightens everyone at home. Is this for you?",
        "Yes. Ask how the parent can be reached safely, then refer; do not call the home.",
        "REFERRAL",
        5,
    ),
)
