"""Other processes at work beside invented cases: that they are, and whom to ask there."""

from datetime import datetime, timedelta

from whitebeam.accounts.models import User
from whitebeam.demonstration.marac_ledger import SHARED, line, working
from whitebeam.demonstration.marac_rows import Desk, MaracRows
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.marac.models import Case, CasePerson, ProcessLink
from whitebeam.partners.models import Agency

LIKELY = 0.12
# What each kind of agency leads: the process, whom it concerns, the role that leads it there.
LED = {
    Agency.Kind.POLICE: ("MAPPA", "PERPETRATOR", "MAPPA coordinator"),
    Agency.Kind.PROBATION: ("MAPPA", "PERPETRATOR", "MAPPA coordinator"),
    Agency.Kind.CHILDRENS_SERVICES: ("CHILD_PROTECTION", "CHILD", "Child protection chair"),
    Agency.Kind.ADULT_SERVICES: ("ADULT_PROTECTION", "VICTIM", "Safeguarding adults lead"),
}


def name_process(
    rows: MaracRows, desk: Desk, case: Case, agency: Agency, *, by: User, at: datetime
) -> None:
    """Let an agency that has answered say that a process which it leads is at work."""
    # Chance of its own, so that nothing else of the invented world depends on it.
    dice = Dice(desk.number, f"process:{case.reference}:{agency.pk}")
    kind, part, lead = LED.get(Agency.Kind(agency.kind), ("", "", ""))
    about = next((one for one in rows.of_case(CasePerson, case) if one.part == part), None)
    if about is None or not dice.chance(LIKELY):
        return
    made = rows.add(
        ProcessLink, dice, case=case, about=about, kind=kind, agency=agency, said_for=agency,
        lead=lead, contact=f"01632 960{dice.number(100, 999)}", by=by, at=at, confirmed_at=at,
        confirmed_by=by, since_on=(at - timedelta(days=dice.number(20, 300))).date(),
        once_key=dice.key(),
    )  # fmt: skip
    line(rows, desk, made, agency, working(desk), dice, by=by, at=at, **SHARED)
