"""Owns the values of one report by name, as a region's own rules call them up. Knows no rule."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import Empty, Figure
from generator.model import naming
from generator.rules.cells import is_declared_none

if TYPE_CHECKING:
    from generator.figures import Cell
    from generator.model.naming import Leaf
    from generator.model.report import Report


class Values:
    """Every value of ``report``; rows that are called alike are kept apart."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._leaves: defaultdict[str, list[Leaf]] = defaultdict(list)
        for name, leaf in naming.leaves(report):
            self._leaves[name].append(leaf)

    def named(self, wanted: str) -> tuple[tuple[str, Leaf], ...]:
        """The values that ``wanted`` means, each with its own name, in the order of the form."""
        names = [wanted]
        if naming.is_open(wanted):
            names = [name for name in self._leaves if naming.fits(name, wanted)]
        return tuple((name, leaf) for name in names for leaf in self._leaves.get(name, ()))

    def leaves(self, wanted: str) -> tuple[Leaf, ...]:
        """The same without their names."""
        return tuple(leaf for _, leaf in self.named(wanted))

    def cells(self, wanted: str) -> tuple[Cell, ...]:
        """The cells that ``wanted`` means; where words stand instead of a number there is none."""
        return tuple(leaf for leaf in self.leaves(wanted) if isinstance(leaf, Figure | Empty))

    def figures_of(self, name: str) -> tuple[Figure, ...] | None:
        """The numbers called ``name``, 无此项 as zero; None when one of them is not there."""
        found = self.leaves(name)
        numbers = tuple(n for leaf in found for n in number_in(leaf, ""))
        return numbers if len(numbers) == len(found) else None

    def is_filled(self, name: str) -> bool:
        """Whether something stands under ``name``."""
        return any(naming.holds(leaf) for leaf in self.leaves(name))


def number_in(leaf: Leaf, unit: str) -> tuple[Figure, ...]:
    """The number that ``leaf`` holds; zero ``unit`` for 无此项, nothing for any other empty."""
    if isinstance(leaf, Empty) and is_declared_none(leaf):
        return (figures.constant(leaf.name, 0, unit, leaf.span),)
    return (leaf,) if isinstance(leaf, Figure) else ()
