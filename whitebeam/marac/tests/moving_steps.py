"""Steps that tests of moves between MARACs share: a case that is sent, and whom it is sent to."""

import re
from datetime import timedelta

from django.core import mail
from django.utils import timezone

from tests.factories import AreaFactory, worker_at
from tests.marac_builders import NOON, acting_as, is_looked_up_by
from tests.roles import as_role
from whitebeam.accounts.models import OneUseLink
from whitebeam.accounts.tasks import send_link
from whitebeam.marac.models import Case, Package, PackageItem, Panel, Transfer
from whitebeam.marac.services import arriving, guests, transferring
from whitebeam.marac.services.guests import Invited
from whitebeam.marac.services.transferring import Where
from whitebeam.marac.tests.research_steps import an_asked_case, held, share
from whitebeam.partners.models import Duty
from whitebeam.people.models import Person

ALL = tuple(PackageItem.Part.values)
EMAIL = "co@elsewhere.example"


def a_shared_case():
    """Return a panel and a case of it that says where she lives, and of which the police shared."""
    marac, case = an_asked_case()
    with as_role("wb_bulk"):
        victim = case.people.get(part="VICTIM")
        case.background = "He waits at 4 Larch Way."
        case.save(update_fields=["background"])
    is_looked_up_by(victim, ADDRESS="4 Larch Way", ALIASES="Wren")
    share(marac, case, held())
    return marac, case


def send(marac, case, *, parts=ALL, withheld=True, to=None, reason="She moves", by=None):
    where = Where(
        other_marac=to.name if to else "Elsewhere MARAC",
        other_coordinator="",
        reason=reason,
        move="PERMANENT",
        documents=parts,
        is_address_withheld=withheld,
        was_circulated=False,
        to_panel=to,
    )
    by = by or marac.coordinator
    with acting_as(by):
        return transferring.send(case_id=case.pk, where=where, by=by, at=NOON)


def packages():
    with as_role("wb_bulk"):
        return list(Package.objects.select_related("transfer").order_by("number"))


def words_sent():
    with as_role("wb_bulk"):
        return "\n".join(str(one.content) for one in PackageItem.objects.order_by("position"))


def another_panel(marac):
    """Return a panel that another agency coordinates, and its coordinator."""
    with as_role("wb_bulk"):
        panel = Panel.objects.create(
            code="beech", name="Beech MARAC", area=AreaFactory(), coordinated_by=marac.outside,
            chaired_by=marac.police, advocated_by=marac.service, source="Invented",
        )  # fmt: skip
    return panel, worker_at(marac.outside, Duty.COORDINATE_MARAC)


def invite(marac, package, *, by=None, **to):
    now, by = timezone.now(), by or marac.coordinator
    usual = {"name": "Ada There", "email": EMAIL, "until": now + timedelta(days=7)}
    with acting_as(by):
        return guests.invite_to_package(Invited(None, package=package, **usual | to), by=by, at=now)


def link_sent():
    with as_role("wb_worker"):
        link = OneUseLink.objects.filter(kind="RESEARCH").latest("asked_at")
        send_link(link_id=str(link.pk))
    return re.search(r"https?://[^/]+(/marac/guest/\S+)", mail.outbox[-1].body).group(1)


class Move:
    """A case of one panel that was sent to another, which another agency coordinates."""

    def __init__(self):
        self.marac, self.case = a_shared_case()
        self.panel, self.there = another_panel(self.marac)
        with as_role("wb_bulk"):
            self.person = Person.objects.create(known_as="Wren", recorded_by=self.marac.school)
            self.case.people.filter(part="VICTIM").update(person=self.person)

    def goes(self, **given):
        send(self.marac, self.case, to=self.panel, **given)
        with as_role("wb_bulk"):
            self.transfer = Transfer.objects.get(case=self.case)
        return self

    def taken_on(self, by=None):
        by = by or self.there
        with acting_as(by):
            return arriving.take_on(self.transfer.pk, by=by, at=NOON)

    def now(self):
        with as_role("wb_bulk"):
            return Case.objects.get(pk=self.case.pk), Transfer.objects.get(pk=self.transfer.pk)
