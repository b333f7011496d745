"""Where she lives in terms of the panel's area, as screening reads it, and what follows."""

from dataclasses import dataclass

from whitebeam.marac.models import Case, Panel

Lives = Case.Lives
TITLES = {
    Lives.NO: "She does not live in the area of this MARAC",
    Lives.JUST_MOVED: "She has just moved",
    Lives.NOT_KNOWN: "It is not known whether she lives in the area of this MARAC",
}
WHAT_TO_DO = {
    Lives.NO: "The MARAC of the place where she lives hears the case.",
    Lives.JUST_MOVED: "Ask where she lives now: the MARAC there hears the case.",
    Lives.NOT_KNOWN: "Ask the referrer before you accept the case, if it can wait.",
}


@dataclass(frozen=True, slots=True)
class Residence:
    """What stands before a case is accepted of somebody who may not live here."""

    title: str
    text: str
    # Of the panel where she lives, or of whichever the coordinator names.
    send_text: str

    @classmethod
    def of(cls, case: Case, there: Panel | None) -> "Residence | None":
        """Return it for a case; nothing where she lives here. `there` sits where she lives."""
        lives = Lives(case.lives_here)
        if lives == Lives.YES:
            return None
        named = case.home_area.name if case.home_area else ""
        where = " ".join(filter(None, (f"She lives in {named}." if named else "", _told(case))))
        may_send = lives != Lives.NOT_KNOWN
        to = f"Send it to {there.name}" if there else "Send it to another MARAC"
        return cls(
            TITLES[lives],
            " ".join(filter(None, (where, WHAT_TO_DO[lives]))),
            to if may_send else "",
        )


def _told(case: Case) -> str:
    return f"The referrer wrote: {case.residence}." if case.residence else ""
