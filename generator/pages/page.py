"""Owns the shape of a page: what the site around it needs to know. Must not render."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the site: ``address`` is relative to its root, without slashes around."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the table of contents: the id of a heading, and its words."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Article:
    """What the tags of a published text and the feed say of it; what is blank is left out.

    ``changed`` is the day of the last correction, or else of publication.
    """

    published: date | None
    changed: date | None
    source: str
    author: str
    keywords: str = ""
    correction: str = ""


@dataclass(frozen=True, slots=True)
class LinkedData:
    """JSON-LD about a page: in ``file``, as seen from the page, or inside the page itself."""

    text: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``address`` is its folder below the site, blank for the home page.

    ``body`` is safe HTML; ``title`` and ``description`` are plain text, escaped by whoever
    prints them. ``root`` in the body's links is relative, so the site may live anywhere.
    ``article`` is there on the pages of a report only. ``changed`` is the last day on which
    what the page tells was published or corrected.
    """

    address: str
    title: str
    body: str
    description: str = ""
    kind: str = "page"
    sections: tuple[Section, ...] = ()
    trail: tuple[Link, ...] = ()
    article: Article | None = None
    changed: date | None = None
    linked_data: LinkedData | None = None

    @property
    def root(self) -> str:
        """The way from this page to the site's root: ``../../`` for ``a/b``."""
        return "../" * (self.address.count("/") + 1) if self.address else "./"
