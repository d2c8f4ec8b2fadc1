"""Owns the template environment: what templates can call, and that everything is escaped.

Templates neither add nor compare numbers; they get views with the words ready.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.pages.assets import theme_folder
from generator.pages.codes import rule_address

if TYPE_CHECKING:
    from generator.pages.page import Page


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(theme_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["rule_address"] = rule_address
    return made


def rendered(page: Page, template: str, **views: Any) -> Page:  # noqa: ANN401  views of any shape
    """``page`` with its body: ``report/<template>.html`` filled with ``views``."""
    source = _environment().get_template(f"report/{template}.html")
    return replace(page, body=source.render(page=page, href=Links(page.root), **views))


class Links:
    """Writes the way from one page to another."""

    def __init__(self, root: str) -> None:
        self._root = root

    def __call__(self, address: str, anchor: str = "") -> str:
        """``../../rules/F003/index.html#hits``: works on a server and from a folder alike."""
        folder = f"{self._root}{address}/" if address else self._root
        return f"{folder}index.html" + (f"#{anchor}" if anchor else "")
