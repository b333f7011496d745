"""Roles put right by two workers with a trace; assessments opened to others under an agreement."""

from datetime import timedelta

import pytest

from tests.factories import AgencyFactory, SharingAgreementFactory, worker_at
from tests.people_builders import NOON, as_worker
from tests.risk_builders import an_assessment
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.risk.queries import latest_signed_of
from whitebeam.risk.services import require_counter_allegation_reviewed, share_with
from whitebeam.risk.services.correcting import decide, put_right, raise_correction
from whitebeam.risk.services.sharing import stop_sharing
from whitebeam.risk.tests.desk import ASSESSING, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def go_forward(desk, victims, perpetrators):
    with as_worker(desk.worker):
        require_counter_allegation_reviewed(
            [one.pk for one in victims], [one.pk for one in perpetrators]
        )


class Correcting:
    """A correction of Rook's role: she is the one harmed, and was recorded as causing harm."""

    def __init__(self, desk):
        self.desk = desk
        self.wrong = an_assessment(
            desk.wren, perpetrator=desk.rook, by=desk.worker, agency=desk.agency
        )

    def raised(self, **given):
        desk = self.desk
        values = {"person": desk.rook, "other": desk.wren, "why": "Old records", **given}
        with as_worker(desk.worker):
            return raise_correction(
                agency=desk.agency, review=None, by=desk.worker, at=NOON, **values
            )

    def decided(self, correction, *, by=None, is_upheld=True, words="I agree"):
        by = by or self.desk.colleague
        with as_worker(by):
            return decide(correction.pk, is_upheld=is_upheld, words=words, by=by, at=NOON)

    def righted(self, correction, words="Police and IDVA told"):
        by = self.desk.worker
        with as_worker(by):
            return put_right(correction.pk, words=words, by=by, at=NOON)


@pytest.fixture
def correcting(desk):
    return Correcting(desk)


def test_a_correction_is_raised_decided_by_another_and_put_right_with_a_trace(desk, correcting):
    correction = correcting.raised()
    correcting.decided(correction)

    assert correcting.righted(correction) == 1

    with as_role("wb_bulk"):
        steps = list(correction.steps.order_by("created_at").values_list("state", "by"))
        correcting.wrong.refresh_from_db()
    assert steps == [
        ("RAISED", desk.worker.pk),
        ("UPHELD", desk.colleague.pk),
        ("CORRECTED", desk.worker.pk),
    ]
    assert correcting.wrong.set_aside_by_id == correction.pk
    with as_worker(desk.worker):
        assert latest_signed_of(desk.worker, desk.wren.pk) is None
    with as_role("wb_bulk"):
        turned = an_assessment(desk.rook, perpetrator=desk.wren, by=desk.worker, agency=desk.agency)
    assert turned.set_aside_by_id is None
    go_forward(desk, [desk.rook], [desk.wren])


def test_one_worker_cannot_do_both(desk, correcting):
    correction = correcting.raised()

    with pytest.raises(Refused, match="another must decide"):
        correcting.decided(correction, by=desk.worker)


def test_what_was_not_agreed_is_not_put_right(correcting):
    correction = correcting.raised()
    correcting.decided(correction, is_upheld=False)

    with pytest.raises(Refused, match="moved on"):
        correcting.righted(correction)


def test_each_step_needs_words_and_happens_once(correcting):
    with pytest.raises(Refused, match="wrong way round"):
        correcting.raised(why=" ")
    correction = correcting.raised()
    with pytest.raises(Refused, match="raised already"):
        correcting.raised()
    with pytest.raises(Refused, match="why you agree"):
        correcting.decided(correction, words="")
    correcting.decided(correction)
    with pytest.raises(Refused, match="decided already"):
        correcting.decided(correction)
    with pytest.raises(Refused, match="put right, and who"):
        correcting.righted(correction, words="")


def share(desk, assessment, *agencies, agreement, why="The meeting"):
    with as_worker(desk.worker):
        return share_with(assessment, agencies, agreement, why=why, by=desk.worker, at=NOON)


def test_sharing_opens_it_to_another_agency_until_it_is_stopped(desk):
    signed = desk.signed()
    other = AgencyFactory()
    reader = worker_at(other, *ASSESSING)
    agreement = SharingAgreementFactory(between=[desk.agency, other])

    [made] = share(desk, signed, other, desk.agency, agreement=agreement)
    assert share(desk, signed, other, agreement=agreement) == []
    with as_worker(reader):
        assert latest_signed_of(reader, desk.wren.pk) == signed

    with as_worker(desk.worker):
        stop_sharing(made.pk, by=desk.worker, at=NOON)
    with as_worker(reader):
        assert latest_signed_of(reader, desk.wren.pk) is None
    with as_worker(desk.worker), pytest.raises(Refused, match="any more"):
        stop_sharing(made.pk, by=desk.worker, at=NOON)


def test_sharing_needs_an_agreement_a_reason_and_ones_own_assessment(desk, today):
    signed = desk.signed()
    other = AgencyFactory()
    ended = SharingAgreementFactory(between=[desk.agency, other], ends_on=today - timedelta(days=1))
    in_force = SharingAgreementFactory(between=[desk.agency, other])
    with pytest.raises(Refused, match="No agreement"):
        share(desk, signed, other, agreement=ended)
    with pytest.raises(Refused, match="No agreement"):
        share(desk, signed, AgencyFactory(), agreement=in_force)
    with pytest.raises(Refused, match="why"):
        share(desk, signed, other, agreement=in_force, why="")

    desk.worker = worker_at(other, *ASSESSING)
    with pytest.raises(Refused, match="own agency"):
        share(desk, signed, other, agreement=in_force)
