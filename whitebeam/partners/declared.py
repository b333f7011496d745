"""How each column about agencies, their workers and their agreements is handled."""

from whitebeam.kernel.declared import PLAIN, Class, Declared, Kept, Owner

MADE = {"id": PLAIN, "created_at": PLAIN, "updated_at": PLAIN}
# Who worked where, and in which duty: kept as long as the account, so that the audit can be read.
WORK = Declared(Class.PLAIN, Owner.AGENCY, Kept.ACCOUNT, loggable=True)


def plain(*names: str) -> dict[str, Declared]:
    """Return the handling of columns that hold the partnership's own settings."""
    return MADE | dict.fromkeys(names, PLAIN)


def work(*names: str) -> dict[str, Declared]:
    """Return the handling of columns that say who works where."""
    return dict.fromkeys((*MADE, *names), WORK)


DECLARED: dict[str, dict[str, Declared]] = {
    "Area": plain("code", "name", "county", "ended_on"),
    "Postcode": {"postcode": PLAIN, "area": PLAIN},
    "Agency": plain("code", "name", "kind", "regime", "status", "records_contact"),
    "AgencyArea": plain("agency", "area"),
    "Team": plain("agency", "code", "name", "ended_on"),
    "RoleTemplate": plain("code", "name", "description", "duties", "kinds"),
    "Membership": work(
        "user",
        "agency",
        "team",
        "role",
        "duties",
        "starts_on",
        "ends_on",
        "is_deputy",
        "checked_on",
        "added_by",
    ),
    "SharingAgreement": plain(
        "code",
        "name",
        "purposes",
        "categories",
        "lawful_basis",
        "starts_on",
        "review_on",
        "ends_on",
        "document_name",
        "document_sha256",
    ),
    "AgreementParty": plain("agreement", "agency", "gives", "receives"),
    "LocalSetting": plain(
        "key", "area", "value", "unit", "starts_on", "source", "set_by", "withdrawn_at"
    ),
    "Invitation": work(
        "link",
        "agency",
        "team",
        "role",
        "duties",
        "ends_on",
        "invited_by",
        "accepted_at",
        "withdrawn_at",
    )
    | dict.fromkeys(
        ("email", "name", "job_title"), Declared(Class.PLAIN, Owner.AGENCY, Kept.ACCOUNT)
    ),
    "AgreementWarning": plain("agreement", "days", "warned_on"),
}
