"""Owns 数字从哪来: one row for every figure of a report, with an anchor that never moves.

An anchor is made of the names of the fields that lead to the figure, so that it stays the
same when lines are added or amounts change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.figures import Derived, Figure, Typed
from generator.model.reading import Listed, Record, fields_of
from generator.pages.cells import measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.evaluation import Evaluation, Execution
    from generator.model.facts import Fact, Key
    from generator.model.indicators import Indicator, IndicatorTree
    from generator.scoring import Scorecard
    from generator.source import Span

_FORMS = "forms/"


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure with its anchor, and with the unit that is typed beside it, if any."""

    anchor: str
    name: str
    figure: Figure
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a formula: words, or a number that links to its own row."""

    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One computation: what comes out (blank for the row's own figure), and how."""

    result: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A link to what the check said about a place: 情况说明 or 提醒."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Source:
    """One row: a figure, its nature, and the line or the steps it comes from."""

    anchor: str
    name: str
    scope: str
    text: str
    nature: str
    where: str
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one caption."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """The finished rows under one caption."""

    title: str
    rows: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """The anchors of a page's figures. ``folder`` is cut off the names of files."""

    folder: str
    groups: tuple[Group, ...]
    remarks: tuple[tuple[Span, Note], ...] = ()
    facts: tuple[Fact, ...] = ()
    _anchors: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        # By the origin's identity: equal numbers of two cells have two rows, a number that was
        # only renamed or rounded keeps its row. The groups keep the origins alive.
        entries = [entry for group in reversed(self.groups) for entry in reversed(group.entries)]
        object.__setattr__(self, "_anchors", {id(e.figure.origin): e.anchor for e in entries})

    def scope(self, figure: Figure) -> str:
        """Which money, which year, which stage: ``全部资金，2024年决算``; blank for no amount."""
        keys = (fact.key for fact in self.facts if fact.figure.origin is figure.origin)
        return next((_scope(key) for key in keys), "")

    def anchor(self, figure: Figure) -> str:
        """The row of ``figure``, blank when it has none."""
        return self._anchors.get(id(figure.origin), "")

    def notes(self, span: Span) -> tuple[Note, ...]:
        """What the check said about the place ``span``."""
        return tuple(note for spot, note in self.remarks if spot == span)

    def notes_below(self, file: str, place: str) -> tuple[Note, ...]:
        """What the check said about any place below ``place``, in order and once each."""
        found = (n for spot, n in self.remarks if spot.file == file and _below(spot.place, place))
        return tuple(dict.fromkeys(found))

    def table(self) -> tuple[SourceGroup, ...]:
        """Every row, ready to print."""
        return tuple(
            SourceGroup(group.title, tuple(self._row(entry) for entry in group.entries))
            for group in self.groups
            if group.entries
        )

    def _row(self, entry: Entry) -> Source:
        origin = entry.figure.origin
        if isinstance(origin, Derived):
            nature, where, steps = "计算", "", tuple(self.steps(entry.figure))
        else:
            nature = "表式规定" if origin.span.file.startswith(_FORMS) else "填报"
            where, steps = self.where(origin.span), ()
        return Source(
            anchor=entry.anchor,
            name=entry.name,
            scope=self.scope(entry.figure),
            text=measured(entry.figure) + entry.unit,
            nature=nature,
            where=where,
            steps=steps,
            notes=self.notes(origin.span) if isinstance(origin, Typed) else (),
        )

    def where(self, span: Span) -> str:
        """``report.yml 第41行``."""
        file = span.file.removeprefix(self.folder).removeprefix(_FORMS)
        return f"{file} 第{span.line}行"

    def steps(self, figure: Figure) -> Iterator[Step]:
        """How ``figure`` was computed; what went in without a row of its own follows."""
        yield Step("", self._pieces(figure))
        for part in dict.fromkeys(self._unlisted(figure)):
            result = part.name if _says_itself(part) else f"{part.name} {measured(part)}"
            yield Step(result, self._pieces(part))

    def _unlisted(self, figure: Figure) -> Iterator[Figure]:
        if isinstance(figure.origin, Derived):
            for part in figure.origin.inputs:
                if isinstance(part.origin, Derived) and not self.anchor(part):
                    yield part
                    yield from self._unlisted(part)

    def _pieces(self, figure: Figure) -> tuple[Piece, ...]:
        """The formula's words, each input's number set behind its name."""
        if not isinstance(figure.origin, Derived):
            return ()
        rest, pieces = figure.origin.formula, list[Piece]()
        for part in figure.origin.inputs:
            end = _end_of_name(part.name, rest)
            words, rest = rest[:end], rest[end:]
            number = "" if _says_itself(part) else measured(part)
            pieces += [Piece(f"{words} "), Piece(number, self.anchor(part))]
        return tuple(p for p in (*pieces, Piece(rest)) if p.text.strip())


def _scope(key: Key) -> str:
    year = f"{key.year}年" if key.year is not None else ""
    return f"{key.scope.value}，{year}{key.stage.value}"


def _says_itself(figure: Figure) -> bool:
    """Whether the name has the number in it, such as 达标按100%."""
    return figure.name.endswith("%")


def _below(place: str, above: str) -> bool:
    return place == above or place.startswith(f"{above}.")


def _end_of_name(name: str, formula: str) -> int:
    """Where ``name``, or the longest end of it that occurs, stops in ``formula``."""
    for start in range(max(len(name) - 1, 1)):
        found = formula.find(name[start:])
        if found >= 0:
            return found + len(name) - start
    return len(formula)


def evaluation_groups(
    table: Evaluation, funds: Execution, card: Scorecard
) -> tuple[Group, Group, Group]:
    """The rows of a self-evaluation table: money, scores, and what the form computes."""
    return (
        Group("资金执行情况", tuple(_walk("f", funds))),
        Group("指标与得分", (*_indicators(table.indicators), *_walk("t", table.total))),
        Group("按表式计算", tuple(_computed(card))),
    )


def record_group(title: str, prefix: str, record: Record) -> Group:
    """The rows of every figure in ``record``."""
    return Group(title, tuple(_walk(prefix, record)))


def _walk(path: str, value: Any) -> Iterator[Entry]:  # noqa: ANN401  any field
    if isinstance(value, Record):
        for item in fields_of(type(value)).values():
            attribute = item.attribute.removeprefix("stated_").replace("_", "-")
            yield from _walk(f"{path}-{attribute}", getattr(value, item.attribute))
    elif isinstance(value, Listed):
        for number, item in enumerate(value, 1):
            yield from _walk(f"{path}-{number}", item)
    elif isinstance(value, Figure):
        yield Entry(path, value.name, value)


def _indicators(tree: IndicatorTree) -> Iterator[Entry]:
    for number, indicator in enumerate(tree, 1):
        yield from (_indicator_entry(indicator, entry) for entry in _walk(f"i{number}", indicator))


def _indicator_entry(indicator: Indicator, entry: Entry) -> Entry:
    """An entry called by its indicator; values carry the unit typed beside them."""
    title, figure = indicator.title.text, entry.figure
    unit = ""
    if figure is indicator.stated_target:
        unit = indicator.unit.text
    elif figure is indicator.stated_actual:
        unit = actual_unit(indicator)
    name = figure.name if figure.name.startswith(title) else f"{title}{figure.name}"
    return Entry(entry.anchor, name, figure, unit)


def actual_unit(indicator: Indicator) -> str:
    """The unit of what was reached, which may differ from that of the target."""
    return (indicator.actual_unit or indicator.unit).text


def _computed(card: Scorecard) -> Iterator[Entry]:
    yield from _entries((("c-rate", card.rate), ("c-execution", card.execution)))
    yield from _entries((f"c-i{n}", score.computed) for n, score in enumerate(card.indicators, 1))
    for number, cls in enumerate(card.classes, 1):
        yield from _entries(((f"c-k{number}-weight", cls.weight), (f"c-k{number}", cls.score)))
    yield from _entries((("c-weight", card.weight), ("c-total", card.total)))


def _entries(pairs: Iterable[tuple[str, Figure | None]]) -> Iterator[Entry]:
    for anchor, figure in pairs:
        if figure is not None:
            yield Entry(anchor, figure.name, figure)
