"""Owns what rules about the text share: reading it once, and how a message speaks of it.

Must not judge any of it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from generator import figures
from generator.narrative.concepts import CONCEPTS, QUOTA, Reading, reading
from generator.narrative.enumerations import Identity, Listing, identities, listings
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.figures import Figure
    from generator.model.evaluation import Project
    from generator.model.report import Report
    from generator.narrative.concepts import Bound
    from generator.narrative.document import Sentence
    from generator.narrative.text import Narrative
    from generator.rules.core import Case

NO_AMOUNT = "正文没有写金额"


def read(case: Case) -> Reading:
    """Both texts of a report, bound to its facts."""
    return reading(case.report, case.projects, case.narrative, case.project_narrative)


class Arithmetic(NamedTuple):
    """The lists of both texts, and the numbers that can be recomputed."""

    lists: tuple[Listing, ...]
    identities: tuple[Identity, ...]


def arithmetic(case: Case) -> Arithmetic:
    """What can be added up and recomputed in the text of a report."""
    return _arithmetic(case.report, case.projects, case.narrative, case.project_narrative)


@lru_cache(maxsize=1)  # five rules ask
def _arithmetic(
    report: Report, projects: tuple[Project, ...], main: Narrative, project: Narrative
) -> Arithmetic:
    found = reading(report, projects, main, project)
    lists = (listing for story in (found.main, found.project) for listing in listings(story))
    return Arithmetic(tuple(one for one in lists if _is_sure(one, found)), tuple(identities(found)))


def _is_sure(listing: Listing, found: Reading) -> bool:
    """Parts of money add up, and posts do; other counts (党员, 女职工) overlap."""
    return listing.whole.is_money or found.of(listing.whole).concept == QUOTA


def spoken(concept: str) -> str:
    """How people call a row of the form."""
    return next((c.words[0] for c in CONCEPTS if c.label == concept), concept)


def listed(found: Iterable[Figure]) -> str:
    """``人员经费 249.85、公用经费 221.98``."""
    return "、".join(
        f"{figure.name} {figures.with_decimals(figure.value, 2)}".strip() for figure in found
    )


def gap(one: Figure, other: Figure) -> str:
    """How far two numbers are apart, with the unit."""
    left = figures.difference("相差", one, other)
    return shown(left._replace(value=abs(left.value)))


def typed(bound: Bound) -> str:
    """The number as the text has it, its unit apart: ``58 元``."""
    number, unit = _parts(bound)
    return f"{number} {unit}".strip()


def as_told(bound: Bound, figure: Figure) -> Figure:
    """``figure`` in the unit of money that the text uses."""
    _, unit = _parts(bound)
    money = figure.unit == figures.WAN_YUAN and unit in figures.MONEY_UNITS
    return figures.in_unit(figure, unit) if money and unit != figure.unit else figure


def _parts(bound: Bound) -> tuple[str, str]:
    """The digits of a number as typed, and its unit."""
    words = bound.statement.typed
    unit = re.sub(r"^[\d.,% \uff0c\uff0e]+", "", words)
    return words.removesuffix(unit).strip(), unit


def shown(figure: Figure) -> str:
    """A number that was computed, without idle zeros."""
    return f"{figures.trimmed(figure.value)} {figure.unit}"


def by_sentence(bound: Iterable[Bound]) -> tuple[tuple[Bound, ...], ...]:
    """These, sentence by sentence."""
    found: dict[Sentence, list[Bound]] = {}
    for one in bound:
        found.setdefault(one.statement.sentence, []).append(one)
    return tuple(map(tuple, found.values()))


class Coverage(NamedTuple):
    """How many amounts the text of a report has, and of how many it can be said what they are."""

    amounts: int
    bound: int


def coverage(case: Case) -> Coverage:
    """Counted over both texts."""
    amounts = read(case).money
    return Coverage(len(amounts), len(amounts) - len(unbound(case)))


def unbound(case: Case) -> tuple[Bound, ...]:
    """The amounts of which nobody can say where they come from."""
    found = read(case)
    again = {one.stated.span for one in arithmetic(case).identities}
    return tuple(
        b for b in found.money if b.statement.span not in again and not supported(b, found)
    )


def supported(bound: Bound, reading: Reading) -> bool:
    """Whether a table or mark has it, or another amount of the text is called the same."""
    if _stands_elsewhere(bound, reading):
        return True
    if not bound.named:
        change = bound.statement.change and bound.statement.subject
        return bool(bound.concept or change)
    return reading.is_known(bound.concept)


_ALIKE = 2  # characters that two names have in common


def _stands_elsewhere(bound: Bound, reading: Reading) -> bool:
    """Whether the report has exactly this amount, under a name that is not all different."""
    words, amount = set(bound.statement.words), bound.figure
    names = [key.concept for key, _ in reading.book.same_value(bound.statement)]
    names += [
        title
        for title, found in reading.book.measures.items()
        for measure in found
        for figure in (measure.target, measure.actual)
        if figure is not None and (figure.unit, figure.value) == (amount.unit, amount.value)
    ]
    return any(len(words & set(name)) >= _ALIKE for name in names)
