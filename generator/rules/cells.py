"""Owns what the families ask of a single cell, and how they name a table. Knows no rule."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, TypeGuard

from generator.figures import Cell, Empty, EmptyKind, Figure, Typed

if TYPE_CHECKING:
    from generator.model.evaluation import Project
    from generator.model.reading import Words
    from generator.rules.core import Table


def is_typed(cell: Cell) -> TypeGuard[Figure]:
    """Whether somebody wrote this number; one that we computed holds trivially."""
    return isinstance(cell, Figure) and isinstance(cell.origin, Typed)


def is_unfilled(cell: object) -> TypeGuard[Empty]:
    """Whether nobody wrote anything here: neither a number nor 无此项."""
    unfilled = (EmptyKind.BLANK, EmptyKind.MISSING)
    return isinstance(cell, Empty) and cell.kind in unfilled


def is_declared_none(cell: Cell) -> bool:
    """Whether 无此项 stands here."""
    return isinstance(cell, Empty) and cell.kind is EmptyKind.NOT_APPLICABLE


def nothing_stated(*cells: Cell) -> bool:
    """Whether the report has none of these items, or declares 无此项 in all of them."""
    nothing = (EmptyKind.MISSING, EmptyKind.NOT_APPLICABLE)
    return all(isinstance(cell, Empty) and cell.kind in nothing for cell in cells)


def name_of(words: Words) -> str:
    """A name by which two places find each other, however wide its brackets and digits are."""
    return unicodedata.normalize("NFKC", words.text)


def named(table: Table | Project) -> str:
    """How a message about a project table opens; blank for the unit's own table."""
    return f"项目“{table.title}”：" if table.title else ""
