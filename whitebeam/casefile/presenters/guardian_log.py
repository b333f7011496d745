"""One line of the audit, ready to print for a guardian."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from whitebeam.audit.models import Decision, Entry
from whitebeam.kernel.declared import Class
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Membership


@dataclass(frozen=True, slots=True)
class LogRow:
    """Who, for which agency, when, what, why, and which kinds of fields were shown."""

    at: str
    who: str
    who_href: str
    agencies: str
    what: str
    refused: bool
    person_href: str
    purpose: str
    reason: str
    shown: str

    @classmethod
    def of(cls, entry: Entry, *, names: Mapping[UUID, str]) -> "LogRow":
        return cls(
            at=date_format(timezone.localtime(entry.at), "j F Y, H:i:s"),
            who=_actor(entry, names),
            who_href=reverse("guardian:user", args=[entry.user_id]) if entry.user_id else "",
            agencies=", ".join(names[agency] for agency in entry.agencies if agency in names),
            what=words_of(entry.verb),
            refused=entry.decision == Decision.REFUSED,
            person_href=(
                reverse("guardian:person", args=[entry.person_id]) if entry.person_id else ""
            ),
            purpose=Purpose(entry.purpose).label if entry.purpose else "",
            reason=entry.reason_given,
            shown=", ".join(Class[name].value for name in entry.field_classes),
        )


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A worker whose log can be opened."""

    name: str
    agency: str
    until: str
    href: str

    @classmethod
    def of(cls, membership: Membership) -> "WorkerRow":
        ends_on = membership.ends_on
        return cls(
            name=membership.user.name,
            agency=membership.agency.name,
            until=date_format(ends_on, "j F Y") if ends_on else "",
            href=reverse("guardian:user", args=[membership.user_id]),
        )


def words_of(verb: str) -> str:
    """Return a verb of the audit as words: people.safe_contact.set is "Safe contact set"."""
    _, *parts = verb.split(".")
    return " ".join(parts).replace("_", " ").capitalize()


def _actor(entry: Entry, names: Mapping[UUID, str]) -> str:
    if entry.user_id is None:
        return "The system: " + entry.who.removeprefix("process:").replace("_", " ")
    return names.get(entry.user_id, "A user who is no longer here")
