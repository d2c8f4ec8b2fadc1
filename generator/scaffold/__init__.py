"""Owns the first files of a new site. Must not know what is in them."""

from __future__ import annotations

import shutil
from pathlib import Path

TEMPLATE = Path(__file__).parent / "site"


class NotEmptyError(Exception):
    """The folder already holds something; nothing was written."""


def create(folder: Path) -> tuple[Path, ...]:
    """Copies the template into ``folder``, which must be empty or not exist yet.

    Returns the files written. A repository that was only initialised counts as empty.
    """
    present = (
        [path.name for path in folder.iterdir() if path.name != ".git"] if folder.exists() else []
    )
    if present:
        raise NotEmptyError("、".join(sorted(present)[:3]))
    shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True)
    return tuple(
        sorted(path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    )
