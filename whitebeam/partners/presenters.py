"""What the pages about agencies and their users print."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from whitebeam.accounts.words import moment
from whitebeam.kernel.declared import Class
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Agency, Duty, Invitation, LocalSetting, Membership
from whitebeam.partners.models import SharingAgreement as Agreement
from whitebeam.partners.rules.setting_words import words_of
from whitebeam.partners.rules.terms import check_due_on, is_check_overdue
from whitebeam.partners.services.settings import NewValue

LABELS = dict(Duty.choices)


def day(on: date | None) -> str:
    """Return a day as words."""
    return f"{on.day} {on:%B %Y}" if on else ""


def duty_words(duties: list[str]) -> list[str]:
    """Return the duties as words."""
    return [str(LABELS.get(Duty(duty), duty)) for duty in duties]


@dataclass(frozen=True, slots=True)
class UserRow:
    """One user of an agency."""

    id: UUID
    name: str
    email: str
    job_title: str
    duties: list[str]
    since: str
    until: str
    last_active: str
    check: str
    is_overdue: bool
    is_own: bool
    href: str

    @classmethod
    def of(cls, membership: Membership, *, on: date, reader: UUID) -> "UserRow":
        user = membership.user
        began, checked = membership.starts_on, membership.checked_on
        return cls(
            id=membership.pk,
            name=user.name,
            email=user.email,
            job_title=user.job_title,
            duties=duty_words(membership.duties),
            since=day(membership.starts_on),
            until=day(membership.ends_on),
            last_active=moment(user.last_active_at) if user.last_active_at else "Never",
            check=day(check_due_on(starts_on=began, checked_on=checked)),
            is_overdue=is_check_overdue(starts_on=began, checked_on=checked, on=on),
            is_own=user.pk == reader,
            href=reverse("partners:user", args=[membership.pk]),
        )


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation that nobody has answered yet."""

    id: UUID
    name: str
    email: str
    duties: list[str]
    until: str

    @classmethod
    def of(cls, invitation: Invitation, *, at: datetime) -> "InvitationRow":
        ends = invitation.link.expires_at
        return cls(
            id=invitation.pk,
            name=invitation.name,
            email=invitation.email,
            duties=duty_words(invitation.duties),
            until=f"Open until {moment(ends)}" if ends > at else "Ran out; invite again",
        )


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency and whether it works."""

    id: UUID
    name: str
    kind: str
    status: str
    colour: str
    is_stopped: bool
    may_change: bool

    @classmethod
    def of(cls, agency: Agency, *, changeable: frozenset[UUID]) -> "AgencyRow":
        stopped = agency.status == Agency.Status.STOPPED
        return cls(
            id=agency.pk,
            name=agency.name,
            kind=agency.get_kind_display(),
            status={"ACTIVE": "Active", "STOPPED": "Stopped"}.get(agency.status, "Left"),
            colour={"ACTIVE": "green", "STOPPED": "red"}.get(agency.status, "grey"),
            is_stopped=stopped,
            may_change=agency.pk in changeable,
        )


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One sharing agreement and how long it still holds."""

    id: UUID
    name: str
    parties: list[str]
    ends: str
    state: str
    colour: str
    href: str

    @classmethod
    def of(cls, agreement: Agreement, *, on: date) -> "AgreementRow":
        state, colour = _term_of(agreement, on)
        return cls(
            id=agreement.pk,
            name=agreement.name,
            parties=sorted(party.agency.name for party in agreement.parties.all()),
            ends=day(agreement.ends_on),
            state=state,
            colour=colour,
            href=reverse("partners:agreement", args=[agreement.pk]),
        )


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One value of the partnership's own."""

    id: UUID
    key: str
    title: str
    about: str
    area: str
    value: str
    source: str
    starts: str
    state: str
    colour: str
    set_by: str
    may_withdraw: bool

    @classmethod
    def of(cls, setting: LocalSetting, *, in_force: frozenset[UUID], on: date) -> "SettingRow":
        state, colour = ("Was in force", "grey")
        if setting.withdrawn_at:
            state, colour = ("Withdrawn", "orange")
        elif setting.pk in in_force:
            state, colour = ("In force", "green")
        elif setting.starts_on > on:
            state, colour = ("To come", "blue")
        title, about = words_of(setting.key, value=setting.value)
        return cls(
            id=setting.pk,
            key=setting.key,
            title=title,
            about=about,
            area=setting.area.name if setting.area else "",
            value=_value_words(setting),
            source=setting.source,
            starts=day(setting.starts_on),
            state=state,
            colour=colour,
            set_by=setting.set_by.name if setting.set_by else "The partnership pack",
            may_withdraw=setting.withdrawn_at is None,
        )


def agreement_facts(agreement: Agreement) -> list[dict[str, str]]:
    """Return what an agreement says, as rows."""
    gives = [party.agency.name for party in agreement.parties.all() if party.gives]
    receives = [party.agency.name for party in agreement.parties.all() if party.receives]
    warned = [
        f"{each.days} days before, on {day(each.warned_on)}" for each in agreement.warnings.all()
    ]
    return [
        {"key": "In force", "value": f"{day(agreement.starts_on)} to {day(agreement.ends_on)}"},
        {"key": "Review by", "value": day(agreement.review_on)},
        {"key": "Give", "value": ", ".join(sorted(gives))},
        {"key": "Receive", "value": ", ".join(sorted(receives))},
        {
            "key": "What for",
            "value": ", ".join(str(Purpose(each).label) for each in agreement.purposes),
        },
        {"key": "Kinds of facts", "value": ", ".join(Class[each] for each in agreement.categories)},
        {"key": "Lawful basis", "value": agreement.lawful_basis},
        {"key": "Document", "value": agreement.document_name or "None is named"},
        {"key": "SHA-256 of the document", "value": agreement.document_sha256 or "None"},
        {"key": "Warned", "value": "; ".join(warned) or "Not yet"},
    ]


def preview_of(history: list[LocalSetting], new: NewValue, *, on: date) -> list[dict[str, str]]:
    """Return what would hold from which day, were the new value set."""
    standing = [each for each in history if each.withdrawn_at is None and each.area == new.area]
    before = next((each for each in standing if each.starts_on <= on), None)
    later = [each for each in standing if each.starts_on > new.starts_on]
    tried = LocalSetting(value=new.value, unit=history[0].unit)
    rows = [{"key": "Now", "value": _value_words(before) if before else "Nothing"}]
    rows.append({"key": f"From {day(new.starts_on)}", "value": _value_words(tried)})
    rows += [
        {"key": f"From {day(each.starts_on)}", "value": _value_words(each)}
        for each in reversed(later)
    ]
    return rows


def _term_of(agreement: Agreement, on: date) -> tuple[str, str]:
    left = (agreement.ends_on - on).days
    if on < agreement.starts_on:
        return "Begins later", "blue"
    if left < 0:
        return "Ended: nothing is shared under it", "red"
    if left == 0:
        return "Ends today", "red"
    if left <= 90:
        return f"Ends in {left} day{'' if left == 1 else 's'}", "orange"
    return ("Review is due", "yellow") if agreement.review_on <= on else ("In force", "green")


def _value_words(setting: LocalSetting) -> str:
    value = setting.value
    if isinstance(value, dict):
        return "; ".join(f"{name}: {each}" for name, each in value.items())
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    words = {True: "Yes", False: "No"}.get(value, value) if isinstance(value, bool) else value
    return f"{words} {setting.unit}".strip()
