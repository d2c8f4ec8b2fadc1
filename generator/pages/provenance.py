"""Owns 数字从哪来: one row for every figure of a report, ready to print."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.figures import Derived, Figure, Typed
from generator.inventory import by_origin
from generator.pages.cells import measured
from generator.pages.looked import NOBODY, Looked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.inventory import Entry, Group
    from generator.model.facts import Fact, Key
    from generator.pages.note import Note
    from generator.source import Span

_FORMS = "forms/"


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
class Source:
    """One row: a figure, its nature, the line or the steps it comes from, and who looked at it.

    ``rules`` compared it with other figures and found that they agree.
    """

    anchor: str
    name: str
    scope: str
    text: str
    nature: str
    where: str
    steps: tuple[Step, ...]
    rules: tuple[str, ...]
    notes: tuple[Note, ...]


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
    looked: Looked = NOBODY
    _anchors: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        entries = ((e.anchor, e.figure) for group in self.groups for e in group.entries)
        object.__setattr__(self, "_anchors", by_origin(entries))

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

    def rules(self) -> Iterator[str]:
        """The codes that the rows name."""
        for group in self.groups:
            for entry in group.entries:
                yield from self.looked.rules(entry.figure)

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
            rules=self.looked.rules(entry.figure),
            notes=tuple(dict.fromkeys(self._said_of(entry.figure))),
        )

    def _said_of(self, figure: Figure) -> Iterator[Note]:
        """What was said of its own place, then of what it was compared with."""
        if isinstance(figure.origin, Typed):
            yield from self.notes(figure.origin.span)
            yield from self.looked.remarks(figure)

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
