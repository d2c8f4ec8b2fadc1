"""Owns the template environment: what templates can call, and that everything is escaped.

Templates neither add nor compare numbers; they get views with the words ready.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.pages.assets import theme_folder
from generator.pages.codes import rule_address
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.pages.page import Page


class Draft(NamedTuple):
    """A page without its body: the template that makes it, and what goes into it."""

    page: Page
    template: str
    views: dict[str, Any]


def drafted(page: Page, template: str, **views: Any) -> Draft:  # noqa: ANN401  views of any shape
    """``page`` before ``report/<template>.html`` is filled with ``views``."""
    return Draft(page, template, views)


class Renderer:
    """Fills templates; those in the first of ``folders`` win over those that follow."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._environment = Environment(
            loader=FileSystemLoader([*folders, theme_folder()]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["rule_address"] = rule_address

    def page(self, draft: Draft) -> Page:
        """The page with its body."""
        page, template, views = draft
        source = self._environment.get_template(f"report/{template}.html")
        return replace(page, body=source.render(page=page, href=Links(page.root), **views))


class Links:
    """Writes the way from one page to another."""

    def __init__(self, root: str) -> None:
        self._root = root

    def __call__(self, address: str, anchor: str = "") -> str:
        """``../../rules/F003/index.html#hits``: works on a server and from a folder alike."""
        folder = f"{self._root}{address}/" if address else self._root
        return f"{folder}index.html" + (f"#{anchor}" if anchor else "")
