"""Owns where our templates and styles lie: beside a checkout, inside an installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def theme_folder() -> Path:
    """The folder of templates and styles, whichever way the program was installed."""
    installed = _PACKAGE / "theme_overrides"
    return installed if installed.is_dir() else _PACKAGE.parent / "theme_overrides"
