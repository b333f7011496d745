"""The first line of a case's ledger: the referrer's own account, shared with the coordinator."""

from datetime import datetime

from whitebeam.accounts.models import User
from whitebeam.marac.models import Case, Disclosure, Recipient

NECESSITY = "The case meets the criteria for MARAC: it cannot be screened without this account."
PROPORTIONATE = "What the form asks for, and no more."
OF_ASSESSMENT = (
    " Of the signed assessment of risk by {agency} its summary alone: tool, day, level, counts,"
    " critical answers, prompts and judgement. The assessment itself is not opened to anybody."
)


def keep(case: Case, *, assessed_by: str = "", by: User, at: datetime) -> Disclosure:
    """Write down on what basis the referrer's account was shared, and with whom.

    `assessed_by` is the agency whose assessment goes with it, if one does.
    """
    more = OF_ASSESSMENT.format(agency=assessed_by) if assessed_by else ""
    line = Disclosure.objects.create(
        case=case,
        about_label=case._meta.label,
        about_id=case.pk,
        controller=case.referring_agency,
        basis=basis_of(case),
        necessity=str(case.without_consent_why or NECESSITY),
        proportionality=PROPORTIONATE + more,
        decided_by=by,
        decided_at=at,
    )
    Recipient.objects.create(disclosure=line, case=case, agency=case.panel.coordinated_by, at=at)
    return line


def basis_of(case: Case) -> Disclosure.Basis:
    """Return the basis on which a referral is shared: her consent, or the public task."""
    if case.consent == Case.Consent.AGREED:
        return Disclosure.Basis.CONSENT
    return Disclosure.Basis.PUBLIC_TASK
