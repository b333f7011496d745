"""The ledger of invented cases: each shared fact has its line, with those that received it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from whitebeam.accounts.models import User
from whitebeam.demonstration.marac_rows import Desk, MaracRows
from whitebeam.demonstration.rules import marac_phrases as said
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.marac import models
from whitebeam.marac.models import (
    Attendance,
    Case,
    Disclosure,
    Entry,
    Minutes,
    MinutesFact,
    ResearchItem,
)
from whitebeam.marac.queries.copies import PLACES
from whitebeam.marac.rules import minuting
from whitebeam.marac.rules.sharing_words import (
    SAID_NECESSITY,
    SAID_PROPORTIONALITY,
    SUMMARY_FOR,
)
from whitebeam.marac.services import ledger_of_referral
from whitebeam.marac.services.ledger import usual_basis
from whitebeam.partners.models import Agency

SAID = {"necessity": SAID_NECESSITY, "proportionality": SAID_PROPORTIONALITY}
SUMMED_UP = {"necessity": SAID_NECESSITY, "proportionality": SUMMARY_FOR}
SHARED = {"necessity": said.NECESSITY, "proportionality": said.PROPORTIONATE}


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
    line(rows, desk, entry, agency, heard(rows, desk, item, at=at), dice, by=by, at=at, **SAID)


def heard(rows: MaracRows, desk: Desk, item: models.AgendaItem, *, at: datetime) -> list[Agency]:
    """Return the agencies in a meeting at this moment, with those that keep its minutes."""
    there = {
        row.agency_id
        for row in rows.rows[Attendance]
        if isinstance(row, Attendance)
        and row.meeting_id == item.meeting_id
        and row.joined_at is not None
        and row.joined_at <= at
    }
    there |= {desk.panel.coordinated_by_id, desk.panel.chaired_by_id}
    return [one for one in working(desk) if one.pk in there]


def account(rows: MaracRows, desk: Desk, case: Case, dice: Dice) -> None:
    """Add the first line of a case: the referrer's account, which its coordinator receives."""
    made = rows.add(
        Disclosure, dice, case=case, about_label=Case._meta.label, about_id=case.pk,
        controller=case.referring_agency, basis=ledger_of_referral.basis_of(case),
        necessity=str(case.without_consent_why or ledger_of_referral.NECESSITY),
        proportionality=ledger_of_referral.PROPORTIONATE, decided_by_id=case.referred_by_id,
        decided_at=case.referred_at,
    )  # fmt: skip
    rows.add(
        models.Recipient, dice, disclosure=made, case=case, agency=desk.panel.coordinated_by,
        at=case.referred_at,
    )  # fmt: skip


def share(
    rows: MaracRows, desk: Desk, item: ResearchItem, dice: Dice, *, by: User, at: datetime
) -> None:
    """Let every agency that reads the papers receive what one has answered."""
    line(rows, desk, item, item.agency, working(desk), dice, by=by, at=at, **SHARED)


def line(
    rows: MaracRows, desk: Desk, fact: Entry | ResearchItem | Minutes | models.ProcessLink,
    controller: Agency,
    receivers: Iterable[Agency], dice: Dice, *, by: User, at: datetime, necessity: str,
    proportionality: str,
) -> Disclosure:  # fmt: skip
    """Add the line of a fact, under the agreement of the panel."""
    agreement = desk.members[0].agreement_id
    made: Disclosure = rows.add(
        Disclosure, dice, case=fact.case, about_label=fact._meta.label, about_id=fact.pk,
        controller=controller, agreement_id=agreement, basis=usual_basis(controller),
        necessity=necessity, proportionality=proportionality, decided_by=by, decided_at=at,
    )  # fmt: skip
    for agency in receivers:
        if agency.pk != controller.pk:
            rows.add(
                models.Recipient, dice, disclosure=made, case=fact.case, agency=agency,
                agreement_id=agreement, at=at,
            )  # fmt: skip
    return made


def told(
    rows: MaracRows, case: Case, kind: type[Entry] | type[ResearchItem]
) -> Iterator[minuting.Line]:
    """Yield what was said or shared of a case as its minutes hold it."""
    lines = {one.about_id: one.pk for one in rows.of_case(Disclosure, case)}
    for one in rows.of_case(kind, case):
        place = one.kind if kind is Entry else PLACES[ResearchItem.Topic(one.topic)]
        is_opinion = kind is ResearchItem and one.kind == ResearchItem.Kind.OPINION
        yield minuting.Line(
            place, one.agency.name, str(one.text), is_opinion=is_opinion, fact=str(one.pk),
            agency_id=str(one.agency.pk), line=str(lines.get(one.pk, "")),
        )  # fmt: skip


def of_account(rows: MaracRows, case: Case, texts: Iterable[str]) -> Iterator[minuting.Line]:
    """Yield what the referrer's account says of risk, under the account's own line."""
    lines = {one.about_id: one.pk for one in rows.of_case(Disclosure, case)}
    agency = case.referring_agency
    for text in texts:
        yield minuting.Line(
            "RISK", agency.name, text, fact=str(case.pk), agency_id=str(agency.pk),
            line=str(lines.get(case.pk, "")),
        )  # fmt: skip


def keep_facts(
    rows: MaracRows, desk: Desk, signed: Minutes, item: models.AgendaItem, whole: minuting.Whole,
    dice: Dice,
) -> None:  # fmt: skip
    """Add the facts of signed minutes, and their summary with its line."""
    at, chaired_by = item.closed_at or signed.signed_at, desk.panel.chaired_by
    there = heard(rows, desk, item, at=at)
    line_of = line(rows, desk, signed, chaired_by, there, dice, by=desk.chair,
                   at=signed.signed_at, **SUMMED_UP)  # fmt: skip
    rows.add(
        MinutesFact, dice, minutes=signed, case=item.case, agency=chaired_by, line=line_of,
        place=MinutesFact.SUMMARY, position=0, text=whole.summary,
    )  # fmt: skip
    for number, one in enumerate(minuting.facts(whole), start=1):
        rows.add(
            MinutesFact, dice, minutes=signed, case=item.case, agency_id=UUID(one.agency_id),
            line_id=UUID(one.line) if one.line else None, place=one.kind, position=number,
            is_opinion=one.is_opinion, text=one.text,
        )  # fmt: skip
