"""Reads YAML and remembers the line of every key and item.

Stricter than plain YAML where plain YAML surprises: `no` and `off` are words, not false, and a key
written twice is an error, not a silent replacement.
"""

import re
from dataclasses import dataclass

import yaml

Path = tuple[str | int, ...]


class PlainLoader(yaml.SafeLoader):
    """YAML's safe loader, in which only `true` and `false` are truth values."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf")
)


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content, the line of each of its parts, and what was wrong with its writing."""

    content: object
    lines: dict[Path, int]
    faults: tuple[tuple[int, str], ...]


def parse(text: str) -> Document:
    """Read one YAML document."""
    loader = PlainLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Document(None, {(): 1}, ())
        lines: dict[Path, int] = {}
        faults: list[tuple[int, str]] = []
        _walk(node, (), lines, faults)
        return Document(loader.construct_document(node), lines, tuple(faults))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return Document(None, {(): line}, ((line, _written_wrongly(error)),))
    finally:
        loader.dispose()


def _written_wrongly(error: yaml.MarkedYAMLError) -> str:
    return (
        f"This is not valid YAML: {error.problem or 'it cannot be read'}. "
        "Check the indentation, the colons and the quotes."
    )


def _walk(
    node: yaml.Node, path: Path, lines: dict[Path, int], faults: list[tuple[int, str]]
) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*path, index), lines, faults)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, key.value)
            if inner in lines:
                faults.append((key.start_mark.line + 1, f"'{key.value}' is written twice here."))
            lines[inner] = key.start_mark.line + 1
            _walk(value, inner, lines, faults)
