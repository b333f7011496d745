"""A small strategy with its plan, made as a loader would, for tests that build on it."""

from datetime import UTC, date, datetime
from itertools import count

from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.partners.models import Agency, Duty
from whitebeam.strategy.models import (
    Commitment,
    Evidence,
    Figure,
    Framework,
    Paper,
    Project,
    Return,
    Round,
    Section,
    Strand,
    Update,
)

NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
TODAY = date(2026, 5, 6)
numbers = count(1)


def made(model, **values):
    """Save one row past the walls."""
    with as_role("wb_bulk"):
        return model.objects.create(**values)


def a_framework(**values):
    number = next(numbers)
    defaults = {
        "code": f"framework-{number}",
        "name": "A strategy",
        "short": "Strategy",
        "strand_word": "Pillar",
        "commitment_word": "Commitment",
        "position": 1,
        "source": "S1",
    }
    return made(Framework, **defaults | values)


def a_strand(**values):
    number = next(numbers)
    framework = values.pop("framework", None) or a_framework()
    defaults = {
        "framework": framework,
        "code": f"strand-{number}",
        "number": number,
        "name": "Recovery",
        "source": "S1 5",
    }
    return made(Strand, **defaults | values)


def a_commitment(**values):
    number = next(numbers)
    strand = values.pop("strand", None) or a_strand()
    defaults = {
        "strand": strand,
        "code": f"commitment-{number}",
        "number": number,
        "source": "S1 5",
    }
    return made(Commitment, **defaults | values)


def a_project(**values):
    number = next(numbers)
    strand = values.pop("strand", None) or a_strand()
    owner = values.pop("owner_agency", None) or AgencyFactory()
    defaults = {
        "code": f"project-{number}",
        "name": "Mental health navigators",
        "strand": strand,
        "owner_agency": owner,
        "theme": "Mental health",
        "summary": "Two workers begin.",
        "public_words": "New workers will support people.",
        "year": "2025-26",
        "position": number,
        "source": "S1 5.2",
    }
    return made(Project, **defaults | values)


def a_figure(project=None, **values):
    number = next(numbers)
    defaults = {
        "code": f"figure-{number}",
        "project": project,
        "label": "People trained",
        "shown": "283",
        "as_of": "First year",
        "source": "S1 7.4",
    }
    return made(Figure, **defaults | values)


def a_round(strand, **values):
    defaults = {
        "strand": strand,
        "quarter_starts_on": date(2026, 4, 1),
        "board_on": date(2026, 6, 17),
        "opens_on": date(2026, 5, 6),
        "asks_on": date(2026, 5, 20),
        "due_on": date(2026, 6, 3),
    }
    return made(Round, **defaults | values)


def a_return(of, project, **values):
    return made(Return, round=of, project=project, **values)


def an_update(project, **values):
    defaults = {"project": project, "agency": project.owner_agency}
    return made(Update, **defaults | values)


def some_evidence(update, **values):
    with as_role("wb_bulk"):
        found = Evidence.objects.create(
            **{"update": update, "title": "Committee paper", "place": "S1 5.2"} | values
        )
        Update.objects.filter(pk=update.pk).update(evidence_count=update.evidence.count())
    return found


def a_paper(by, framework=None, **values):
    defaults = {
        "framework": framework or a_framework(),
        "kind": Paper.Kind.YEARLY,
        "title": "Year two update",
        "year": "2025-26",
        "audience": "Committee",
        "composed_at": NOON,
        "composed_by": by,
    }
    return made(Paper, **defaults | values)


def a_section(paper, **values):
    defaults = {"paper": paper, "position": next(numbers), "heading": "Background", "body": "Text"}
    return made(Section, **defaults | values)


def a_keeper(*more):
    """Return somebody of the partnership team who keeps the plan."""
    team = AgencyFactory(kind=Agency.Kind.PARTNERSHIP_TEAM)
    return worker_at(team, Duty.KEEP_PLAN, *more)


def an_owner(agency):
    """Return somebody who reports progress for this agency."""
    return worker_at(agency, Duty.REPORT_PROGRESS)


def an_executive():
    """Return a member of the board, who reads."""
    return worker_at(AgencyFactory(), Duty.SIT_IN_GROUPS, Duty.VIEW_INDICATORS)
