"""Owns how long a bar is, of 100, and how a drawing writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.figures import HUNDRED, ZERO

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.figures import Figure

_DECIMALS = 1


def length(part: Figure, longest: Figure | None) -> Decimal:
    """The length of ``part`` where ``longest`` has 100; no length where that may be zero."""
    ratio = figures.ratio("长度", part, longest) if longest else None
    return within(ratio) if ratio else ZERO


def within(figure: Figure) -> Decimal:
    """A percentage or a score as a length; what is over 100 is as long as 100."""
    return figures.limited(figure, ZERO, HUNDRED).value


def drawn(length_: Decimal) -> str:
    """A length as an attribute of a drawing."""
    return figures.trimmed(length_, _DECIMALS)
