from datetime import UTC, date, datetime

import pytest

from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.config.pack import BrokenPack
from whitebeam.config.pack.loading import deeds
from whitebeam.config.pack.tests.conftest import PACKS
from whitebeam.directory.models import Helpline, Lot, Service
from whitebeam.partners.models import (
    Agency,
    AgreementParty,
    Area,
    LocalSetting,
    Postcode,
)
from whitebeam.partners.queries import area_of_postcode, setting_in_force
from whitebeam.referrals.models import FormVersion, Queue, Reason, RoutingRule

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
PARTY = "    - {agency: example-school}\n"
EXTRA = (
    "- {code: extra, name: Extra, kind: CHARITY, areas: everywhere, source: Invented}\n",
    (PARTY, f"{PARTY}    - {{agency: extra}}\n"),
    "- {key: guest.link_hours, value: 24, unit: hours, from: 2025-04-01, evidence: D, source: x}\n",
)


def load(pack, *, at=NOON, **options):
    with as_role("wb_bulk"):
        return deeds.load(pack, say=lambda line: None, at=at, **options)


def diff(pack, *, at=NOON):
    with as_role("wb_bulk"):
        return deeds.diff(pack, at=at)


def change_on_screen(model, code, **values):
    with as_role("wb_bulk"):
        model.objects.filter(code=code).update(**values)


def test_kent_and_medway_is_loaded_whole():
    load(PACKS / "kent_medway")

    assert Area.objects.count() == 13
    assert Postcode.objects.count() > 70_000
    assert area_of_postcode("ct10 1aa").name == "Thanet"
    assert Lot.objects.get(code="kidas-lot-1").provider.code == "oasis"
    assert Queue.objects.get(code="lot-3").team.code == "triage-north"
    assert RoutingRule.objects.order_by("position").last().when == {}
    assert RoutingRule.objects.get(code="lot-1").when == {"area": ["E07000108", "E07000114"]}
    assert Helpline.objects.filter(is_confirmed=True).count() == 7
    assert not Service.objects.filter(code="kent-integrated-family").exists()
    assert Service.objects.filter(code="male-refuge-pilot").exists()
    assert setting_in_force("marac.meeting_every_days", default=None) == 28
    medway = Area.objects.get(code="E06000035")
    assert setting_in_force("marac.meeting_every_days", default=None, area=medway) == 7


def test_loading_twice_changes_nothing(example):
    assert load(example.folder) > 0
    held = LocalSetting.objects.count()

    assert diff(example.folder) == []
    assert load(example.folder) == 0
    assert LocalSetting.objects.count() == held
    with as_role("wb_backup"):
        [entry] = Entry.objects.all()
    assert (entry.verb, entry.who) == (deeds.LOADED, "process:pack")


def test_a_dry_run_names_what_would_change_and_changes_nothing(example):
    load(example.folder)
    example.change("queues.yaml", "claim_minutes: 60", "claim_minutes: 45")
    example.change("needs.yaml", "Housing, source", "Somewhere to live, source")

    lines = diff(example.folder)

    assert "queues: change all: claim_minutes 60 → 45" in lines
    assert "settings: add words.needs 2025-04-01" in lines
    assert Queue.objects.get().claim_minutes == 60


def test_what_is_gone_is_ended_and_what_comes_back_is_open_again(example):
    load(example.folder)
    code = "NOT_ELIGIBLE"
    example.change("decline_reasons.yaml", code, "OTHER")

    load(example.folder)
    assert Reason.objects.get(code=code).ended_on == date(2026, 5, 6)

    example.change("decline_reasons.yaml", "OTHER", code)
    load(example.folder)
    assert Reason.objects.get(code=code).ended_on is None


def test_an_agency_and_a_setting_that_are_gone_are_not_deleted(example):
    agencies, agreements, clocks = EXTRA
    example.add("agencies.yaml", agencies)
    example.change("agreements.yaml", *agreements)
    example.add("clocks.yaml", clocks)
    load(example.folder)

    example.change("agencies.yaml", agencies, "")
    example.change("agreements.yaml", *reversed(agreements))
    example.change("clocks.yaml", clocks, "")
    load(example.folder)

    assert Agency.objects.get(code="extra").status == Agency.Status.ENDED
    assert not AgreementParty.objects.filter(agency__code="extra").exists()
    assert LocalSetting.objects.get(key="guest.link_hours").withdrawn_at == NOON


def test_a_value_changed_on_screen_stays_until_the_pack_asks_for_another(example):
    load(example.folder)
    change_on_screen(Queue, "all", claim_minutes=30)
    change_on_screen(Agency, "example-school", status=Agency.Status.STOPPED)

    assert load(example.folder) == 0
    assert Queue.objects.get().claim_minutes == 30

    example.change("queues.yaml", "claim_minutes: 60", "claim_minutes: 45")
    load(example.folder)
    assert Queue.objects.get().claim_minutes == 45
    assert Agency.objects.get(code="example-school").status == Agency.Status.STOPPED


def test_a_setting_gets_a_new_row_and_keeps_the_old_one(example):
    load(example.folder)
    example.change("clocks.yaml", "value: 16", "value: 24")

    load(example.folder)

    key = "referral.transfer_receipt_hours"
    assert setting_in_force(key, default=None) == 24
    assert set(LocalSetting.objects.filter(key=key).values_list("value", flat=True)) == {16, 24}


def test_a_rule_that_past_work_rests_on_needs_a_new_first_day(example):
    load(example.folder)
    example.change("routing.yaml", "Medway goes to the one queue.", "Medway goes there.")

    with pytest.raises(BrokenPack) as refused:
        load(example.folder)
    [problem] = refused.value.problems
    assert (problem.file, problem.line) == ("routing.yaml", 1)
    assert "give it a new 'from'" in problem.sentence

    example.change("routing.yaml", "from: 2025-04-01", "from: 2026-06-01")
    load(example.folder)
    old, new = RoutingRule.objects.filter(code="medway").order_by("starts_on")
    assert old.ends_on == date(2026, 5, 31)
    assert (new.sentence, new.ends_on) == ("Medway goes there.", None)


def test_a_form_that_was_answered_needs_a_new_version(example):
    load(example.folder)
    example.change("forms/referral.yaml", "label: Postcode", "label: Their postcode")

    with pytest.raises(BrokenPack, match="a new 'version' and 'from'"):
        diff(example.folder)

    example.change("forms/referral.yaml", "version: 2", "version: 3")
    load(example.folder)
    assert FormVersion.objects.filter(code="referral").count() == 2


def test_a_broken_pack_changes_nothing(example):
    example.change("queues.yaml", "agency: example-service", "agency: nobody")

    with pytest.raises(BrokenPack):
        load(example.folder)

    assert not Area.objects.exists()


def test_what_is_invented_is_left_out_on_request(example):
    example.change("agencies.yaml", "kind: EDUCATION", "kind: EDUCATION\n  invented: true")

    load(example.folder, invented=False)

    assert [agency.code for agency in Agency.objects.all()] == ["example-service"]
    assert AgreementParty.objects.count() == 1
