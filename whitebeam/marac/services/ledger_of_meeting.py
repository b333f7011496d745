"""The ledger lines of what is said at a meeting: two statements, and no question more.

The words are usual ones, under the agreement that covers each agency that heard; whoever writes may
change them. What was decided is the panel's and no agency's fact: it has no line.
"""

from dataclasses import dataclass
from datetime import datetime

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Disclosure, Entry, Minutes, Recipient
from whitebeam.marac.queries.heard import Heard
from whitebeam.marac.rules.sharing_words import (
    SAID_NECESSITY,
    SAID_PROPORTIONALITY,
    SUMMARY_FOR,
)
from whitebeam.marac.services.ledger import Why, usual_basis


@dataclass(frozen=True, slots=True)
class Reasons:
    """What somebody changed of the usual reasons; what is empty stays as usual."""

    basis: str = ""
    necessity: str = ""
    proportionality: str = ""
    emergency: str = ""

    def of(self, heard: Heard) -> Why:
        """Return the whole reasons for what an agency says."""
        return Why(
            Disclosure.Basis(self.basis) if self.basis else usual_basis(heard.giver),
            self.necessity.strip() or SAID_NECESSITY,
            self.proportionality.strip() or SAID_PROPORTIONALITY,
            self.emergency.strip(),
        )


def shares(kind: str) -> bool:
    """Say whether an entry of this kind shares what an agency knows."""
    return kind != Entry.Kind.DECISION


def check(heard: Heard, reasons: Reasons) -> None:
    """Refuse what no agreement lets this agency share, unless it is an emergency.

    :raises Refused: naming who may not receive it
    """
    if heard.uncovered and not reasons.emergency.strip():
        raise Refused(
            f"No sharing agreement in force lets {heard.giver.name} share this with"
            f" {', '.join(heard.uncovered)}. Open “Why this may be shared”, say why it is an"
            " emergency, and send it again."
        )


def keep(
    entry: Entry, heard: Heard, reasons: Reasons, *, by: User, at: datetime
) -> Disclosure | None:
    """Write the line of an entry with everybody who heard it; none, if nobody else did."""
    return _write(entry, heard, reasons.of(heard), by=by, at=at)


def keep_summary(signed: Minutes, heard: Heard, *, by: User, at: datetime) -> Disclosure | None:
    """Write the line of the summary in signed minutes, which the chair's agency shares."""
    return _write(signed, heard, Reasons(proportionality=SUMMARY_FOR).of(heard), by=by, at=at)


def _write(
    fact: Entry | Minutes, heard: Heard, why: Why, *, by: User, at: datetime
) -> Disclosure | None:
    if not heard.under:
        return None
    line = Disclosure(
        case_id=fact.case_id,
        about_label=fact._meta.label,
        about_id=fact.pk,
        controller_id=heard.giver.pk,
        agreement_id=heard.agreement,
        basis=why.basis,
        necessity=why.necessity,
        proportionality=why.proportionality,
        emergency_why=why.emergency if heard.uncovered else None,
        decided_by=by,
        decided_at=at,
    )
    line.save(force_insert=True)
    Recipient.objects.bulk_create(
        [
            Recipient(
                disclosure=line,
                case_id=fact.case_id,
                agency_id=agency,
                agreement_id=agreement,
                at=at,
            )
            for agency, agreement in heard.under.items()
        ]
    )
    return line
