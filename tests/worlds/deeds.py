"""Every deed of a MARAC case and meeting as a page sends it: its address, its body, whose it is.

`laid_out()` is one panel with a case in each state that a deed needs. Each deed is one that would be
done, so that a stranger who is refused is refused because of who she is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from tests.factories import AgencyFactory, SharingAgreementFactory
from tests.marac_builders import NOON, Marac, a_case, a_listing, a_marac, a_meeting, a_member
from tests.marac_referrals import a_marac_draft
from tests.meeting_builders import a_sitting, an_entry
from tests.roles import as_role
from whitebeam.marac.models import EarlySettlement, FlagRequest, Pathway, Transfer

WORDS = {"words": "Some words that say why."}
STATES = (
    *("RECEIVED", "RETURNED", "NOT_MET", "ACCEPTED", "LISTED", "RESEARCH_OPEN"),
    *("TRANSFER_SENT", "SETTLED_EARLY", "ACTIONS_OPEN"),
)
WHERE = {
    "other_marac": "Another MARAC", "move": "PERMANENT", "withheld": "YES", "circulated": "NO",
    "reason": "She moved",
}  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """One deed; `of` says what it is of: a case, which a block closes, or a meeting."""

    name: str
    args: tuple[UUID, ...]
    by: str
    body: dict[str, object] = field(default_factory=dict)
    of: str = "case"

    @property
    def address(self) -> str:
        return reverse(self.name, args=self.args)


def laid_out() -> SimpleNamespace:
    """Return a panel whose cases stand wherever something may be done with them."""
    marac, now = a_marac(), timezone.now()
    coming = a_meeting(marac, starts_at=now + timedelta(days=40), cut_off_at=now + timedelta(days=30),
                       research_due_at=now + timedelta(days=38))  # fmt: skip
    sitting = a_sitting(marac, cases=3, running=True)
    over = a_sitting(marac, cases=1, starts_at=NOON + timedelta(days=13))
    cases = {state: a_case(marac, state=state) for state in STATES}
    for state in ("LISTED", "RESEARCH_OPEN"):
        a_listing(coming, cases[state])
    sitting.open(0)
    with as_role("wb_bulk"):
        sitting.meeting.attendances.update(joined_at=NOON)
    over.hear(0)
    over.is_now("ENDED", began_at=NOON, ended_at=NOON)
    small = AgencyFactory(name="A small charity")
    a_member(marac.panel, small, SharingAgreementFactory(between=[marac.hub, marac.school, small]))
    world = SimpleNamespace(marac=marac, coming=coming, sitting=sitting, over=over, small=small)
    world.cases, world.draft = SimpleNamespace(**cases), a_marac_draft(marac)
    world.entry = an_entry(sitting, marac.rep, text="He has a knife")
    with as_role("wb_bulk"):
        _gather(world)
    return world


def _gather(world: SimpleNamespace) -> None:
    marac, of = world.marac, world.cases
    item = world.over.items[0]
    item.summary = "She is safer."
    item.save(update_fields=["summary"])
    world.settlement = _proposal(marac, of.RESEARCH_OPEN)
    world.read = _proposal(marac, of.SETTLED_EARLY, seconded_by=marac.housing_rep,
        seconded_for=marac.housing, seconded_at=NOON, idva=marac.idva, idva_agreed_at=NOON,
        decided_by=marac.outsider, decided_at=NOON, minutes_saved=10, audit="WAITING")  # fmt: skip
    world.flag = FlagRequest.objects.create(
        case=of.ACTIONS_OPEN, agency=marac.police, asked_at=NOON, until=NOON.date()
    )
    Transfer.objects.create(
        case=of.TRANSFER_SENT, direction="OUT", other_marac="Another", reason="She moved",
        move="PERMANENT", sent_at=NOON, sent_by=marac.coordinator, due_at=NOON,
    )  # fmt: skip
    world.pathway = Pathway.objects.filter(kind="FULL").latest("created_at")


def _proposal(marac: Marac, case: object, **given: object) -> EarlySettlement:
    return EarlySettlement.objects.create(
        case=case, reason="The lock is changed", proposed_by=marac.rep, proposed_for=marac.police,
        proposed_at=NOON, **given,
    )  # fmt: skip


def request_of(case, agency):
    with as_role("wb_bulk"):
        return case.requests.get(agency=agency).pk


def deeds(world: SimpleNamespace) -> Iterator[Deed]:
    """Yield every deed, as whoever may do it would send it."""
    yield from _screening(world)
    yield from _research(world)
    yield from _voice_and_settling(world)
    yield from _meeting(world)


def _screening(world: SimpleNamespace) -> Iterator[Deed]:
    of, marac, hub = world.cases, world.marac, "coordinator"
    received = (of.RECEIVED.pk,)
    accepted = {"pathway": world.pathway.pk, "repeat_of": "", "idva_agency": marac.service.pk}
    yield Deed("marac:accept", received, hub, accepted)
    yield Deed("marac:ask", received, hub, WORDS)
    yield Deed("marac:not_met", received, hub, WORDS | {"signposting": "A helpline"})
    yield Deed("marac:withdraw", received, hub, WORDS)
    yield Deed("marac:adviser", (of.ACCEPTED.pk,), hub, {"adviser": marac.idva.pk})
    listed = {"meeting_id": world.coming.pk, "minutes": "12", "late_reason": ""}
    yield Deed("marac:list_case", (of.ACCEPTED.pk,), hub, listed)
    yield Deed("marac:defer", (of.LISTED.pk,), hub, WORDS)
    yield Deed("marac:transfer", (of.ACCEPTED.pk,), hub, WHERE)
    yield Deed("marac:origin", (of.ACCEPTED.pk,), hub, WHERE)
    sent = (of.TRANSFER_SENT.pk,)
    yield Deed("marac:transfer_received", sent, hub, {"name": "Somebody there"})
    yield Deed("marac:transfer_adviser", sent, hub, {"name": "Somebody there"})
    yield Deed("marac:bring_back", sent, hub, WORDS)
    yield Deed("marac:answer_question", (of.RETURNED.pk,), "referrer", WORDS)
    yield Deed("marac:escalate", (of.NOT_MET.pk,), "referrer", WORDS)
    yield Deed("marac:take_back", received, "referrer", WORDS)
    yield Deed("marac:ask_flags", (of.ACTIONS_OPEN.pk,), hub)
    yield Deed("marac:flag_set", (world.flag.pk,), "rep")
    yield Deed("marac:flag_removed", (world.flag.pk,), "rep")


def _research(world: SimpleNamespace) -> Iterator[Deed]:
    case, marac, hub = world.cases.RESEARCH_OPEN, world.marac, "coordinator"
    asked = (request_of(case, marac.police),)
    yield Deed("marac:nothing_known", asked, "rep")
    yield Deed("marac:answer_autosave", asked, "rep", {"item-0-text": "He", "tab": "a"})
    yield Deed("marac:answer", asked, "rep", {"do": "later", "item-0-text": "He", "tab": "a"})
    yield Deed("marac:open_research", (world.cases.LISTED.pk,), hub, {"emergency": ""})
    other = {"agency": world.small.pk, "emergency": "He is outside her door now"}
    yield Deed("marac:ask_another", (case.pk,), hub, other)
    yield Deed("marac:close_research", (case.pk,), hub)
    yield Deed("marac:open_list", (world.coming.pk,), hub, of="meeting")


def _voice_and_settling(world: SimpleNamespace) -> Iterator[Deed]:
    case, marac, key = world.cases.RESEARCH_OPEN, world.marac, {"once_key": uuid4()}
    today = timezone.localdate()
    day = {"day_day": today.day, "day_month": today.month, "day_year": today.year, "time": "00:00"}
    tried = key | day | {"channel": "FACE_TO_FACE", "outcome": "REACHED", "note": ""}
    yield Deed("marac:take_on", (case.pk,), "idva")
    yield Deed("marac:attempt", (case.pk,), "idva", tried)
    yield Deed("marac:wish", (case.pk,), "idva", key | {"words": "To sleep in peace"})
    told = key | {"decided": "A lock", "outcome": "UNSAFE", "how": "", "reason": "He listens"}
    yield Deed("marac:tell", (world.cases.ACTIONS_OPEN.pk,), "idva", told)
    early = {"agency": marac.police.pk, "reason": "The lock is changed"}
    yield Deed("marac:propose_early", (world.cases.LISTED.pk,), "rep", early)
    open_one = (world.settlement.pk,)
    yield Deed("marac:second", open_one, "housing_rep", {"agency": marac.housing.pk})
    yield Deed("marac:agree_early", open_one, "idva")
    yield Deed("marac:withdraw_early", open_one, "rep")
    sound = WORDS | {"is_sound": "yes"}
    yield Deed("marac:read_again", (world.read.pk,), "coordinator", sound)
    yield Deed("marac:call", (case.pk,), "rep")
    raised = {"text": "Change the lock", "agency": marac.police.pk, "days": "7", **key}
    yield Deed("marac:new_case_action", (case.pk,), "rep", raised)
    yield Deed("marac:conflict", (case.pk,), "rep", {"words": "My cousin", "representative": ""})
    noted = {"words": "Her cousin", "user": marac.rep.pk}
    yield Deed("marac:note_conflict", (case.pk,), "coordinator", noted)


def _meeting(world: SimpleNamespace) -> Iterator[Deed]:
    sitting, marac, hub = world.sitting, world.marac, "coordinator"
    now, key = (sitting.meeting.pk,), {"once_key": uuid4()}
    open_item, listed = sitting.items[0].pk, sitting.items[1]
    sent = {"has_sent_information": "yes"}
    yield Deed("marac:statement", (world.coming.pk,), "rep", of="meeting")
    yield Deed("marac:apologise", (world.coming.pk,), "rep", sent, of="meeting")
    yield Deed("marac:live_end", now, hub, of="meeting")
    yield Deed("marac:live_open", (*now, listed.case_id), hub)
    yield Deed("marac:live_close", (*now, open_item), hub)
    said = key | {"kind": "RISK", "text": "He has a knife"}
    yield Deed("marac:live_say", (*now, open_item), "rep", said)
    done = key | {"text": "Change the lock", "agency": marac.police.pk, "days": "7"}
    yield Deed("marac:live_act", (*now, open_item), "rep", done)
    right = key | {"text": "He has two knives"}
    yield Deed("marac:entry_right", (*now, world.entry.pk), "rep", right)
    yield Deed("marac:entry_back", (*now, world.entry.pk), "rep")
    item = (world.over.meeting.pk, world.over.items[0].pk)
    yield Deed("marac:item_minutes", item, hub, {"summary": "She is safe."})
    yield Deed("marac:sign", item, "chair")
    yield Deed(
        "marac:send", (world.draft.pk,), "referrer", {"idempotency_key": uuid4()}, of="draft"
    )
