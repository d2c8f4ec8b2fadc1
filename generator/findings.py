"""Owns what is wrong with content: Severity and Finding. No formatting, no rule."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from generator.values import NamedTuple

if TYPE_CHECKING:
    from generator.source import Refusal, Span

# Of the JSON that carries findings; goes up only when a reader of the old one would break.
JSON_VERSION = 1


class Severity(Enum):
    """How much a finding weighs; errors stop publication."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def word(self) -> str:
        """The level in the reader's language."""
        return {"error": "错误", "warning": "提醒", "info": "说明"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return ("error", "warning", "info").index(self.value)


class Related(NamedTuple):
    """Another place that the finding speaks of, with a word on what stands there."""

    span: Span
    note: str = ""


class Interval(NamedTuple):
    """A number with its unit, and the least and greatest that it may stand for, as typed."""

    value: str
    low: str
    high: str


class Working(NamedTuple):
    """How two numbers were compared, with the clerk's own numbers.

    ``kind`` says what the computed one is, such as 各项之和. ``gap`` is how far they are
    apart, ``slack`` what rounding may explain; ``missing`` names the parts that stand blank.
    """

    formula: str
    stated: Interval
    kind: str
    computed: Interval
    gap: str
    slack: str
    missing: tuple[str, ...] = ()


class Finding(NamedTuple):
    """One fault in content, at one place, in plain Chinese.

    ``expected`` and ``actual`` are as one would type them, ``gap`` has its unit; None if unknown.
    ``working`` is None where nothing was computed; ``suspects`` say which cell may be wrong.
    """

    rule: str
    name: str
    title: str
    severity: Severity
    message: str
    span: Span
    related: tuple[Related, ...] = ()
    expected: str | None = None
    actual: str | None = None
    gap: str | None = None
    hint: str = ""
    basis: str = ""
    waivable: bool = True
    rows: int = 1
    working: Working | None = None
    suspects: tuple[str, ...] = ()


class Unchecked(NamedTuple):
    """A check that could not be made: never the same as one that passed."""

    rule: str
    name: str
    title: str
    why: str


def from_refusal(refusal: Refusal) -> Finding:
    """A file that cannot be read is an error at the place where reading stopped."""
    kind = refusal.kind
    related = (Related(refusal.related, "前一处"),) if refusal.related else ()
    message = f"{kind.title}：{refusal.detail}" if refusal.detail else kind.title
    return Finding(
        rule=kind.code,
        name=kind.slug,
        title=kind.title,
        severity=Severity.ERROR,
        message=message,
        span=refusal.span,
        related=related,
        hint=kind.remedy,
        waivable=False,
    )
