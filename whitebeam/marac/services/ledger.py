"""The ledger: whatever is shared about a case has its line, written in the same transaction.

A line says on what basis, why it was needed and in proportion, whose the fact is, who decided and
which agencies received it. Nothing is shared where no agreement in force covers a receiver, unless
somebody says why it is an emergency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.marac.events import Researched
from whitebeam.marac.models import Case, Disclosure, ProcessLink, Recipient, ResearchItem
from whitebeam.marac.queries import sharing
from whitebeam.marac.rules.sharing_words import NECESSITY, PROPORTIONALITY
from whitebeam.partners.models import Agency


@dataclass(frozen=True, slots=True)
class Why:
    """Why something may be shared, in the words of whoever decided."""

    basis: Disclosure.Basis
    necessity: str
    proportionality: str
    emergency: str = ""

    @classmethod
    def usual(cls, agency: Agency, *, emergency: str = "") -> "Why":
        """Return the usual words for what this agency shares."""
        return cls(usual_basis(agency), NECESSITY, PROPORTIONALITY, emergency)


def usual_basis(agency: Agency) -> Disclosure.Basis:
    """Return the basis on which this kind of agency usually shares."""
    if agency.regime == Agency.Regime.PART3:
        return Disclosure.Basis.LAW_ENFORCEMENT
    if agency.kind in {Agency.Kind.CHARITY, Agency.Kind.SPECIALIST_SERVICE}:
        return Disclosure.Basis.LEGITIMATE_INTERESTS
    return Disclosure.Basis.PUBLIC_TASK


def share(
    case: Case,
    about: Sequence[Model],
    *,
    controller: Agency,
    why: Why,
    by: User,
    at: datetime,
) -> None:
    """Write a line for each of these facts, with every agency that reads the case's papers now.

    :raises Refused: if no agreement covers a receiver and it is no emergency; a reason lacks
    """
    if not about:
        return
    if not (why.necessity.strip() and why.proportionality.strip()):
        raise Refused("Enter why it is needed, and why no more than is needed is shared")
    readers = _readers(case, about, but=controller)
    cover = cover_for(controller, frozenset().union(*readers.values()), why=why)
    read_by = [readers[_person_of(one)] for one in about]
    lines = [
        _line(case, one, receivers, cover, controller=controller, why=why, by=by, at=at)
        for one, receivers in zip(about, read_by, strict=True)
    ]
    Disclosure.objects.bulk_create(lines)
    Recipient.objects.bulk_create(
        [
            Recipient(
                disclosure=line,
                case=case,
                agency_id=agency,
                agreement=cover.each.get(agency),
                at=at,
            )
            for line, receivers in zip(lines, read_by, strict=True)
            for agency in sorted(receivers)
        ]
    )
    audit.record(
        verb=Researched.LEDGER_WRITTEN,
        subject=case,
        classes=(Class.F6,),
        lines=[line.pk for line in lines],
        basis=str(why.basis),
    )


def add_recipient(case: Case, agency: Agency, *, at: datetime) -> None:
    """Note on every line so far that this agency can read from now that it can."""
    # What was said at a meeting is for those who heard it, and for nobody who joins the case later;
    # what went to another MARAC went to it alone.
    lines = (
        Disclosure.objects.filter(case=case, to_marac="")
        .exclude(controller=agency)
        .exclude(about_label__in=sharing.OF_A_MEETING)
    )
    unnoted = lines.exclude(recipients__agency=agency).select_related("controller")
    people = {
        fact: person
        for table in (ResearchItem, ProcessLink)
        for fact, person in table.objects.filter(case=case).values_list("pk", "about")
    }
    readers = {
        person: sharing.receivers_of(case, about=person) for person in {None, *people.values()}
    }
    missing = [line for line in unnoted if agency.pk in readers[people.get(line.about_id)]]
    if not missing:
        return
    givers = {line.controller for line in missing}
    under = {one.pk: sharing.cover_of(one, receivers={agency.pk}).each for one in givers}
    Recipient.objects.bulk_create(
        [
            Recipient(
                disclosure=line,
                case=case,
                agency=agency,
                agreement=under[line.controller_id].get(agency.pk),
                at=at,
            )
            for line in missing
        ],
        ignore_conflicts=True,
    )
    audit.record(verb=Researched.LEDGER_RECIPIENT, subject=case, agency_id=agency.pk)


def _readers(
    case: Case, about: Sequence[Model], *, but: Agency
) -> dict[UUID | None, frozenset[UUID]]:
    """Return the agencies that read facts of the case now, by the person whom they are about."""
    people = {_person_of(one) for one in about}
    return {person: sharing.receivers_of(case, about=person) - {but.pk} for person in people}


def _person_of(fact: Model) -> UUID | None:
    """Return the one person of the case whom a fact is about, if it is about one alone."""
    return fact.about_id if isinstance(fact, ResearchItem | ProcessLink) else None


def cover_for(controller: Agency, receivers: frozenset[UUID], *, why: Why) -> sharing.Cover:
    """Return under which agreement each of these may receive it; in an emergency perhaps none.

    Whose it is needs no agreement to read what she herself gave.

    :raises Refused: if one is covered by none and nobody says why it is an emergency
    """
    others = receivers - {controller.pk}
    cover = sharing.cover_of(controller, receivers=others)
    if cover.misses(others) and not why.emergency.strip():
        names = ", ".join(cover.uncovered) or "the others"
        raise Refused(
            f"No sharing agreement in force lets {controller.name} share this with {names}."
            " Share it as an emergency and say why, or ask the coordinator."
        )
    return cover


def _line(
    case: Case,
    fact: Model,
    receivers: frozenset[UUID],
    cover: sharing.Cover,
    *,
    controller: Agency,
    why: Why,
    by: User,
    at: datetime,
) -> Disclosure:
    """Return the line of one fact; it is an emergency if one of its own receivers makes it one."""
    agreement = cover.of(receivers)
    is_emergency = cover.misses(receivers) or agreement is None
    return Disclosure(
        case=case,
        about_label=fact._meta.label,
        about_id=fact.pk,
        controller=controller,
        agreement=agreement,
        basis=why.basis,
        necessity=why.necessity.strip(),
        proportionality=why.proportionality.strip(),
        emergency_why=why.emergency.strip() or None if is_emergency else None,
        decided_by=by,
        decided_at=at,
    )
