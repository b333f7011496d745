"""What must never be of a MARAC case is refused by the database, each rule by its name."""

from uuid import uuid4

import pytest

from tests.constraints import constraint_broken_by, constraints_of
from tests.marac_builders import LONG_AGO, NOON, a_case, a_marac, a_member, a_request
from tests.roles import as_role
from whitebeam.marac import models
from whitebeam.marac.tests.broken_rows import DAY, World
from whitebeam.people.models import Person

pytestmark = pytest.mark.django_db


def twice(row):
    return lambda w: [row(w), row(w)]


def once(row):
    return lambda w: [row(w)]


def a_person(w):
    with as_role("wb_bulk"):
        return Person.objects.create(known_as="Wren", recorded_by=w.marac.school)


def a_child(w):
    with as_role("wb_bulk"):
        return w.case.people.get(part="CHILD")


def a_part_played_twice(w):
    person = a_person(w)
    return [
        w.of_case(models.CasePerson, person=person, part=part, name="")
        for part in ("CHILD", "OTHER")
    ]


def unreached(w, **given):
    usual = {"agency": w.marac.service, "by": w.user, "at": NOON, "why": "TRIED", "attempts": 3}
    return w.of_case(models.Unreached, instead="x", **usual | {"once_key": uuid4()} | given)


def linked_harm(w, **given):
    """Return a link of two cases, the lesser key first unless the ends are given."""
    with as_role("wb_bulk"):
        other = models.Case.objects.exclude(pk=w.case.pk).first() or a_case(w.marac)
        ends = models.CasePerson.objects.filter(part="PERPETRATOR", case__in=(w.case, other))
        first, second = ends.select_related("case").order_by("pk")
    usual = {"case": first.case, "about": first, "other": second.case, "other_about": second}
    said = {"is_sure": True, "reason": "x", "by": w.user, "at": NOON}
    return models.HarmLink(**usual | said | given)


BROKEN = {
    "panel_names_each_member_once": lambda w: [
        models.PanelMember(
            panel=w.marac.panel, agency=w.marac.police, agreement=w.marac.agreement, template="x"
        )
    ],
    "pathway_begins_once_a_day": twice(
        lambda w: models.Pathway(code="x", kind="FULL", name="x", starts_on=LONG_AGO, source="x")
    ),
    "pathway_ends_after_it_starts": once(
        lambda w: models.Pathway(
            code="x", kind="FULL", name="x", source="x", starts_on=LONG_AGO, ends_on=LONG_AGO - DAY
        )
    ),
    "late_reason_begins_once_a_day": twice(
        lambda w: models.LateReason(code="x", label="x", starts_on=LONG_AGO, source="x")
    ),
    "late_reason_ends_after_it_starts": once(
        lambda w: models.LateReason(
            code="x", label="x", source="x", starts_on=LONG_AGO, ends_on=LONG_AGO - DAY
        )
    ),
    "statement_has_each_version_once": twice(
        lambda w: models.Statement(code="x", version=1, text="x", starts_on=LONG_AGO, source="x")
    ),
    "marac_case_without_consent_says_why": once(lambda w: w.another_case(consent="REFUSED")),
    "marac_case_screened_by_somebody": once(lambda w: w.another_case(screened_at=NOON)),
    "marac_case_keeps_what_was_assessed": once(
        lambda w: w.another_case(assessment=w.an_assessment())
    ),
    "marac_repeat_names_the_case_before": once(lambda w: w.another_case(repeat="YES")),
    "marac_moved_meeting_says_when": once(lambda w: w.change(kind="MOVED")),
    "marac_changed_meeting_says_why": once(lambda w: w.change(reason="")),
    "marac_other_than_the_rule_says_why": once(
        lambda w: w.found(earlier=a_case(w.marac), earlier_on=LONG_AGO, counts_until=LONG_AGO)
    ),
    "marac_repeat_keeps_both_events": once(lambda w: w.found(earlier=a_case(w.marac), reason="x")),
    "marac_case_closed_at_some_time": once(lambda w: w.another_case(state="CLOSED")),
    "marac_case_has_one_person_harmed": once(
        lambda w: w.of_case(models.CasePerson, part="VICTIM", name="")
    ),
    "marac_part_is_played_once_per_case": a_part_played_twice,
    "marac_identifier_stands_once_a_person": lambda w: [
        w.of_case(models.CaseIdentifier, about=a_child(w), kind="SCHOOL", text="x")
        for _ in range(2)
    ],
    "marac_ground_is_named_once": twice(
        lambda w: w.of_case(models.Ground, kind="VISIBLE_HIGH_RISK", said_by=w.user)
    ),
    "marac_judgement_says_why": once(
        lambda w: w.of_case(models.Ground, kind="PROFESSIONAL_JUDGEMENT", said_by=w.user)
    ),
    "marac_part_is_open_once_per_capacity": once(lambda w: w.part()),
    "marac_guest_part_has_an_end": once(lambda w: w.guest_part(until=None)),
    "marac_guest_part_names_its_access": once(lambda w: w.part(user=w.user, until=NOON)),
    "marac_block_names_one_user_team_or_agency": once(lambda w: w.block()),
    "marac_block_is_lifted_by_two_people": once(
        lambda w: w.block(user=w.user, lifted_at=NOON, lifted_by=w.user, lift_approved_by=w.user)
    ),
    "marac_agency_is_asked_once_per_case": once(lambda w: w.ask(agency=w.marac.police)),
    "marac_answer_says_when_and_by_whom": once(lambda w: w.ask(answer="NOTHING_KNOWN")),
    "marac_asked_under_an_agreement_or_in_an_emergency": once(lambda w: w.ask(agreement=None)),
    "marac_line_names_an_agreement_or_the_emergency": once(lambda w: w.line(agreement=None)),
    "marac_guest_opens_one_case_or_one_list": once(
        lambda w: w.guest(case=w.case, meeting=w.meeting)
    ),
    "marac_guest_is_let_in_once": twice(lambda w: w.guest(case=w.case)),
    "marac_person_is_known_or_not_once": twice(
        lambda w: w.of_case(
            models.KnownPerson,
            request=w.request,
            case_person=a_child(w),
            is_known=True,
        )
    ),
    "marac_withheld_item_says_why_and_stays": once(
        lambda w: w.held(is_withheld=True, why_withheld="x", shared_at=NOON)
    ),
    "marac_item_has_one_ledger_line": twice(lambda w: w.line()),
    "marac_recipient_is_named_once": lambda w: [
        line := w.line(),
        *(
            w.of_case(models.Recipient, disclosure=line, agency=w.marac.housing, at=NOON)
            for _ in range(2)
        ),
    ],
    "marac_unreached_stands_once_in_a_case": twice(lambda w: unreached(w, once_key=uuid4())),
    "marac_unreached_after_an_attempt_or_without_a_way": once(lambda w: unreached(w, attempts=0)),
    "marac_telling_says_how_or_why_not": once(lambda w: w.telling(outcome="TOLD")),
    "marac_panel_sits_once_at_a_time": twice(lambda w: w.sitting()),
    "marac_meeting_comes_after_its_deadlines": once(lambda w: w.sitting(cut_off_at=NOON + 2 * DAY)),
    "marac_minutes_are_signed_by_somebody": once(lambda w: w.sitting(signed_at=NOON)),
    "marac_case_waits_on_one_list": once(lambda w: w.listing()),
    "marac_meeting_hears_one_case_at_a_time": lambda w: [
        w.listing(case=a_case(w.marac), opened_at=NOON) for _ in range(2)
    ],
    "marac_unheard_item_says_why": once(
        lambda w: w.listing(case=a_case(w.marac), outcome="DEFERRED")
    ),
    "marac_attendance_is_noted_once": twice(lambda w: w.attendance()),
    "marac_nobody_joins_without_the_statement": once(lambda w: w.attendance(joined_at=NOON)),
    "marac_conflict_is_declared_once": twice(
        lambda w: w.of_case(models.ConflictDeclaration, user=w.user, agency=w.marac.police, at=NOON)
    ),
    "marac_conflicted_stands_in_for_nobody": once(
        lambda w: w.of_case(
            models.ConflictDeclaration,
            user=w.user,
            representative=w.user,
            agency=w.marac.police,
            at=NOON,
        )
    ),
    "marac_only_what_was_heard_is_signed": once(
        lambda w: w.listing(case=a_case(w.marac), signed_at=NOON)
    ),
    "marac_minutes_have_each_version_once": twice(lambda w: w.signed()),
    "marac_correction_says_what_and_why": once(lambda w: w.signed(number=2)),
    "marac_agency_has_one_copy": lambda w: w.copies(),
    "marac_minutes_have_one_fact_in_a_place": lambda w: w.facts(),
    "marac_action_before_a_meeting_is_of_none": once(
        lambda w: w.raised(meeting=w.meeting, is_before_meeting=True)
    ),
    "marac_settlement_is_proposed_once": twice(lambda w: w.settlement()),
    "marac_settlement_needs_two_agencies": once(
        lambda w: w.settlement(seconded_for=w.marac.police)
    ),
    "marac_settlement_is_agreed_before_it_is_decided": once(
        lambda w: w.settlement(decided_at=NOON, decided_by=w.user)
    ),
    "marac_screened_audit_says_by_whom": once(
        lambda w: w.of_case(
            models.ScreeningSettlement,
            reason="x",
            decided_by=w.user,
            decided_at=NOON,
            audit="SOUND",
        )
    ),
    "marac_settlement_audit_says_by_whom": once(lambda w: w.settlement(audit="SOUND")),
    "marac_agency_flags_a_case_once": twice(lambda w: w.flag()),
    "marac_flag_is_set_by_somebody": once(lambda w: w.flag(flagged_at=NOON)),
    "marac_flag_is_removed_by_somebody": once(lambda w: w.flag(removed_at=NOON)),
    "marac_originator_answers_in_whole": once(
        lambda w: w.of_case(
            models.OriginatorQuestion,
            disclosure_id=uuid4(),
            about_label="marac.Wish",
            controller=w.marac.police,
            kind="PASS_ON",
            words="x",
            asked_by=w.user,
            asked_for=w.marac.housing,
            asked_at=NOON,
            answer="AGREED",
            once_key=uuid4(),
        )
    ),
    "marac_posts_are_not_below_none": once(
        lambda w: models.StaffInPost(
            area=w.marac.panel.area,
            role="ADVISER",
            posts=-1,
            starts_on=LONG_AGO,
            source="x",
            entered_by=w.user,
            entered_at=NOON,
        )
    ),
    "marac_return_ends_after_it_starts": once(
        lambda w: models.QuarterReturn(
            number="x",
            first_on=LONG_AGO,
            last_on=LONG_AGO - DAY,
            cells=[],
            made_by=w.user,
            made_for=w.marac.hub,
            made_at=NOON,
        )
    ),
    "marac_transfer_waits_once_per_case": twice(lambda w: w.move()),
    "marac_transfer_is_declined_with_a_reason": once(lambda w: w.move(declined_at=NOON)),
    "marac_harm_is_linked_once": twice(linked_harm),
    "marac_harm_link_joins_two_cases": once(lambda w: linked_harm(w, other=linked_harm(w).case)),
    "marac_harm_link_ends_with_a_reason": once(
        lambda w: linked_harm(w, ended_at=NOON, ended_by=w.user)
    ),
    "marac_process_is_named_once": twice(lambda w: w.process()),
    "marac_process_is_confirmed_by_somebody": once(lambda w: w.process(confirmed_at=NOON)),
    "marac_withheld_process_says_why": once(lambda w: w.process(is_withheld=True)),
    "marac_process_ends_with_a_reason": once(lambda w: w.process(ended_at=NOON, ended_by=w.user)),
    "marac_package_is_numbered_once": lambda w: w.sent_twice(),
    "marac_package_is_opened_by_somebody": once(lambda w: w.sent(opened_at=NOON)),
    "marac_package_holds_one_thing_a_place": lambda w: w.packed(),
    "marac_guest_of_a_package_names_its_case": lambda w: [
        package := w.sent(),
        w.guest(meeting=w.meeting, package=package),
    ],
    "marac_transfer_receipt_says_who": once(lambda w: w.move(received_at=NOON)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_it(name):
    assert constraint_broken_by(BROKEN[name](World())) == name


def test_no_constraint_is_left_out():
    assert set(BROKEN) == constraints_of("marac")


def test_a_case_may_be_asked_about_again_once_a_request_was_withdrawn():
    w = World()
    with as_role("wb_bulk"):
        w.case.requests.filter(agency=w.marac.police).update(withdrawn_at=NOON)

    assert a_request(w.marac, w.case, w.marac.police).pk


def test_a_member_joins_another_panel_too():
    w, other = World(), a_marac()

    assert a_member(other.panel, w.marac.police, w.marac.agreement).pk
