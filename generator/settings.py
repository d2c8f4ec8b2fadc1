"""Owns the settings of a site that the checks need: where content lies, and what day it is.

Must not know MkDocs; the plugin and the command both make one of these.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from generator.values import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Settings(NamedTuple):
    """``root`` is what shown paths are relative to; ``content`` holds the reports."""

    root: Path
    content: Path
    today: date


def today() -> date:
    """The day of the build: SOURCE_DATE_EPOCH when it is set, so that builds can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        return datetime.fromtimestamp(min(int(epoch), 253402300799), tz=UTC).date()
    return datetime.now(tz=UTC).date()
