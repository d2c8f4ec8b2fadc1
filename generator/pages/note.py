"""Owns the link from a figure or a passage to what the check said of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """What the check said about a place: 情况说明, or 提醒 where it stands open."""

    text: str
    anchor: str
    open: bool = False
