"""Owns the page model of a printed table: how high a row is, and where the table is cut.

A browser repeats the headings of a table on every sheet, but tears merged cells apart without
repeating their words. So the cut is made here, before a sheet is full; heights are estimated on
the safe side. Lengths are hundredths of a millimetre, widths are those of print.css. Must not
know what a cell means.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Of 9.5 pt type on lines of 12.5 pt, in cells with 1 mm of air above and below their text.
EM, LINE, AIR, SIDE = 335, 441, 230, 70
_NARROW = 201  # a letter or a digit, in the widest of the faces
# What stays together at the end of a line: a word or number, a sign with what it closes or opens.
_TOGETHER = re.compile(r"[!-~]+|[（《“‘〔]*\S[，。、；：！？）》”’〕%]*")


class Cell(NamedTuple):
    """Words in a column of a width."""

    text: str
    width: int


class Room(NamedTuple):
    """What rows have on the sheet where the table begins, on the others, and what ends it."""

    first: int
    others: int
    tail: int = 0


def height(cells: Iterable[Cell]) -> int:
    """How high a row with ``cells`` is."""
    return max(lines(cell) for cell in cells) * LINE + AIR


def lines(cell: Cell) -> int:
    """How many lines the words of ``cell`` take; one where there are none."""
    width, count, used = cell.width - 2 * SIDE, 1, 0
    for word in _TOGETHER.findall(cell.text):
        size = sum(map(_size, word))
        if used and used + size > width:
            count, used = count + 1, 0
        used += size
        while used > width:  # longer than a line
            count, used = count + 1, used - width
    return count


def _size(sign: str) -> int:
    return EM if unicodedata.east_asian_width(sign) in "WFA" else _NARROW


def cuts(rows: Sequence[int], room: Room) -> tuple[int, ...]:
    """How many of ``rows`` stand on each sheet; none on the first where not one has room there.

    A row that is higher than a sheet begins one and goes on over the next.
    """
    sheets, left = [0], room.first
    for number, row in enumerate(rows, 1):
        needed = row + room.tail if number == len(rows) else row
        if needed > left and left < room.others:
            sheets.append(0)
            left = room.others
        sheets[-1] += 1
        left = (left - row) % room.others
    return tuple(sheets)
