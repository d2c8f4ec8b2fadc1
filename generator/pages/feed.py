"""Owns the Atom feed: the reports as they were published and corrected, the newest first.

An entry is known by its address on the web and a reader follows it there, so a site that does
not say where it stands has no feed. The data have days and Atom wants instants: a day is
written as its beginning in China.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.dataset import Publisher
    from generator.pages.page import Article, Page

FEED = "feed.xml"
ENTRIES = 100
_NAMESPACE = "http://www.w3.org/2005/Atom"
_ATOM, _HTML = "application/atom+xml", "text/html"


class _Entry(NamedTuple):
    """A published report: when, and the page that tells of it."""

    changed: date
    published: date
    page: Page
    article: Article


def feed(pages: Iterable[Page], publisher: Publisher) -> bytes:
    """The feed; nothing for a site without an address or without a published report."""
    found = sorted(_entries(pages), key=lambda e: (e.changed, e.page.address), reverse=True)
    if not (publisher.address and found):
        return b""
    root = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "zh-CN"})
    start = publisher.address
    _add(root, "id", f"{start}{FEED}")
    _add(root, "title", publisher.title)
    _add(root, "updated", _instant(found[0].changed))
    _link(root, "self", f"{start}{FEED}", _ATOM)
    _link(root, "alternate", start, _HTML)
    _author(root, publisher.imprint.host or publisher.title)
    for entry in found[:ENTRIES]:
        _write(ET.SubElement(root, "entry"), entry, start)
    ET.indent(root, space="")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entries(pages: Iterable[Page]) -> Iterable[_Entry]:
    for page in pages:
        article = page.article if page.kind == "report" else None
        if article and article.published and article.changed:
            yield _Entry(article.changed, article.published, page, article)


def _write(element: ET.Element, entry: _Entry, start: str) -> None:
    address = f"{start}{entry.page.address}/index.html"
    _add(element, "id", address)
    _add(element, "title", entry.page.title)
    _add(element, "published", _instant(entry.published))
    _add(element, "updated", _instant(entry.changed))
    _link(element, "alternate", address, _HTML)
    _author(element, entry.article.author)
    said = (entry.article.correction, entry.page.description)
    _add(element, "summary", "\n".join(filter(None, said)))


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _link(parent: ET.Element, relation: str, address: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "type": kind, "href": address})


def _author(parent: ET.Element, name: str) -> None:
    _add(ET.SubElement(parent, "author"), "name", name)


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"
