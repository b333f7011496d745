"""A pack with panels sets all that the hub decides by, and says how each role works."""

from collections.abc import Iterator

from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import Problem
from whitebeam.marac.rules.guides import ROLES
from whitebeam.marac.rules.needed import NEEDED


def check(pack: Pack) -> Iterator[Problem]:
    """Find the settings and texts that panels need and the pack lacks."""
    if not pack.marac_panels:
        return
    areas = {panel.area for panel in pack.marac_panels}
    for key in NEEDED:
        held = {one.area for one in pack.settings() if one.key == key}
        if None not in held and areas - held:
            sentence = f"There are panels, and '{key}' is not set for every one of them. Set it."
            yield Problem("thresholds.yaml", 1, sentence)
    written = {text.code for text in pack.texts}
    for role in ROLES:
        if f"marac.{role}" not in written:
            name = f"texts/marac/{role}.md"
            yield Problem(name, 1, "There is no such text. Say how this role works.")
