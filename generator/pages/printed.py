"""Owns how a self-evaluation table is cut for paper, so that no sheet begins without its labels.

Every part is a body of the table and begins a sheet; what goes on from the sheet before is
marked. On screen the parts join into one table. Must not know numbers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from generator.pages.cells import View
from generator.pages.evaluation import Label
from generator.pages.paper import LINE, Cell, Room, cuts, height, lines
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.pages.evaluation import FundsView, Item, Leaf, Scored, TableView

    Facts = tuple[tuple[str, str], ...]

_INDICATORS = "绩效指标"
_HALF = 2


class Layout(NamedTuple):
    """A sheet inside its margins, and the columns of the indicators: as print.css has them."""

    columns: tuple[int, ...]
    sheet: int

    @property
    def width(self) -> int:
        """How wide the table is."""
        return sum(self.columns)

    @property
    def label(self) -> int:
        """The column on the left, which both tables of the form have."""
        return self.columns[0]


_ALIKE = (1550, 1850, 2190, 2190, 1600, 1600, 850, 1100)
PORTRAIT = Layout((*_ALIKE, 3270), 29700 - 2800 - 2500)
LANDSCAPE = Layout((*_ALIKE, 9570), 21000 - 2800 - 2600)
_MONEY_COLUMNS = 7  # of the table above, side by side and equally wide
_RESERVE = 900  # what a label that is repeated may need beyond its rows
_TITLES = 2400  # 附件 and the title above the first table
_NOTE = 460  # a line of 说明 below the table, in smaller type than the table
_SEAL = 1200  # （单位盖章处）, with the air above it and above 说明


@dataclass(frozen=True, slots=True)
class Heading:
    """A merged cell over ``rows`` rows; ``continued`` says that it began on a sheet before."""

    label: Label
    rows: int
    continued: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the indicator table: the headings that begin here, and the indicator if any."""

    whole: Heading | None
    first: Heading | None
    second: Heading | None
    indicator: Scored | None


@dataclass(frozen=True, slots=True)
class Printed:
    """A table in parts, below ``facts`` on what it is about.

    ``wide`` says that it stands on sheets turned sideways: its reasons are too long for a narrow
    column. ``apart`` says that the indicators begin a sheet: none has room below what is above.
    """

    facts: Facts
    parts: tuple[tuple[Row, ...], ...]
    wide: bool
    apart: bool


def printed(table: TableView, facts: Facts, notes: Sequence[str] = ()) -> Printed:
    """``table`` as it is cut for paper, with ``notes`` and the seal below its last row."""
    heights = tuple(_heights(table.leaves, PORTRAIT))
    wide = max(heights, default=0) > PORTRAIT.sheet // _HALF
    layout = LANDSCAPE if wide else PORTRAIT
    room = _room(table, facts, layout)._replace(tail=_tail(notes, layout))
    sizes = _sizes(tuple(_heights(table.leaves, layout)), room)
    return Printed(facts, tuple(_parts(table, sizes)), wide, apart=not sizes[0])


def _sizes(rows: tuple[int, ...], room: Room) -> tuple[int, ...]:
    """How many ``rows`` stand on each sheet; no label is repeated where all have room on one."""
    if sum(rows) + room.tail <= room.first + _RESERVE:
        return (len(rows),)
    return cuts(rows, room)


def _room(table: TableView, facts: Facts, layout: Layout) -> Room:
    """What the indicators have on a sheet."""
    headings = height((Cell("偏差原因分析及改进措施", layout.columns[-1]),))
    others = layout.sheet - headings - _RESERVE
    blocks = (_facts(facts, layout), _funds(table.funds, layout), _goals(table, layout))
    return Room(others - _TITLES - sum(blocks), others)


def _tail(notes: Sequence[str], layout: Layout) -> int:
    """What the total, 说明 and the seal need below the last indicator."""
    below = sum(lines(Cell(note, layout.width)) for note in notes) * _NOTE + _SEAL
    return height((Cell("总分", layout.width),)) + below


def _facts(facts: Facts, layout: Layout) -> int:
    label, rest = layout.label, layout.width - layout.label
    return sum(height((Cell(name, label), Cell(text, rest))) for name, text in facts)


def _funds(funds: FundsView, layout: Layout) -> int:
    column = (layout.width - layout.label) // _MONEY_COLUMNS
    lines = ("全年预算数(A)", "年度资金总额", *(f"其中：{line.label}" for line in funds.lines))
    pairs = (_pair(left, right, column) for left, right in funds.pairs)
    return sum(height((Cell(line, column),)) for line in lines) + sum(pairs)


def _pair(left: Item | None, right: Item | None, column: int) -> int:
    """Two labels with their amounts side by side, below three and four columns."""
    cells = zip((left, right), (3 * column, 4 * column), strict=True)
    return height(Cell(f"{i.label}：{i.value.text}" if i else "", width) for i, width in cells)


def _goals(table: TableView, layout: Layout) -> int:
    column = (layout.width - layout.label) // _MONEY_COLUMNS
    goals = height((Cell(table.target.text, 3 * column), Cell(table.actual.text, 4 * column)))
    headings = height((Cell("年初目标设定", 3 * column),))
    return max(headings + goals, height((Cell("年度总体目标", layout.label),)))


def _heights(leaves: Sequence[Leaf], layout: Layout) -> Iterator[int]:
    """The height of each row: no less than its part of the merged cells that it stands in."""
    first, second = layout.columns[1:3]
    firsts, seconds = (
        Counter(leaf.first for leaf in leaves),
        Counter(leaf.second for leaf in leaves),
    )
    for leaf in leaves:
        weight = LINE if leaf.first.weight.text else 0
        yield max(
            (height((Cell(leaf.first.title, first),)) + weight) // firsts[leaf.first],
            height((Cell(leaf.second.title, second),)) // seconds[leaf.second],
            height(_cells(leaf.indicator, layout)),
        )


def _cells(indicator: Scored | None, layout: Layout) -> Iterator[Cell]:
    texts: tuple[str, ...] = ("",)
    if indicator is not None:
        views = (indicator.target, indicator.actual, indicator.weight, indicator.score)
        texts = (indicator.title, *(view.text for view in views), indicator.reason.text)
    return (Cell(*pair) for pair in zip(texts, layout.columns[3:], strict=False))


def _parts(table: TableView, sizes: Iterable[int]) -> Iterator[tuple[Row, ...]]:
    whole, start = Label(_INDICATORS, View(table.classes_weight)), 0
    for size in filter(None, sizes):
        end = start + size
        before = table.leaves[start - 1] if start else None
        yield tuple(_rows(whole, table.leaves[start:end], before))
        start = end


def _rows(whole: Label, leaves: Sequence[Leaf], before: Leaf | None) -> Iterator[Row]:
    firsts, seconds = [leaf.first for leaf in leaves], [leaf.second for leaf in leaves]
    for at, leaf in enumerate(leaves):
        yield Row(
            whole=_heading([whole] * len(leaves), at, whole if before else None),
            first=_heading(firsts, at, before.first if before else None),
            second=_heading(seconds, at, before.second if before else None),
            indicator=leaf.indicator,
        )


def _heading(labels: Sequence[Label], at: int, before: Label | None) -> Heading | None:
    """The cell that begins at a row, if one does; ``before`` is the last of the sheet before."""
    label = labels[at]
    if at and labels[at - 1] is label:
        return None
    rows = sum(1 for _ in takewhile(lambda other: other is label, labels[at:]))
    return Heading(label, rows, continued=not at and label is before)
