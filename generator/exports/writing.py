"""Owns how downloads get into a folder: each file is there whole, or as it was before."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_DRAFT = ".jixiao-draft"


def write(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Every file of ``contents`` below ``folder``; nothing else there is touched."""
    for name, content in contents.items():
        _replace(folder / name, content)


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + _DRAFT)
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
