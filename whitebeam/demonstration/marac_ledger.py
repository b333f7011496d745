"""The ledger of invented cases: each shared fact has its line, with those that received it."""

from collections.abc import Iterable
from datetime import datetime

from whitebeam.accounts.models import User
from whitebeam.demonstration.marac_rows import Desk, MaracRows
from whitebeam.demonstration.rules import marac_phrases as said
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.marac import models
from whitebeam.marac.models import Attendance, Disclosure, Entry, ResearchItem
from whitebeam.marac.rules.sharing_words import SAID_NECESSITY, SAID_PROPORTIONALITY
from whitebeam.marac.services.ledger import usual_basis
from whitebeam.partners.models import Agency


def working(desk: Desk) -> list[Agency]:
    """Return the agencies that read the papers of this panel's cases."""
    panel = desk.panel
    found = [one.agency for one in desk.members]
    found += [one for one in (panel.coordinated_by, panel.chaired_by, panel.advocated_by) if one]
    return list({agency.pk: agency for agency in found}.values())


def say(
    rows: MaracRows, desk: Desk, item: models.AgendaItem, agency: Agency, kind: str, words: str,
    dice: Dice, *, at: datetime,
) -> None:  # fmt: skip
    """Let somebody of an agency say something, heard by the agencies that are in the meeting."""
    by = desk.reps.get(agency.pk, desk.coordinator)
    entry = rows.add(
        Entry, dice, item=item, case=item.case, meeting=item.meeting, kind=kind, text=words,
        by=by, agency=agency, at=at, once_key=dice.key(),
    )  # fmt: skip
    if kind == Entry.Kind.DECISION:
        return
    there = {
        row.agency_id
        for row in rows.rows[Attendance]
        if isinstance(row, Attendance)
        and row.meeting_id == item.meeting_id
        and row.joined_at is not None
        and row.joined_at <= at
    }
    there |= {desk.panel.coordinated_by_id, desk.panel.chaired_by_id}
    heard = [one for one in working(desk) if one.pk in there]
    words_of = {"necessity": SAID_NECESSITY, "proportionality": SAID_PROPORTIONALITY}
    line(rows, desk, entry, heard, dice, by=by, at=at, **words_of)


def share(
    rows: MaracRows, desk: Desk, item: ResearchItem, dice: Dice, *, by: User, at: datetime
) -> None:
    """Let every agency that reads the papers receive what one has answered."""
    words_of = {"necessity": said.NECESSITY, "proportionality": said.PROPORTIONATE}
    line(rows, desk, item, working(desk), dice, by=by, at=at, **words_of)


def line(
    rows: MaracRows, desk: Desk, fact: Entry | ResearchItem, receivers: Iterable[Agency],
    dice: Dice, *, by: User, at: datetime, necessity: str, proportionality: str,
) -> None:  # fmt: skip
    """Add the line of a fact, under the agreement of the panel."""
    agreement = desk.members[0].agreement_id
    made = rows.add(
        Disclosure, dice, case=fact.case, about_label=fact._meta.label, about_id=fact.pk,
        controller=fact.agency, agreement_id=agreement, basis=usual_basis(fact.agency),
        necessity=necessity, proportionality=proportionality, decided_by=by, decided_at=at,
    )  # fmt: skip
    for agency in receivers:
        if agency.pk != fact.agency.pk:
            rows.add(
                models.Recipient, dice, disclosure=made, case=fact.case, agency=agency,
                agreement_id=agreement, at=at,
            )  # fmt: skip
