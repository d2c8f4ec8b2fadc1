"""Owns how one value is written on a page, and which empty it is when there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import PERCENT, WAN_YUAN, Cell, Derived, Empty, EmptyKind, Figure
from generator.model.reading import chinese

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from generator.model.reading import Listed, Words

    # The row that says where a figure comes from, blank when it has none.
    Anchors = Callable[[Figure], str]

DECIMALS = 2


@dataclass(frozen=True, slots=True)
class View:
    """A value ready for a table. ``anchor`` is the row that says where it comes from.

    ``iso`` is a date as machines read it.
    """

    text: str
    anchor: str = ""
    empty: bool = False
    iso: str = ""

    @property
    def none(self) -> bool:
        """Whether somebody stated that there is none, which paper says too."""
        return self.empty and self.text == EmptyKind.NOT_APPLICABLE.value


NOTHING = View("")


def view(value: Cell | Words | None, anchors: Anchors, unit: str = "") -> View:
    """``value`` as a table shows it: its unit stands in the heading, but for a percent."""
    if isinstance(value, Figure):
        return View(number(value) + unit, anchors(value))
    if isinstance(value, Empty):
        return View(value.kind.value, empty=True)
    return View(value.text) if value else NOTHING


def dated(day: date) -> View:
    """A date: in Chinese for people, in ISO for machines."""
    return View(chinese(day), iso=day.isoformat())


def on_form(value: Cell | Listed) -> bool:
    """Whether the file has the item at all; what the form does not have is not printed."""
    return isinstance(value, Figure) or value.kind is not EmptyKind.MISSING


def number(figure: Figure) -> str:
    """Money with two decimals, or more where more were typed; the rest as typed.

    What an indicator states in 万元 is exact, without slack, and stands as typed too.
    """
    if figure.unit == WAN_YUAN and figure.slack:
        places = max(DECIMALS, figures.decimals_of(figure.value))
        return figures.with_decimals(figure.value, places)
    derived = isinstance(figure.origin, Derived)
    text = figures.trimmed(figure.value) if derived else figures.plain(figure.value)
    return f"{text}%" if figure.unit == PERCENT else text


def even(figure: Figure) -> str:
    """A score or a rate in a column of such: two decimals, or more where more were typed."""
    derived = isinstance(figure.origin, Derived)
    typed = DECIMALS if derived else figures.decimals_of(figure.value)
    text = figures.with_decimals(figure.value, max(DECIMALS, typed))
    return f"{text}%" if figure.unit == PERCENT else text


def aligned(figure: Figure | None, anchors: Anchors) -> View:
    """A score or a rate below others, with as many decimals as they have."""
    return View(even(figure), anchors(figure)) if figure else NOTHING


def measured(figure: Figure) -> str:
    """The number with its unit: ``716.83万元``, ``100%``, ``96分``."""
    return number(figure) if figure.unit == PERCENT else f"{number(figure)}{figure.unit}"


def grouped(figure: Figure) -> str:
    """Thousands separators, for the pages that sum up: ``8,562.37``."""
    text = number(figure)
    sign = "-" if text.startswith("-") else ""
    whole, point, decimals = text.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{point}{decimals}"
