"""The plan as its pages read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.actions.models import Action
from whitebeam.actions.queries.rows import ActionRow, rows_of
from whitebeam.kernel.paging import Page, page_of
from whitebeam.partners.models import Agency
from whitebeam.strategy import policy
from whitebeam.strategy.models import (
    Commitment,
    ExternalPlan,
    Figure,
    Framework,
    Mapping,
    Project,
    ProjectAction,
    Strand,
    Update,
)
from whitebeam.strategy.rules.standing import Standing

UPDATES = 12


@dataclass(frozen=True, slots=True)
class StrandCount:
    """How many projects of a strand stand how, and how many promises wait for their words."""

    strand: Strand
    standings: tuple[tuple[Standing, int], ...]
    promises: int
    unworded: int

    @property
    def projects(self) -> int:
        return sum(number for _, number in self.standings)


def frameworks() -> list[Framework]:
    """Return the frameworks, oldest first, with their strands."""
    strands = Prefetch("strands", Strand.objects.filter(ended_on=None).order_by("number"))
    return list(
        Framework.objects.filter(ended_on=None).prefetch_related(strands).order_by("position")
    )


def current_framework() -> Framework | None:
    """Return the newest framework, whose plan is live."""
    return Framework.objects.filter(ended_on=None).order_by("-position").first()


def strand_counts(framework: Framework, *, user: User, on: date) -> list[StrandCount]:
    """Return how the projects of each strand stand on a day."""
    rows = policy.visible_to(user).filter(strand__framework=framework, parent=None)
    claims = list(rows.values_list("strand_id", "status", "review_due_on"))
    promised = _promised(framework)
    return [
        StrandCount(strand, _counted(claims, strand.pk, on), *promised.get(strand.pk, (0, 0)))
        for strand in framework.strands.filter(ended_on=None).order_by("number")
    ]


def _counted(
    claims: Iterable[tuple[UUID, str, date | None]], strand: UUID, on: date
) -> tuple[tuple[Standing, int], ...]:
    found = [
        Standing.of(status, review_due_on=due, on=on)
        for owner, status, due in claims
        if owner == strand
    ]
    kinds = sorted(set(found), key=lambda one: one.place)
    return tuple((kind, found.count(kind)) for kind in kinds)


def _promised(framework: Framework) -> dict[UUID, tuple[int, int]]:
    rows = (
        Commitment.objects.filter(
            strand__framework=framework, kind=Commitment.Kind.COMMITMENT, ended_on=None
        )
        .values_list("strand_id")
        .annotate(all=Count("pk"), empty=Count("pk", filter=Q(words="")))
    )
    return {strand: (every, empty) for strand, every, empty in rows}


def projects_of(strand: Strand, *, user: User) -> QuerySet[Project]:
    """Return a strand's projects in their order, each with its parts."""
    parts = Prefetch("parts", policy.visible_to(user).select_related("owner_agency"))
    rows = policy.visible_to(user).filter(strand=strand, parent=None)
    return (
        rows.select_related("owner_agency", "owner_group", "commitment")
        .prefetch_related(parts)
        .order_by("position", "pk")
    )


def project(project_id: UUID, *, user: User) -> QuerySet[Project]:
    """Return one project with what its page shows, if the user may read it."""
    return (
        policy.visible_to(user)
        .filter(pk=project_id)
        .select_related(
            "strand__framework", "commitment", "owner_agency", "owner_team", "owner_group", "parent"
        )
        .prefetch_related("figures", "links", "changes", "external_lines__plan", "parts")
    )


def updates_of(one: Project, *, user: User, after: str = "") -> Page[Update]:
    """Return a page of what was said of a project, newest first."""
    rows = policy.updates_visible_to(user).filter(project=one).select_related("agency", "round")
    told = rows.prefetch_related("evidence__figure")
    return page_of(told, "-created_at", "pk", after=after, size=UPDATES)


def own_plan(agency: Agency, *, user: User) -> QuerySet[Project]:
    """Return what an agency owns in the plan, its parts of others' projects among it."""
    rows = policy.visible_to(user).filter(owner_agency=agency)
    return rows.select_related("strand__framework", "parent", "owner_group").order_by(
        "-strand__framework__position", "strand__number", "position", "pk"
    )


def agencies_in_plan(user: User) -> list[tuple[Agency, int]]:
    """Return the agencies that own anything of the live plan, with how much."""
    rows = policy.visible_to(user).filter(strand__framework=current_framework())
    counted = dict(rows.values_list("owner_agency").annotate(Count("pk")))
    agencies = Agency.objects.filter(pk__in=counted).order_by("name")
    return [(agency, counted[agency.pk]) for agency in agencies]


def commitments_of(strand: Strand) -> list[Commitment]:
    """Return what a strand promises, with where earlier promises led."""
    led = Prefetch("led_to", Mapping.objects.select_related("later__framework"))
    rows = strand.commitments.filter(ended_on=None).prefetch_related(led, "projects")
    return list(rows.order_by("kind", "number"))


def mappings() -> list[Mapping]:
    """Return where every earlier promise led."""
    rows = Mapping.objects.select_related("earlier__strand__framework", "later__framework")
    return list(
        rows.order_by(
            "earlier__strand__framework__position",
            "earlier__strand__number",
            "earlier__kind",
            "earlier__number",
            "later__number",
        )
    )


def figure(code: str) -> QuerySet[Figure]:
    """Return a figure by its code, with the project it is of."""
    return Figure.objects.filter(code=code).select_related("project__strand")


def figures_named(codes: Sequence[str]) -> dict[str, Figure]:
    """Return figures by their codes."""
    return {each.code: each for each in Figure.objects.filter(code__in=codes)}


def external_plans() -> list[ExternalPlan]:
    """Return other boards' plans with their lines and the projects these stand on."""
    return list(
        ExternalPlan.objects.filter(ended_on=None)
        .select_related("board")
        .prefetch_related("lines__project__owner_agency")
        .order_by("name")
    )


def commitment(commitment_id: UUID) -> QuerySet[Commitment]:
    """Return one commitment with its strand."""
    return Commitment.objects.filter(pk=commitment_id).select_related("strand__framework")


def actions_of(one: Project, *, user: User, on: date) -> list[ActionRow]:
    """Return a project's actions, those still open first."""
    if not policy.reads(user):
        return []
    linked = Action.objects.filter(
        pk__in=ProjectAction.objects.filter(project=one).values("action")
    )
    rows = linked.select_related("owner_agency", "owner").order_by("closed_at", "due_date", "pk")
    return rows_of(rows, reader=user, on=on)
