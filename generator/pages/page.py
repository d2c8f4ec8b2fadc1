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
class Page:
    """One page. ``address`` is its folder below the site, blank for the home page.

    ``body`` is safe HTML; ``title`` and ``description`` are plain text, escaped by whoever
    prints them. ``root`` in the body's links is relative, so the site may live anywhere.
    """

    address: str
    title: str
    body: str
    description: str = ""
    kind: str = "page"
    sections: tuple[Section, ...] = ()
    trail: tuple[Link, ...] = ()
    published: date | None = None

    @property
    def root(self) -> str:
        """The way from this page to the site's root: ``../../`` for ``a/b``."""
        return "../" * (self.address.count("/") + 1) if self.address else "./"
