"""What the hidden case gathers at MARAC: everything an agency, an adviser or a guest could meet.

The panel and its agreement are shared by both worlds; the MARAC case is only in one.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from tests.factories import AreaFactory, SharingAgreementFactory, UserFactory
from tests.setting_builders import settings_of_marac
from whitebeam.marac import models as marac
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Agency

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = date(2026, 3, 4)
PARTS = ["VICTIM", "PERPETRATOR", "CHILD"]
SHARED = "SHARED-1"


def a_shared_panel(*agencies: Agency) -> marac.Panel:
    """Return a panel that the last of these coordinates and advises, and all of them research."""
    settings_of_marac()
    agreement, keeper = SharingAgreementFactory(between=agencies), agencies[-1]
    panel = marac.Panel.objects.create(
        code="shared", name="Shared MARAC", area=AreaFactory(), coordinated_by=keeper,
        chaired_by=keeper, advocated_by=keeper, source="Invented",
    )  # fmt: skip
    for agency in agencies:
        marac.PanelMember.objects.create(
            panel=panel, agency=agency, agreement=agreement, template="any", parts=PARTS,
            identifiers=["NAME"],
        )  # fmt: skip
    _a_case_in_both_worlds(panel)
    return panel


def _a_case_in_both_worlds(panel: marac.Panel) -> None:
    """Write a case that its coordinator reads; the hidden one is linked with it."""
    keeper, by = panel.coordinated_by, UserFactory()
    case = marac.Case.objects.create(
        reference=SHARED, panel=panel, state="HEARD", referring_agency=keeper, referred_by=by,
        referred_at=NOON, told="YES", consent="AGREED", background="x", screen_due_at=NOON,
        once_key=uuid4(),
    )  # fmt: skip
    marac.CasePerson.objects.create(case=case, part="PERPETRATOR", name="Rook")
    marac.Participant.objects.create(
        case=case, agency=keeper, capacity="COORDINATOR", coordinated_by=keeper, added_by=by,
        began_at=NOON,
    )  # fmt: skip


def gather(panel: marac.Panel, referral, people: list[UUID], *, by, reader) -> dict[str, UUID]:
    """Write a MARAC case about these people from this referral, and all that can hang on it."""
    keeper = panel.coordinated_by
    members = list(panel.members.select_related("agency", "agreement"))
    case = marac.Case.objects.create(
        reference="HIDDEN-1", panel=panel, state="HEARD", referral=referral,
        referring_agency=referral.sent_by, referred_by=referral.submitted_by, referred_at=NOON,
        told="YES", consent="AGREED", background="Unseen", screen_due_at=NOON, heard_at=NOON,
        idva_agency=keeper, idva=by, once_key=uuid4(),
    )  # fmt: skip
    of = {"case": case}
    parts = [
        marac.CasePerson.objects.create(part=part, person_id=person, name="Lark Hidden", **of)
        for part, person in zip(("VICTIM", "CHILD", "OTHER"), people, strict=False)
    ]
    for kind in ("PHONE", "ADDRESS"):
        marac.CaseIdentifier.objects.create(about=parts[0], kind=kind, text="Unseen", **of)
    _seats(case, members, by=by)
    wish = _voice(case, keeper, by=by)
    ids = _research(case, members, parts, by=by)
    _line(case, wish, keeper, by=by)
    settlement = _settlement(case, keeper, by=by)
    flags = [
        marac.FlagRequest.objects.create(agency=each.agency, asked_at=NOON, until=DAY, **of)
        for each in members
    ]
    _notice(case, reader)
    return (
        ids
        | _sent(a_package(case, keeper, by=by))
        | _links(case, parts[0], keeper, by=by)
        | {
            "case_id": case.pk,
            "settlement_id": settlement.pk,
            "question_id": marac.OriginatorQuestion.objects.filter(case=case)[0].pk,
            "flag_id": flags[0].pk,
            "access_id": _guest(case, members[0].agency, by=by).pk,
            "meeting_id": _meeting(case, by=by).pk,
        }
    )


def _settlement(case, keeper, *, by) -> marac.EarlySettlement:
    marac.ScreeningSettlement.objects.create(
        case=case, reason="Unseen", decided_by=by, decided_at=NOON
    )
    return marac.EarlySettlement.objects.create(
        case=case, reason="Unseen", proposed_by=by, proposed_for=keeper, proposed_at=NOON
    )


def _links(case, about, keeper, *, by) -> dict[str, UUID]:
    """Name another process beside the case, and another case of whoever causes harm."""
    harm = _harm(case, by=by)
    sides = {harm.case_id: harm.about_id, harm.other_id: harm.other_about_id}
    here = sides.pop(case.pk)
    [there] = sides.values()
    return {
        "process_id": _process(case, about, keeper, by=by).pk,
        "link_id": harm.pk,
        "about_id": here,
        "other_about_id": there,
    }


def _process(case, about, keeper, *, by) -> marac.ProcessLink:
    process = marac.ProcessLink.objects.create(
        case=case, about=about, kind="ADULT_PROTECTION", agency=keeper, said_for=keeper,
        lead="Unseen", contact="Unseen", by=by, at=NOON, once_key=uuid4(),
    )  # fmt: skip
    _line(case, process, keeper, by=by)
    return process


def _harm(case, *, by) -> marac.HarmLink:
    """Link one who causes harm in this case with the same in the case that both worlds know."""
    there = marac.CasePerson.objects.get(case__reference=SHARED, part="PERPETRATOR")
    here = marac.CasePerson.objects.create(case=case, part="PERPETRATOR", name="Rook Hidden")
    first, second = sorted((here, there), key=lambda one: one.pk)
    return marac.HarmLink.objects.create(
        case=first.case, about=first, other=second.case, other_about=second, is_sure=True,
        reason="Unseen", by=by, at=NOON,
    )  # fmt: skip


def _sent(package: marac.Package) -> dict[str, UUID]:
    return {"package_id": package.pk, "transfer_id": package.transfer_id}


def a_package(case, keeper, *, by) -> marac.Package:
    """Send the case to another MARAC with one thing in a package, and its line."""
    transfer = marac.Transfer.objects.create(
        case=case, direction="OUT", other_marac="Elsewhere", reason="Unseen", move="PERMANENT",
        sent_at=NOON, sent_by=by, due_at=NOON, to_panel=case.panel,
    )  # fmt: skip
    package = marac.Package.objects.create(
        case=case, transfer=transfer, reference=case.reference, from_marac="x", sent_at=NOON,
        parts=["REFERRAL"], is_address_withheld=True, sent_by=by,
    )  # fmt: skip
    item = marac.PackageItem.objects.create(
        case=case, package=package, part="REFERRAL", position=0, controller=keeper,
        content='{"part": "REFERRAL", "controller": "x", "title": "Unseen", "paragraphs": [],'
        ' "lines": [], "people": [], "account": {}, "grounds": {}}',
    )  # fmt: skip
    _line(case, item, keeper, by=by)
    marac.TransferNote.objects.create(
        case=case, transfer=transfer, agency=keeper, by=by, at=NOON, words="Unseen"
    )
    return package


def _voice(case, keeper, *, by):
    """Write what an adviser leaves behind; the wish is returned."""
    of = {"case": case}
    told = {"agency": keeper, "by": by, "at": NOON, "once_key": uuid4(), **of}
    marac.ContactAttempt.objects.create(channel="CALL", outcome="REACHED", **told)
    said = {**told, "once_key": uuid4()}
    marac.Unreached.objects.create(why="TRIED", attempts=3, instead="Unseen", **said)
    wish = marac.Wish.objects.create(when="BEFORE", words="Unseen", **told)
    marac.Telling.objects.create(outcome="UNSAFE", decided="Unseen", reason="x", **told)
    return wish


def _notice(case, reader) -> None:
    Notice.objects.create(
        to=reader, template="research_asked", about_label="marac.Case", about_id=case.pk,
        made_at=NOON, reference="HIDDEN-1",
    )  # fmt: skip


def _seats(case, members, *, by) -> None:
    keeper = case.panel.coordinated_by
    seats = [(keeper, capacity) for capacity in ("COORDINATOR", "CHAIR", "IDVA")]
    seats += [(each.agency, "RESEARCHER") for each in members]
    seats.append((case.referring_agency, "REFERRER"))
    marac.RepeatFinding.objects.create(case=case, rule="any_abuse", months=12, by=by, at=NOON)
    for agency, capacity in seats:
        marac.Participant.objects.create(
            case=case, agency=agency, capacity=capacity, coordinated_by=keeper, added_by=by,
            began_at=NOON,
        )  # fmt: skip


def _research(case, members, parts, *, by) -> dict[str, UUID]:
    for member in members:
        request = marac.ResearchRequest.objects.create(
            case=case, agency=member.agency, agreement=member.agreement, template="any",
            parts=PARTS, identifiers=["PHONE"], asked_at=NOON, asked_by=by, due_at=NOON,
        )  # fmt: skip
        own = {"case": case, "request": request}
        marac.KnownPerson.objects.create(case_person=parts[0], is_known=True, **own)
        marac.ResearchDraft.objects.create(agency=member.agency, answers="{}", by=by, **own)
        item = marac.ResearchItem.objects.create(
            agency=member.agency, kind="FACT", topic="RISK", text="Unseen", shared_at=NOON, by=by,
            once_key=uuid4(), **own,
        )  # fmt: skip
        _line(case, item, member.agency, by=by)
    return {"research_id": request.pk, "item_id": item.pk}


def _line(case, fact, agency, *, by) -> None:
    line = marac.Disclosure.objects.create(
        case=case, about_label=fact._meta.label, about_id=fact.pk, controller=agency,
        basis="PUBLIC_TASK", necessity="x", proportionality="x", emergency_why="x", decided_by=by,
        decided_at=NOON,
    )  # fmt: skip
    marac.Recipient.objects.create(case=case, disclosure=line, agency=agency, at=NOON)
    marac.OriginatorQuestion.objects.create(
        case=case, disclosure=line, about_label=line.about_label, controller=agency, asked_by=by,
        kind="PASS_ON", words="Unseen", asked_for=case.panel.coordinated_by, asked_at=NOON,
        once_key=uuid4(),
    )  # fmt: skip


def _guest(case, agency, *, by):
    return marac.GuestAccess.objects.create(
        agency=agency, user=UserFactory(kind="GUEST"), case=case, invited_by=by, invited_at=NOON,
        coordinated_by=case.panel.coordinated_by, until=NOON + timedelta(days=9), words_hash="x",
    )  # fmt: skip


def _meeting(case, *, by):
    meeting = marac.Meeting.objects.create(
        panel=case.panel, kind="PROFESSIONALS", starts_at=NOON, minutes=30, cut_off_at=NOON,
        research_due_at=NOON, coordinated_by=case.panel.coordinated_by, called_by=by, chair=by,
    )  # fmt: skip
    marac.AgendaItem.objects.create(
        meeting=meeting, case=case, minutes=30, is_aside=True, listed_by=by, listed_at=NOON
    )
    return meeting
