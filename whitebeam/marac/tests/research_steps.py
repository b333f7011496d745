"""Steps that tests of research share: a case ready to be asked about, and usual answers."""

from datetime import timedelta
from uuid import uuid4

from tests.marac_builders import NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.roles import as_role
from whitebeam.marac.models import Participant, ResearchRequest
from whitebeam.marac.rules.research_answers import Answers, HeldItem
from whitebeam.marac.services import answering, asking
from whitebeam.marac.services.ledger import Why

LATER = NOON + timedelta(days=1)


def a_listed_case(marac=None, **case):
    """Return a panel and a case of it that is listed, with nobody asked and no agency researching."""
    marac = marac or a_marac()
    made = a_case(marac, asked=False, **{"state": "LISTED"} | case)
    with as_role("wb_bulk"):
        Participant.objects.filter(case=made, capacity="RESEARCHER").update(ended_at=NOON)
    a_listing(a_meeting(marac), made)
    return marac, made


def an_asked_case(marac=None, **case):
    """Return a panel and a case about which its members were asked."""
    marac, made = a_listed_case(marac, **case)
    with acting_as(marac.coordinator):
        asking.open_research(made.pk, by=marac.coordinator, at=NOON)
    return marac, made


def request_of(case, agency):
    with as_role("wb_bulk"):
        return ResearchRequest.objects.get(case=case, agency=agency, withdrawn_at=None)


def held(text="He has a shotgun licence.", **given):
    return HeldItem(
        **{"kind": "FACT", "topic": "RISK", "text": text, "once_key": str(uuid4())} | given
    )


def share(marac, case, *items, by=None, agency=None, known=None, **why):
    """Let the police, or another agency, share these items."""
    by, agency = by or marac.rep, agency or marac.police
    with acting_as(by):
        return answering.submit(
            request_of(case, agency).pk,
            Answers(known=known or {}, items=items),
            why=Why.usual(agency, **why),
            by=by,
            at=LATER,
        )
