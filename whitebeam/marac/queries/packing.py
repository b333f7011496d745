"""What of a case may go to another MARAC, put together from what whoever sends it reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.actions.queries.rows import owner_in_words
from whitebeam.marac import policy
from whitebeam.marac.models import (
    Case,
    CaseAction,
    CaseBlock,
    CasePerson,
    Entry,
    Ground,
    Minutes,
    Package,
    PackageItem,
    Panel,
    Transfer,
    TransferNote,
)
from whitebeam.marac.queries import case_actions, cases, processes
from whitebeam.marac.rules.from_assessment import lines_of
from whitebeam.marac.rules.minuting import SECTIONS, Whole, read_whole
from whitebeam.marac.rules.packing import Packed, Sent, person_in_words
from whitebeam.partners.models import Agency
from whitebeam.risk.rules.summary import read_raised, read_summary

Part = PackageItem.Part
ACCOUNT = (
    ("background", "What happened"),
    ("fears", "Whom and what she fears"),
    ("talking", "Whom it is safe to talk to, and whom not"),
    ("heard_before", "Heard before"),
    ("residence", "Where she lives"),
)
TAKEN_OVER = (*(name for name, _ in ACCOUNT), "told", "consent", "without_consent_why")
RISKS = {Entry.Kind.HARM, Entry.Kind.RISK, Entry.Kind.SAFETY}


@dataclass(frozen=True, slots=True)
class Owned:
    """One thing that may go, and the agency whose it is."""

    packed: Packed
    agency: Agency


def everything(reader: User, case: Case) -> list[Owned]:
    """Return all that may go, in the order of the parts."""
    return [
        Owned(_referral(reader, case), case.referring_agency),
        *_risk(reader, case),
        *_research(reader, case),
        *_processes(reader, case),
        *_minutes(reader, case),
        *_actions(reader, case),
    ]


def blocks_arriving(transfer: Transfer) -> list[CaseBlock]:
    """Return who is kept now from the case of a transfer, for whoever may take it on."""
    found = CaseBlock.objects.raw("select * from sec.marac_blocks_arriving(%s)", [transfer.pk])
    return list(found)


def arriving(user: User) -> list[Package]:
    """Return the first package of each case that waits to be taken on, the oldest first."""
    waiting = policy.transfers_arriving_at(user).filter(received_at=None, declined_at=None)
    rows = policy.packages_received_by(user).filter(transfer__in=waiting, number=1)
    return list(rows.select_related("transfer__to_panel").order_by("sent_at"))


def arriving_transfer(user: User, transfer_id: UUID) -> Transfer | None:
    """Return a transfer that waits for one of the user's panels to take it on."""
    waiting = policy.transfers_arriving_at(user).filter(received_at=None, declined_at=None)
    return (
        waiting.filter(pk=transfer_id)
        .select_related("to_panel__coordinated_by", "to_panel__area")
        .first()
    )


def notes_of(transfer: Transfer) -> list[TransferNote]:
    """Return what the two coordinators wrote to each other, the oldest first."""
    return list(transfer.notes.select_related("by", "agency").order_by("at"))


def places_of(reader: User, case: Case) -> list[str]:
    """Return each address, school and place that the case holds of those who live with her."""
    hers = [one for one in cases.people_of(reader, case) if one.part != CasePerson.Part.PERPETRATOR]
    held = [
        str(fact.text)
        for one in hers
        for fact in one.identifiers.all()
        if fact.kind in {"ADDRESS", "SCHOOL"}
    ]
    return held + ([str(case.residence)] if case.residence else [])


def panels_beside(case: Case) -> QuerySet[Panel]:
    """Return our own panels to which a case may go."""
    return Panel.objects.filter(ended_on=None).exclude(pk=case.panel_id).order_by("name")


def packages_of(reader: User, case: Case) -> list[Package]:
    """Return what was sent of a case, the newest first, for whoever coordinates it."""
    sent = policy.packages_sent_by(reader).filter(case=case)
    return list(
        sent.select_related("transfer", "sent_by", "opened_by")
        .prefetch_related("guests__user")
        .order_by("-sent_at")
    )


def package_for(reader: User, package_id: UUID) -> Package | None:
    """Return a package that the reader may open, with what stands over it."""
    seen = policy.packages_seen_by(reader).filter(pk=package_id)
    return seen.select_related("transfer", "sent_by", "opened_by").first()


def sent_to(reader: User) -> list[Package]:
    """Return the packages that were sent to the reader, the newest first."""
    mine = policy.packages_received_by(reader)
    return list(mine.select_related("transfer").order_by("-sent_at"))


def items_of(package: Package) -> list[PackageItem]:
    """Return what a package holds, in its order."""
    return list(package.items.select_related("controller").order_by("position"))


def latest_transfer(case: Case) -> Transfer | None:
    """Return the newest transfer to another MARAC."""
    sent = case.transfers.filter(direction=Transfer.Direction.OUT, cancelled_at=None)
    return sent.order_by("-sent_at").first()


def waiting_of(case: Case) -> Transfer | None:
    """Return the transfer that waits to be received, where the case was sent to another MARAC."""
    if case.state != Case.State.TRANSFER_SENT:
        return None
    return case.transfers.filter(received_at=None, cancelled_at=None).first()


def _referral(reader: User, case: Case) -> Packed:
    people = tuple(
        Sent(
            part=one.part,
            relationship=one.relationship,
            name=str(one.name),
            identifiers={fact.kind: str(fact.text) for fact in one.identifiers.all()},
            person=str(one.person_id or ""),
        )
        for one in cases.people_of(reader, case)
    )
    account = {name: str(getattr(case, name)) for name in TAKEN_OVER if getattr(case, name)}
    return Packed(
        part=Part.REFERRAL,
        controller=case.referring_agency.name,
        title="The referral",
        lines=(case.get_told_display(), case.get_consent_display()),
        people=people,
        account=account,
        grounds={one.kind: str(one.evidence or "") for one in cases.grounds_of(case)},
    )


def _risk(reader: User, case: Case) -> Iterator[Owned]:
    said = policy.entries_seen_by(reader).filter(case=case, kind__in=RISKS, removed_at=None)
    hub = case.panel.coordinated_by
    lines = [
        f"{one.get_kind_display()}: {one.text} – {one.agency.name}"
        for one in said.select_related("agency").order_by("at")
    ]
    grounds = [one.get_kind_display() for one in cases.grounds_of(case)]
    yield Owned(
        Packed(
            part=Part.RISK,
            controller=hub.name,
            title="Summary of the risk",
            paragraphs=(f"Grounds: {', '.join(grounds) or 'none recorded'}.",),
            lines=tuple(lines),
            assessed=str(case.assessed or ""),
            prompts=str(case.prompts or ""),
        ),
        hub,
    )


def _research(reader: User, case: Case) -> Iterator[Owned]:
    names = {one.pk: one.called for one in cases.people_of(reader, case)}
    rows = policy.items_seen_by(reader).filter(
        case=case, shared_at__isnull=False, is_withheld=False, superseded_by=None
    )
    for one in rows.select_related("agency").order_by("agency__name", "created_at"):
        about = names.get(one.about_id) if one.about_id else None
        kind = f"{one.get_topic_display()}, {one.get_kind_display().lower()}"
        packed = Packed(
            part=Part.RESEARCH,
            controller=one.agency.name,
            title=f"{kind}{f', about {about}' if about else ''}",
            paragraphs=(str(one.text),),
        )
        yield Owned(packed, one.agency)


def _processes(reader: User, case: Case) -> Iterator[Owned]:
    """Say which other processes are at work, and whom to ask there."""
    for one in processes.of_case(reader, case):
        if one.is_withheld:
            continue
        packed = Packed(
            part=Part.RESEARCH,
            controller=one.said_for.name,
            title=f"{one.get_kind_display()}, about {one.about.called}",
            lines=(f"Led by {one.lead}, {one.agency.name}", f"Ask there: {one.contact}"),
        )
        yield Owned(packed, one.said_for)


def _minutes(reader: User, case: Case) -> Iterator[Owned]:
    newest: dict[UUID, Minutes] = {}
    for one in policy.minutes_seen_by(reader).filter(case=case).order_by("number"):
        newest[one.item_id] = one
    hub = case.panel.coordinated_by
    for one in newest.values():
        yield Owned(_minuted(read_whole(one.content), hub), hub)


def _minuted(whole: Whole, hub: Agency) -> Packed:
    titles = dict(SECTIONS)
    return Packed(
        part=Part.MINUTES,
        controller=hub.name,
        title=f"Minutes, {whole.header.panel}, {whole.header.held}",
        paragraphs=(whole.summary,),
        lines=tuple(
            f"{titles.get(one.kind, 'Also said')}: {one.text} – {one.agency}" for one in whole.said
        ),
    )


def _actions(reader: User, case: Case) -> Iterator[Owned]:
    for link in case_actions.of_case(reader, case):
        yield Owned(_action(link), link.action.owner_agency)


def _action(link: CaseAction) -> Packed:
    action = link.action
    due = f"Due {action.due_date.day} {action.due_date:%B %Y}"
    return Packed(
        part=Part.ACTIONS,
        controller=action.owner_agency.name,
        title=f"Action of {owner_in_words(action)}",
        paragraphs=(str(action.text),),
        lines=(due, action.get_state_display()),
    )


def in_words(packed: Packed) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the paragraphs and the lines of one thing, as they are printed."""
    parts = dict(CasePerson.Part.choices)
    titles = dict(ACCOUNT)
    people = (person_in_words(one, parts=parts) for one in packed.people)
    account = (f"{titles[name]}: {text}" for name, text in packed.account.items() if name in titles)
    kinds = dict(Ground.Kind.choices)
    grounds = (f"{kinds[kind]}{f': {why}' if why else ''}" for kind, why in packed.grounds.items())
    risk = lines_of(read_summary(packed.assessed), read_raised(packed.prompts))
    return (*account, *packed.paragraphs, *risk), (*people, *grounds, *packed.lines)
