"""Who reads the plan, who reports on what, and who keeps it."""

from django.db.models import Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.policy import agencies_where, has_duty
from whitebeam.strategy.models import Comment, Paper, Project, Return, Section, Update

READERS = (Duty.KEEP_PLAN, Duty.REPORT_PROGRESS, Duty.SIT_IN_GROUPS, Duty.VIEW_INDICATORS)


def reads(user: User) -> bool:
    """Say whether the user reads the plan."""
    return has_duty(user, *READERS)


def keeps(user: User) -> bool:
    """Say whether the user keeps the plan for the partnership."""
    return has_duty(user, Duty.KEEP_PLAN)


def owned_agencies(user: User) -> QuerySet[Agency]:
    """Return the agencies for which the user reports progress."""
    return agencies_where(user, Duty.REPORT_PROGRESS)


def visible_to(user: User) -> QuerySet[Project]:
    """Return the projects that the user may read: all of the plan, or none."""
    projects = Project.objects.filter(ended_on=None)
    return projects if reads(user) else projects.none()


def reportable_by(user: User) -> QuerySet[Project]:
    """Return the projects on which the user may report."""
    if keeps(user):
        return visible_to(user)
    return visible_to(user).filter(owner_agency__in=owned_agencies(user))


def changeable_by(user: User) -> QuerySet[Project]:
    """Return what the user may change: a keeper all, an owner the agency's own parts."""
    if keeps(user):
        return visible_to(user)
    return reportable_by(user).exclude(parent=None)


def updates_visible_to(user: User) -> QuerySet[Update]:
    """Return updates that were sent, and drafts of the user's own agencies."""
    if keeps(user):
        return Update.objects.all()
    sent = Q(state__in=(Update.State.SUBMITTED, Update.State.SIGNED_OFF))
    own = Q(agency__in=owned_agencies(user))
    return Update.objects.filter(own | sent) if reads(user) else Update.objects.none()


def updates_writable_by(user: User) -> QuerySet[Update]:
    """Return the drafts that the user may write."""
    open_ones = Update.objects.filter(state__in=(Update.State.DRAFT, Update.State.RETURNED))
    return open_ones.filter(project__in=reportable_by(user))


def updates_signable_by(user: User) -> QuerySet[Update]:
    """Return the updates that this keeper may sign off or send back: never their own."""
    if not keeps(user):
        return Update.objects.none()
    return Update.objects.filter(state=Update.State.SUBMITTED).exclude(written_by=user)


def returns_owed_by(user: User) -> QuerySet[Return]:
    """Return what the user's agencies were asked for and have not answered."""
    return Return.objects.filter(
        project__in=visible_to(user).filter(owner_agency__in=owned_agencies(user)),
        answered_at=None,
        asked_at__isnull=False,
    )


def papers_visible_to(user: User) -> QuerySet[Paper]:
    """Return every paper to a keeper, and the finished ones to those who read the plan."""
    if keeps(user):
        return Paper.objects.all()
    finished = Paper.objects.filter(finished_at__isnull=False)
    return finished if reads(user) else finished.none()


def papers_writable_by(user: User) -> QuerySet[Paper]:
    """Return the papers that are still in hand."""
    return Paper.objects.filter(finished_at=None) if keeps(user) else Paper.objects.none()


def sections_writable_by(user: User) -> QuerySet[Section]:
    """Return the sections that the user may edit."""
    return Section.objects.filter(paper__in=papers_writable_by(user))


def comments_open_to(user: User) -> QuerySet[Comment]:
    """Return the comments that the user may settle."""
    return Comment.objects.filter(section__in=sections_writable_by(user), settled_at=None)
