"""Referring to MARAC: everything it brings about, in one transaction, once."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.once_keys import named_once
from whitebeam.marac import policy, telling
from whitebeam.marac.events import Happened
from whitebeam.marac.models import (
    Case,
    CaseIdentifier,
    CasePerson,
    CaseProfile,
    Ground,
    Panel,
    StateChange,
)
from whitebeam.marac.queries import settings
from whitebeam.marac.rules import identifiers, referral
from whitebeam.marac.services import assessed, ledger_of_referral, seating
from whitebeam.marac.services.beginning import FROM
from whitebeam.marac.services.seating import Capacity
from whitebeam.partners.models import Area
from whitebeam.partners.queries import area_of_postcode
from whitebeam.referrals import policy as referrals
from whitebeam.referrals.models import Draft, Part, Referral
from whitebeam.referrals.queries.forms import bounds, definition_of
from whitebeam.referrals.rules.answers import text_of
from whitebeam.referrals.rules.known_dates import KnownDate
from whitebeam.referrals.rules.progress import is_complete
from whitebeam.referrals.rules.references import new_reference
from whitebeam.referrals.rules.told import Told, told
from whitebeam.referrals.services.adding import Sender
from whitebeam.referrals.services.casting import Role, cast
from whitebeam.referrals.services.drafting import answers_in, locked_draft
from whitebeam.risk.services import require_counter_allegation_reviewed

PREFIX = "WM"
FIRST_CONTACT = "idva.first_contact_days"
NO_PANEL = "No MARAC serves this district. Check the postcode, or choose the district."


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft as it is sent: what it says, on which day, by whom, to which panel."""

    draft: Draft
    said: Told
    area: Area
    panel: Panel
    sender: Sender
    on: date


@transaction.atomic
def refer(draft_id: UUID, *, once_key: UUID, by: User, at: datetime) -> Case:
    """Send a draft to the MARAC of its district: its people, its case, and word to who screens it.

    The same key sends once: a second call returns the case of the first.

    :raises Refused: if the draft is gone, not complete, no panel serves the district, the
        assessment that goes with it is of others, or both people are said to be harmed by the
        other and nobody has looked at it
    """
    if sent := _sent(once_key, by):
        return sent
    read = _read(draft_id, by=by, at=at)
    roles = cast(read.said, area_code=read.area.code, sender=read.sender)
    require_counter_allegation_reviewed(
        _playing(roles, Part.Kind.VICTIM), _playing(roles, Part.Kind.PERPETRATOR)
    )
    kept = assessed.kept_with(read.draft, roles, by=by)
    case = _written(read, once_key, kept)
    _seat(case, read)
    _write_people(case, read, roles)
    _write_grounds(case, read)
    StateChange.objects.create(
        case=case, after=Case.State.RECEIVED, by=by, agency=read.draft.agency, at=at
    )
    ledger_of_referral.keep(case, assessed_by=kept.agency, by=by, at=at)
    _close(read.draft, at)
    audit.record(
        verb=Happened.REFERRED,
        subject=case,
        person_id=roles[0].person.pk,
        classes=(Class.F2, Class.F5, Class.F6, Class.F7, Class.F9, Class.F10),
        panel=read.panel.code,
        due_at=case.screen_due_at,
    )
    telling.coordinators(case, template="marac_referred", at=at)
    return case


def _playing(roles: tuple[Role, ...], kind: Part.Kind) -> list[UUID]:
    return [role.person.pk for role in roles if role.kind == kind]


def _sent(once_key: UUID, by: User) -> Case | None:
    return policy.followed_by(by).filter(referred_by=by, once_key=once_key).first()


def _read(draft_id: UUID, *, by: User, at: datetime) -> Reading:
    draft = locked_draft(draft_id, by=by)
    form, answers, on = definition_of(draft.form), answers_in(draft), at.astimezone(LONDON).date()
    if not is_complete(form, answers=answers, bounds=bounds(on=on)):
        raise Refused("Some answers are missing or need mending before this can be sent")
    if not policy.agencies_as(by, Capacity.REFERRER).filter(pk=draft.agency_id).exists():
        raise Refused("You cannot refer to MARAC for this agency")
    said = told(form, answers=answers, on=on)
    area = _area(said)
    panel = Panel.objects.filter(area=area, ended_on=None).first() if area else None
    if area is None or panel is None:
        raise Refused(NO_PANEL)
    return Reading(draft, said, area, panel, Sender(draft.agency, by, at), on)


def _area(said: Told) -> Area | None:
    found = area_of_postcode(said.text("location.postcode"))
    return found or Area.objects.filter(code=said.text("location.area")).first()


def _written(read: Reading, once_key: UUID, kept: assessed.Kept) -> Case:
    said, at = read.said, read.sender.at
    contact = settings.clock(FIRST_CONTACT, area=read.area)
    case = Case(
        reference=new_reference(PREFIX),
        panel=read.panel,
        referral=_support_case(read),
        referring_agency=read.draft.agency,
        referred_by=read.sender.by,
        referred_at=at,
        told=said.choice("marac.told"),
        consent=said.choice("marac.consent"),
        without_consent_why=said.text("marac.without_consent") or None,
        residence=said.text("marac.residence") or None,
        lives_here=said.choice("marac.lives_here", default=Case.Lives.NOT_KNOWN),
        home_area=Area.objects.filter(code=said.text("marac.lives_in")).first(),
        background=said.text("account.what_happened"),
        fears=said.text("marac.fears") or None,
        talking=said.text("marac.talking") or None,
        heard_before=said.text("marac.heard_before") or None,
        event_kind=referral.event_kind(said, offered=Case.Event.values),
        event_on=referral.whole(said.known_date("account.last_incident_on")),
        assessment=kept.assessment,
        assessed=kept.summary,
        prompts=kept.prompts,
        criteria=settings.criteria(area=read.area),
        screen_due_at=settings.screen_due(at=at, area=read.area),
        idva_agency=read.panel.advocated_by,
        # The referral is the adviser's too (SafeLives, principle 2): her clock begins with it.
        idva_due_at=contact.after(at),
        once_key=once_key,
    )
    with named_once():
        case.save(force_insert=True)
    return case


def _support_case(read: Reading) -> Referral | None:
    """Return the case that this referral was begun from, if the worker still holds it."""
    kept = text_of(answers_in(read.draft).get(FROM))
    return referrals.held_by(read.sender.by).filter(pk=kept).first() if kept else None


def _seat(case: Case, read: Reading) -> None:
    by, at = read.sender.by, read.sender.at
    seating.seat(case, read.draft.agency, capacity=Capacity.REFERRER, by=by, at=at)
    seating.seat(case, read.panel.coordinated_by, capacity=Capacity.COORDINATOR, by=by, at=at)


def _write_people(case: Case, read: Reading, roles: tuple[Role, ...]) -> None:
    records = [role.person for role in roles]
    named = list(_named(read))
    used = iter(records)
    for position, (part, relationship, values) in enumerate(named):
        person = CasePerson.objects.create(
            case=case,
            person=next(used, None) if values.get("NAME") else None,
            part=part,
            position=position,
            relationship=relationship,
            name=values.get("NAME", "").strip(),
        )
        CaseIdentifier.objects.bulk_create(
            CaseIdentifier(case=case, about=person, kind=kind, text=text)
            for kind, text in identifiers.given(values).items()
        )
    CaseProfile.objects.create(case=case, answers=json.dumps(_profile(read)))


def _named(read: Reading) -> Iterator[tuple[str, str, dict[str, str]]]:
    said, of = read.said, CasePerson.Part
    victim = referral.of_victim(
        said,
        born=_born(said.known_date("person.date_of_birth"), read.on),
        is_confidential=said.is_home_confidential(),
    )
    yield of.VICTIM, "", victim
    for child in said.items("child"):
        born = _born(child.known_date("child.date_of_birth"), read.on)
        # The form does not ask whose child it is: nothing is said that nobody told.
        yield of.CHILD, "", referral.of_child(child, born=born)
    for harmer in said.items("harm_person"):
        born = _born(harmer.known_date("harm_person.date_of_birth"), read.on)
        tie = harmer.choice("harm_person.relationship", default="NOT_KNOWN")
        yield of.PERPETRATOR, tie, referral.of_harmer(harmer, born=born)


def _born(known: KnownDate | None, on: date) -> str:
    if known is None:
        return ""
    if known.age is not None:
        return f"About {known.age} years"
    about = known.about(on=on)
    return referral.in_words(known.exact, f"{about:%B %Y}" if known.month else f"{about.year}")


def _profile(read: Reading) -> dict[str, object]:
    said = read.said
    born = said.known_date("person.date_of_birth")
    ages = (one.known_date("harm_person.date_of_birth") for one in said.items("harm_person"))
    return dict(
        referral.profile(
            said,
            victim_age=born.age_on(read.on) if born else None,
            harmer_ages=tuple(age.age_on(read.on) for age in ages if age),
            children=len(said.items("child")),
        )
    )


def _write_grounds(case: Case, read: Reading) -> None:
    for ground in referral.grounds(read.said):
        Ground.objects.create(
            case=case,
            kind=ground.kind,
            evidence=ground.evidence or None,
            said_by=read.sender.by,
        )


def _close(draft: Draft, at: datetime) -> None:
    draft.answers, draft.sent_at = json.dumps({}), at
    draft.save(update_fields=["answers", "sent_at", "updated_at"])
