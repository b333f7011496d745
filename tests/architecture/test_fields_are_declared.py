"""Every column is declared: its class, who owns it, how long it is kept, whether a log names it."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps

from whitebeam.kernel.declared import Class
from whitebeam.kernel.fields import SealedTextField

APPS = [config for config in apps.get_app_configs() if config.name.startswith("whitebeam.")]
MODELS = [model for config in APPS for model in config.get_models()]
SENSITIVE = {Class.F4, Class.F6, Class.F7, Class.F8, Class.F11, Class.F12, Class.F13}


def declared_in(app):
    name = f"{app.name}.declared"
    return getattr(import_module(name), "DECLARED", {}) if find_spec(name) else {}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_declared_and_nothing_else(model):
    declared = declared_in(model._meta.app_config).get(model.__name__, {})

    assert set(declared) == {field.name for field in model._meta.concrete_fields}


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.label)
def test_no_model_is_declared_that_is_not_there(app):
    assert set(declared_in(app)) <= {model.__name__ for model in app.get_models()}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_log_may_name_what_is_sealed_or_sensitive(model):
    declared = declared_in(model._meta.app_config).get(model.__name__, {})
    sealed = {
        field.name for field in model._meta.concrete_fields if isinstance(field, SealedTextField)
    }
    named = {
        name
        for name, handling in declared.items()
        if handling.loggable and (name in sealed or handling.held_as in SENSITIVE)
    }

    assert named == set()
