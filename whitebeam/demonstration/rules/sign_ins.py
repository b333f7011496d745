"""Who can be tried with one click: a role at a kind of agency. The names come from the pack."""

from dataclasses import dataclass

from .values import Source


@dataclass(frozen=True, slots=True)
class SignIn:
    """A role of the pack at one agency of a kind, or at every agency that triages."""

    role: str
    at: Source
    which: int = 0
    is_everywhere: bool = False


SIGN_INS = (
    SignIn("school-safeguarding-lead", Source.SCHOOL),
    SignIn("school-safeguarding-lead", Source.SCHOOL, which=1),
    SignIn("gp", Source.GP),
    SignIn("police-officer", Source.POLICE),
    SignIn("hospital-clinician", Source.HOSPITAL),
    SignIn("idva", Source.HOSPITAL),
    SignIn("referring-practitioner", Source.HOUSING),
    SignIn("referring-practitioner", Source.CHILDREN),
    SignIn("referring-practitioner", Source.CHARITY),
    SignIn("triage-worker", Source.PROVIDER, is_everywhere=True),
    SignIn("idva", Source.PROVIDER, is_everywhere=True),
    SignIn("service-manager", Source.PROVIDER),
    SignIn("guardian", Source.PROVIDER),
    SignIn("agency-lead", Source.PROVIDER),
    SignIn("agency-lead", Source.SCHOOL),
    SignIn("coordinator", Source.PARTNERSHIP),
    SignIn("triage-worker", Source.PARTNERSHIP),
    SignIn("guardian", Source.PARTNERSHIP),
    SignIn("partnership-administrator", Source.PARTNERSHIP),
    SignIn("strategy-officer", Source.PARTNERSHIP),
    SignIn("executive-member", Source.COUNCIL),
    SignIn("commissioner", Source.COUNCIL),
    SignIn("strategy-officer", Source.PARTNERSHIP),
    SignIn("data-owner", Source.POLICE),
    SignIn("data-owner", Source.POLICE),
    SignIn("marac-coordinator", Source.PARTNERSHIP),
    SignIn("marac-chair", Source.POLICE),
    SignIn("marac-representative", Source.POLICE),
    SignIn("marac-representative", Source.HOUSING),
    SignIn("marac-representative", Source.CHILDREN),
    SignIn("marac-representative", Source.HOSPITAL),
    SignIn("marac-representative", Source.PROVIDER, is_everywhere=True),
    SignIn("marac-referrer", Source.SCHOOL),
    SignIn("marac-steering-member", Source.COUNCIL),
    SignIn("plan-owner", Source.COUNCIL),
    SignIn("executive-member", Source.POLICE),
)

# Colleagues who fill an office and never sign in: the role, and how many for so many people.
COLLEAGUES: dict[Source, tuple[tuple[str, int, int], ...]] = {
    Source.SCHOOL: (("school-safeguarding-lead", 1, 0),),
    Source.GP: (("gp", 2, 0),),
    Source.POLICE: (("police-officer", 4, 2_000),),
    Source.HOSPITAL: (("hospital-clinician", 2, 20_000),),
    Source.HOUSING: (("referring-practitioner", 2, 20_000),),
    Source.CHILDREN: (("referring-practitioner", 2, 10_000),),
    Source.CHARITY: (("referring-practitioner", 2, 10_000),),
    Source.PROVIDER: (
        ("triage-worker", 2, 10_000),
        ("idva", 4, 3_000),
        ("guardian", 1, 0),
    ),
    Source.PARTNERSHIP: (("triage-worker", 1, 20_000), ("idva", 1, 0)),
    Source.COUNCIL: (),
}
