"""Frameworks, the delivery plan, its reporting, and what is written from it."""

from whitebeam.strategy.models.acting import ProjectAction
from whitebeam.strategy.models.consulting import (
    Consultation,
    ConsultationPart,
    ConsultationTheme,
    Criterion,
    Review,
)
from whitebeam.strategy.models.external import ExternalLine, ExternalPlan
from whitebeam.strategy.models.frameworks import Commitment, Framework, Mapping, Strand
from whitebeam.strategy.models.papers import (
    Comment,
    Paper,
    PathwayStep,
    Section,
    SectionVersion,
)
from whitebeam.strategy.models.plan import Change, Figure, Link, Project, Status
from whitebeam.strategy.models.reporting import Evidence, Return, Round, Update

__all__ = [
    "Change",
    "Comment",
    "Commitment",
    "Consultation",
    "ConsultationPart",
    "ConsultationTheme",
    "Criterion",
    "Evidence",
    "ExternalLine",
    "ExternalPlan",
    "Figure",
    "Framework",
    "Link",
    "Mapping",
    "Paper",
    "PathwayStep",
    "Project",
    "ProjectAction",
    "Return",
    "Review",
    "Round",
    "Section",
    "SectionVersion",
    "Status",
    "Strand",
    "Update",
]
