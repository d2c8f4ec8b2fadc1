"""Owns which checks looked at a figure, and what came of it.

Only what is exact: relations between figures that a rule demands, and whether each holds. A rule
that did not run on the report, or of which it is not known what it compared, is not named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.figures import Typed
from generator.rules.cells import is_typed
from generator.rules.core import Outcome, rules
from generator.rules.relations import relations, spot
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.assess import Assessment
    from generator.figures import Figure
    from generator.pages.checks import Checks
    from generator.pages.note import Note
    from generator.rules.core import Case
    from generator.rules.relations import Relation
    from generator.source import Span


class Looked(NamedTuple):
    """What was found at each place where a figure was typed: rules that hold, and remarks."""

    passed: dict[Span, tuple[str, ...]]
    notes: dict[Span, tuple[Note, ...]]

    def rules(self, figure: Figure) -> tuple[str, ...]:
        """The codes of the rules that compared ``figure`` with others and found it to agree."""
        origin = figure.origin
        return self.passed.get(origin.span, ()) if isinstance(origin, Typed) else ()

    def within(self, found: Checks) -> Looked:
        """Only the remarks that ``found`` has, which are those that its page shows."""
        shown = {note for *_, note in found.said()}
        kept = {span: tuple(n for n in notes if n in shown) for span, notes in self.notes.items()}
        return self._replace(notes=kept)

    def remarks(self, figure: Figure) -> tuple[Note, ...]:
        """What was said of a relation that ``figure`` is in and that does not hold."""
        origin = figure.origin
        return self.notes.get(origin.span, ()) if isinstance(origin, Typed) else ()


NOBODY = Looked({}, {})


def looked(case: Case, assessment: Assessment, found: Checks) -> Looked:
    """What the rules of ``assessment`` compared."""
    ran = {r.rule.code for r in assessment.results if r.outcome is not Outcome.NOT_APPLICABLE}
    said = tuple(found.said())
    held: dict[Span, set[str]] = {}
    broken: dict[Span, set[str]] = {}
    notes: dict[Span, dict[Note, None]] = {}
    for relation in (r for r in relations(case) if r.rule in ran):
        holds = relation.holds({})
        about = dict.fromkeys(() if holds else _about(relation, said))
        for span in _typed(relation):
            (held if holds else broken).setdefault(span, set()).add(relation.rule)
            notes.setdefault(span, {}).update(about)
    return Looked(
        {span: tuple(sorted(codes - broken.get(span, set()))) for span, codes in held.items()},
        {span: tuple(each) for span, each in notes.items()},
    )


def legend(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The rules of these codes with their titles."""
    named = set(codes)
    return tuple((rule.code, rule.title) for rule in rules() if rule.code in named)


def _typed(relation: Relation) -> Iterator[Span]:
    """Where the figures of a relation stand."""
    return (spot(cell) for cell in relation.cells if is_typed(cell))


def _about(relation: Relation, said: Iterable[tuple[str, Span, Note]]) -> Iterator[Note]:
    """What its rule said at one of its cells."""
    spans = {spot(cell) for cell in relation.cells}
    return (note for code, span, note in said if code == relation.rule and span in spans)
