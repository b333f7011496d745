"""Going through every page that a signed-in worker can get, by links and by known addresses."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from django.http import HttpResponseBase
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from tests.browser import Client

LINK = re.compile(r'(?:href|action|src|data-[a-z-]+-url)="(/[^"]*)"')
MOST = 120
# Leaving would end the crawl; the files of the design hold nobody.
LEFT_OUT = ("/account/sign-out", "/static/", "/components/")


def addresses(known: Mapping[str, list[object]]) -> Iterator[str]:
    """Yield every address of the staff site that these values complete."""
    for name, parts in _named(get_resolver()):
        if set(parts) <= set(known):
            for number in range(max([1, *(len(known[part]) for part in parts)])):
                values = {part: known[part][number % len(known[part])] for part in parts}
                try:
                    yield reverse(name, kwargs=values)
                except NoReverseMatch:
                    continue


def crawl(client: Client, *, start: list[str]) -> Iterator[tuple[str, HttpResponseBase]]:
    """Get these pages and all that they lead to, each once."""
    waiting, seen = list(start), set(start)
    while waiting and len(seen) < MOST + len(start):
        address = waiting.pop(0)
        answer = client.get(address)
        yield address, answer
        links = [*LINK.findall(text_of(answer)), answer.headers.get("Location", "")]
        for link in map(unescape, links):
            if link.startswith("/") and not link.startswith(LEFT_OUT) and link not in seen:
                seen.add(link)
                waiting.append(link)


def text_of(answer: HttpResponseBase) -> str:
    """Return everything that leaves for the browser: headers, cookies and body."""
    body = b"".join(answer) if answer.streaming else answer.content
    head = f"{answer.headers}{answer.cookies}"
    return head + body.decode(errors="replace")


def _named(resolver, prefix="") -> Iterator[tuple[str, list[str]]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            if entry.name:
                yield f"{prefix}{entry.name}", list(entry.pattern.converters)
        else:
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _named(entry, space)
