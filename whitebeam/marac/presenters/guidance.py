"""What each role does at a meeting, and one sentence for each step."""

from whitebeam.marac.models import Attendance, Meeting

Role, State = Attendance.Role, Meeting.State

STEPS = {
    State.PLANNED: "The list is still open. Research comes next.",
    State.CIRCULATED: "The list is out. Read the papers and say now if you know anybody in a case.",
    State.RUNNING: "The meeting is running. Cases open one at a time.",
    State.ENDED: "The meeting has ended. The chair signs the minutes of each case.",
    State.SIGNED: "The minutes are signed. Each agency has its own copy.",
    State.CANCELLED: "This meeting was cancelled.",
}
WATCHES = "Do not contact the person harmed about this meeting unless you speak for her."
REPRESENTATIVE = (
    "Read the papers of your agency's cases before the meeting.",
    "Say if you know anybody in a case. You will not see that case any more.",
    "Bring what is new: facts first, then what you make of them.",
    "Offer actions for your own agency, with a name and a day.",
    "Leave when your cases are done. Cases with children come first.",
    WATCHES,
)
CHECKLISTS: dict[str, tuple[str, ...]] = {
    Role.CHAIR: (
        "Ask everybody to accept the confidentiality statement, late joiners too.",
        "Ask about conflicts before the first case.",
        "For each case: facts, what is new, the risk, what will be done, by whom and when.",
        "Keep a case to its time. The screen tells you when it is over.",
        "Write the summary and sign the minutes of each case.",
    ),
    Role.COORDINATOR: (
        "See who has come, who sent apologies, and whether their information was sent.",
        "Begin the meeting, and open each case when the chair calls it.",
        "Write down what is decided. Everybody else can write too.",
        "Note a conflict for whoever names one. The case closes to them at once.",
        "When the chair has signed, send the minutes out.",
    ),
    Role.REPRESENTATIVE: REPRESENTATIVE,
    Role.DEPUTY: REPRESENTATIVE,
    Role.IDVA: (
        "Bring what she wants, in her own words where you have them.",
        "Say what would make things worse for her.",
        "Ask who will tell her what was decided, and when it is safe to.",
        "Tell her what was decided, and record it with the case.",
    ),
    Role.REFERRER: (
        "Bring what you know of this case, and what she wants.",
        "You see the case that you referred, and no other.",
        WATCHES,
    ),
    Role.OBSERVER: ("You listen, and write nothing down outside this screen.",),
}


def step(state: str) -> str:
    """Return the one sentence for where a meeting stands."""
    return STEPS[State(state)]


def checklist(role: str) -> tuple[str, ...]:
    """Return what somebody in this role does at a meeting."""
    return CHECKLISTS.get(role, ())
