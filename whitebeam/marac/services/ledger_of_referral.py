"""The first line of a case's ledger: the referrer's own account, shared with the coordinator."""

from datetime import datetime

from whitebeam.accounts.models import User
from whitebeam.marac.models import Case, Disclosure, Recipient

NECESSITY = "The case meets the criteria for MARAC: it cannot be screened without this account."
PROPORTIONATE = "What the form asks for, and no more."


def keep(case: Case, *, by: User, at: datetime) -> Disclosure:
    """Write down on what basis the referrer's account was shared, and with whom."""
    line = Disclosure.objects.create(
        case=case,
        about_label=case._meta.label,
        about_id=case.pk,
        controller=case.referring_agency,
        basis=_basis(case),
        necessity=str(case.without_consent_why or NECESSITY),
        proportionality=PROPORTIONATE,
        decided_by=by,
        decided_at=at,
    )
    Recipient.objects.create(disclosure=line, case=case, agency=case.panel.coordinated_by, at=at)
    return line


def _basis(case: Case) -> Disclosure.Basis:
    if case.consent == Case.Consent.AGREED:
        return Disclosure.Basis.CONSENT
    return Disclosure.Basis.PUBLIC_TASK
