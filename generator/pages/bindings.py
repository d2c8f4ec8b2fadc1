"""Owns where the numbers of a text lead: to the row of the figure that one repeats.

What is bound to what is known to the narrative; a number that only looks like one of a table leads
nowhere. One that the check spoke of leads to what it said. Must not make HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.figures import Typed
from generator.inventory import by_origin, sheets
from generator.model.facts import Scope
from generator.pages.checks import CHECKS
from generator.rules.text import told
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.figures import Figure
    from generator.narrative.concepts import Bound, Reading
    from generator.pages.note import Note
    from generator.rules.core import Case
    from generator.source import Span


class TextLink(NamedTuple):
    """A number of a text, at a line and from one column up to another, and where it leads.

    ``told`` says that it leads to what the check said of it, and not to its source.
    """

    line: int
    start: int
    end: int
    href: str
    told: bool = False


class Rows:
    """Where the row of every figure of a report is, seen from the page of the report."""

    def __init__(self, case: Case, slugs: Iterable[str]) -> None:
        entries = [
            (f"{sheet.address.removeprefix('/')}/index.html#{entry.anchor}", entry.figure)
            for sheet in sheets("", case, slugs)
            for group in sheet.groups
            for entry in group.entries
        ]
        self._by_origin = by_origin(entries)
        self._by_place = {
            _place(figure.origin.span): href
            for href, figure in reversed(entries)
            if isinstance(figure.origin, Typed)
        }
        self._figures = entries  # kept alive for the identity of their origins

    def href(self, figure: Figure) -> str:
        """The row of ``figure``, also where it was put into another unit; blank without one."""
        origin = figure.origin
        known = self._by_origin.get(id(origin), "")
        return known or (
            self._by_place.get(_place(origin.span), "") if isinstance(origin, Typed) else ""
        )


def _place(span: Span) -> tuple[str, int, int]:
    return span.file, span.line, span.column


def links(
    case: Case, rows: Rows, spots: Iterable[tuple[Span, Note]]
) -> dict[str, tuple[TextLink, ...]]:
    """The numbers that lead anywhere, by the file that they stand in."""
    reading, notes = told.read(case), {_place(span): note for span, note in spots}
    found: dict[str, list[TextLink]] = {}
    for bound in reading.bound:
        span = bound.statement.span
        for link in _link(bound, reading, rows, notes.get(_place(span))):
            found.setdefault(span.file, []).append(link)
    return {file: tuple(each) for file, each in found.items()}


def _link(bound: Bound, reading: Reading, rows: Rows, note: Note | None) -> Iterator[TextLink]:
    statement = bound.statement
    hrefs = (rows.href(fact) for fact in repeated(bound, reading))
    href = next(filter(None, hrefs), "")
    if href:
        yield TextLink(statement.span.line, statement.start, statement.end, href)
    elif note:
        where = f"{CHECKS}/index.html#{note.anchor}" if note.open else f"#{note.anchor}"
        yield TextLink(statement.span.line, statement.start, statement.end, where, told=True)


def repeated(bound: Bound, reading: Reading) -> tuple[Figure, ...]:
    """The facts that a number repeats: of the row, the stage and the year that it names.

    Where the form states a row for all money only, a text on one kind of money repeats it too.
    """
    if bound.loose or not bound.concept:
        return ()
    facts = bound.facts or reading.book.under(bound.concept, Scope.ALL, bound.statement)
    return tuple(fact for fact in facts if bound.figure.repeats(fact))
