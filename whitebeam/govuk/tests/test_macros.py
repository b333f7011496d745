"""What the macros print for a form that was answered badly, and what the environment refuses."""

import pytest
from django import forms
from django.template import engines
from jinja2 import UndefinedError

from whitebeam.govuk.environment import error_items
from whitebeam.govuk.forms import ExampleForm


@pytest.fixture
def env():
    return engines["jinja2"].env


@pytest.fixture
def form():
    return ExampleForm(
        {"status": "DECLINED", "child_born_age": "old", "born_on_day": "31", "needs": ["HOME"]}
    )


def printed(env, macro, form):
    template = '{% from "wb/form.html" import ' + macro.split("(")[0] + " %}{{ " + macro + " }}"
    return env.from_string(template).render(form=form)


def test_the_summary_and_the_field_say_the_same(env, form):
    items = {item["href"]: item["text"] for item in error_items(form, None)}

    assert items["#id_known_as"] == "Enter what she is known as"
    assert items["#id_known_as"] in printed(env, "text_input(form.known_as)", form)
    assert items["#id_born_on"] in printed(env, "date_input(form.born_on)", form)


def test_each_link_of_the_summary_lands_on_a_box(env, form):
    shown = printed(env, "date_input(form.born_on)", form) + printed(
        env, "approximate_date_input(form.child_born)", form
    )

    for target in ("id_born_on", "id_child_born_age"):
        assert f'id="{target}"' in shown
        assert f"#{target}" in {item.get("href") for item in error_items(form)}


def test_errors_of_the_whole_form_come_first_and_without_a_link(form):
    form.add_error(None, "This referral is no longer waiting for your answer")

    assert error_items(form)[0] == {"text": "This referral is no longer waiting for your answer"}


def test_the_first_radio_carries_the_id_of_its_field(env):
    shown = printed(env, "radios(form.status)", ExampleForm())

    assert shown.index('id="id_status"') < shown.index('id="id_status-2"')


class FromWhomForm(forms.Form):
    whom = forms.ChoiceField(choices=[("ROOK", "Rook"), ("", "Somebody else")], required=False)
    none = forms.ChoiceField(choices=[("ROOK", "Rook"), ("", "")], required=False)


def test_an_empty_choice_that_says_something_is_offered(env):
    form = FromWhomForm()

    assert "Somebody else" in printed(env, "radios(form.whom)", form)
    offered = printed(env, "select(form.whom)", form)
    assert "Somebody else" in offered
    assert "Choose one" not in offered
    assert printed(env, "radios(form.none)", form).count('type="radio"') == 1
    assert "Choose one" in printed(env, "select(form.none)", form)


def test_what_was_chosen_and_typed_is_kept(env, form):
    assert 'value="DECLINED" checked' in printed(env, "radios(form.status)", form)
    assert 'value="HOME" checked' in printed(env, "checkboxes(form.needs)", form)
    assert 'value="31"' in printed(env, "date_input(form.born_on)", form)


def test_words_are_escaped(env):
    form = ExampleForm({"known_as": '"><script>', "happened": "</textarea><script>"})

    for macro in ("text_input(form.known_as)", "textarea(form.happened)"):
        assert "<script>" not in printed(env, macro, form)


@pytest.mark.parametrize("typo", ["{{ nme }}", "{% if nme %}{% endif %}", "{{ form.knwon_as }}"])
def test_a_name_that_does_not_exist_is_refused(env, typo):
    with pytest.raises((UndefinedError, KeyError)):
        env.from_string(typo).render(form=ExampleForm())


def test_a_key_that_is_left_out_is_empty(env):
    assert env.from_string("[{{ a.b }}]{% if a.b %}x{% endif %}").render(a={}) == "[]"


@pytest.mark.parametrize(
    ("cell", "is_blank"),
    [("", True), ("Open", False), (0, False), ({"text": ""}, True), ({"tag": "Late"}, False)],
)
def test_a_card_leaves_out_what_is_empty(env, cell, is_blank):
    template = env.from_string(
        '{% from "wb/table.html" import table %}{{ table("Cases", ["Of", "Is"], [["One", cell]]) }}'
    )

    assert ("wb-blank" in template.render(cell=cell)) is is_blank
