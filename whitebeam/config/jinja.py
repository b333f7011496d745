"""The Jinja environment of every page."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import json_script
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from whitebeam.govuk import environment as govuk


def environment(**options: Any) -> Environment:
    # Django's backend chooses an undefined of its own, so ours replaces it.
    options.update(undefined=govuk.StrictNames, trim_blocks=True, lstrip_blocks=True)
    env = Environment(**options)
    env.loader = ChoiceLoader(
        [
            options["loader"],
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    env.globals.update(static=static, url=url, json_script=json_script)
    govuk.add_to(env)
    return env


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
