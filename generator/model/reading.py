"""Owns turning nodes into typed values: every grammar of a field, and the faults it finds.

Must not know which records exist. All faults of a file are collected; a cell that cannot be
read becomes an Empty of kind UNREADABLE, so that the rest of the report is still checked.

The record reader is ours and not pydantic's: the values are nodes with positions and every
message is Chinese, so coercion and wording would have to be replaced anyway, while building
its schemas takes longer than all of a check.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import Enum
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    NamedTuple,
    NoReturn,
    Protocol,
    Self,
    TypeVar,
    dataclass_transform,
)

from generator import figures
from generator.figures import Cell, Empty, EmptyKind, Figure, NumberFault, Typed
from generator.findings import Finding, Severity
from generator.model.faults import FaultKind
from generator.source import Mapping, Node, Scalar, Sequence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

NONE_WORDS = ("无此项", "不适用")
TOTAL = "合计"


class Words(NamedTuple):
    """A text as typed; false when blank."""

    name: str
    text: str
    span: Span

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def chinese(day: date) -> str:
    """``2025年3月5日``, as official documents write it."""
    return f"{day.year}年{day.month}月{day.day}日"


class Day(NamedTuple):
    """A date as typed; false when not given. ``misread``: what is there is no date, and told."""

    name: str
    value: date | None
    span: Span
    misread: bool = False

    def __bool__(self) -> bool:
        return self.value is not None

    def __str__(self) -> str:
        return self.value.isoformat() if self.value else ""

    @property
    def chinese(self) -> str:
        """The date as official documents write it; blank when not given."""
        return chinese(self.value) if self.value else ""


class Chosen(NamedTuple):
    """One of a closed set of words; ``value`` is None when not given.

    ``misread``: what is there is no such word, and that was told.
    """

    name: str
    value: Any
    span: Span
    misread: bool = False

    def __bool__(self) -> bool:
        return self.value is not None

    def __str__(self) -> str:
        return str(self.value.value) if self.value else ""


class Listed:
    """Rows of a table; ``kind`` says which empty it is when there are none."""

    __slots__ = ("items", "kind", "name", "span")

    def __init__(
        self, name: str, items: tuple[Any, ...], kind: EmptyKind | None, span: Span
    ) -> None:
        self.name = name
        self.items = items
        self.kind = kind
        self.span = span

    def with_items(self, items: tuple[Any, ...]) -> Listed:
        """The same list with its items made anew."""
        return Listed(self.name, items, self.kind, self.span)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class Field(NamedTuple):
    """One word of a record: its Chinese word, its attribute, its grammar."""

    word: str
    attribute: str
    kind: Kind
    required: bool
    note: str


def word(chinese: str, kind: Kind, note: str = "", *, required: bool = False) -> Any:  # noqa: ANN401
    """A field of a record, under its Chinese word. ``note`` explains it in editors."""
    return Field(chinese, "", kind, required, note)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(word,))
class Record:
    """Base of every part of a report: where it stands, and whether it was written at all.

    Frozen, and made from keywords, like a dataclass; it is none because to generate the
    methods of fifty dataclasses takes longer than to check a report.
    """

    span: Span
    stated: bool
    label: str
    # Whether a cell is called by its row: ``三公经费`` + ``本年决算数``.
    is_row: ClassVar[bool] = False
    # The word whose value names an item of a list.
    title_word: ClassVar[str] = "名称"
    _words: ClassVar[dict[str, Field]] = {}

    def __init_subclass__(cls) -> None:
        own = {
            item.word: item._replace(attribute=name)
            for name, item in vars(cls).items()
            if isinstance(item, Field)
        }
        cls._words = {**cls._words, **own}

    def __init__(self, **values: Any) -> None:  # noqa: ANN401  typed by dataclass_transform
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(name)

    def replaced(self, **changes: Any) -> Self:  # noqa: ANN401  any of its fields
        """The same record with some fields changed."""
        return type(self)(**{**self.__dict__, **changes})


R = TypeVar("R", bound=Record)


class Kind(Protocol):
    """The grammar of a field."""

    def read(self, name: str, node: Node, reader: Reader) -> Any:  # noqa: ANN401
        """The value in ``node``; faults go to ``reader``."""

    def absent(self, name: str, span: Span) -> Any:  # noqa: ANN401
        """The value of a field that was not written; ``span`` is what it is missing from."""


def fields_of(record: type[Record]) -> dict[str, Field]:
    """The fields of ``record`` by their Chinese word, in the order of the form."""
    return record._words  # noqa: SLF001  this module owns both


class Reader:
    """Collects the faults of one file while its records are read."""

    def __init__(self, money_decimals: int = 2) -> None:
        self.money_slack = figures.half_unit(money_decimals)
        self.findings: list[Finding] = []

    def fault(
        self,
        kind: FaultKind,
        span: Span,
        detail: str = "",
        hint: str = "",
    ) -> None:
        """Notes a fault; ``hint`` replaces the usual remedy."""
        self.findings.append(
            Finding(
                rule=kind.code,
                name=kind.slug,
                title=kind.title,
                severity=Severity.ERROR,
                message=f"{kind.title}：{detail}" if detail else kind.title,
                span=span,
                hint=hint or kind.remedy,
                waivable=False,
            )
        )

    def record(self, record: type[R], node: Node, label: str = "") -> R:
        """``node`` as a ``record``; whatever is wrong inside becomes a fault."""
        if not isinstance(node, Mapping):
            if not (isinstance(node, Scalar) and not node.text):
                self.fault(FaultKind.SHAPE, node.span, _shape_detail(node, "若干“项: 值”"))
            return absent_record(record, node.span, label)
        known = fields_of(record)
        self._unknown_keys(node, known)
        values = {
            f.attribute: self._field(f, node, _name(record, f, label)) for f in known.values()
        }
        return record(span=node.span, stated=True, label=label, **values)

    def _unknown_keys(self, node: Mapping, known: dict[str, Field]) -> None:
        for key, _ in node.entries:
            if re.fullmatch(r"\d{3}(?:\.\d+)?", key.text):
                # {上年决算数: 1,000}: the comma ends the number, and begins another item.
                hint = "数字里不能用千分位逗号，如 1000"
                self.fault(FaultKind.NUMBER, key.span, f"“,{key.text}”", hint)
            elif key.text and key.text not in known:
                import difflib  # noqa: PLC0415  only when something is misspelt

                near = difflib.get_close_matches(key.text, known, n=1, cutoff=0.5)
                hint = f"是否指“{near[0]}”？" if near else f"此处可用：{'、'.join(known)}"
                self.fault(FaultKind.UNKNOWN, key.span, f"“{key.text}”", hint)

    def _field(self, item: Field, node: Mapping, name: str) -> Any:  # noqa: ANN401
        child = node.get(item.word)
        if child is not None:
            return item.kind.read(name, child, self)
        if item.required:
            self.fault(
                FaultKind.MISSING, node.span, f"“{item.word}”", f"请在这一层补上“{item.word}:”"
            )
        return item.kind.absent(name, node.span)


def _name(record: type[Record], item: Field, label: str) -> str:
    """What a field is called in messages: by its word, and in rows by the row as well."""
    is_cell = isinstance(item.kind, Amount)
    if item.word == TOTAL and label:
        return f"{label}{TOTAL}" if is_cell else label
    return f"{label}{item.word}" if is_cell and record.is_row else item.word


def absent_record(record: type[R], span: Span, label: str = "") -> R:
    """A ``record`` in which nothing was written."""
    values = {
        f.attribute: f.kind.absent(_name(record, f, label), span)
        for f in fields_of(record).values()
    }
    return record(span=span, stated=False, label=label, **values)


def _shape_detail(node: Node, wanted: str) -> str:
    if isinstance(node, Scalar):
        return f"这里应是{wanted}，现为“{shortened(node.text)}”"
    found = "若干“项: 值”" if isinstance(node, Mapping) else "用“-”列出的若干行"
    return f"这里应是{wanted}，现为{found}"


def shortened(text: str, limit: int = 20) -> str:
    """At most ``limit`` characters of ``text`` for a message."""
    return text if len(text) <= limit else text[:limit] + "…"


def _scalar(node: Node, wanted: str, reader: Reader) -> Scalar | None:
    if isinstance(node, Scalar):
        return node
    reader.fault(FaultKind.SHAPE, node.span, _shape_detail(node, wanted))
    return None


class Amount(NamedTuple):
    """A number in a fixed unit. Blank and 无此项 are two different empties."""

    unit: str

    def read(self, name: str, node: Node, reader: Reader) -> Cell:
        """A Figure whose slack comes from the unit, or an Empty."""
        scalar = _scalar(node, "一个数字", reader)
        if scalar is None:
            return Empty(name, EmptyKind.UNREADABLE, node.span)
        text = scalar.text.strip()
        if not text:
            return Empty(name, EmptyKind.BLANK, scalar.span)
        if text in NONE_WORDS:
            return Empty(name, EmptyKind.NOT_APPLICABLE, scalar.span)
        value = figures.read_number(text)
        if isinstance(value, NumberFault):
            reader.fault(
                FaultKind.NUMBER, scalar.span, f"“{shortened(text)}”{value.what}", value.remedy
            )
            return Empty(name, EmptyKind.UNREADABLE, scalar.span)
        slack = self._slack(value, reader)
        return Figure(name, value, self.unit, slack, Typed(scalar.span, scalar.text))

    def _slack(self, value: Decimal, reader: Reader) -> Decimal:
        if self.unit == figures.WAN_YUAN:
            return reader.money_slack
        if self.unit == figures.PERCENT:
            return figures.half_unit(figures.decimals_of(value))
        return figures.ZERO

    def absent(self, name: str, span: Span) -> Cell:
        """The form may leave a computed cell out."""
        return Empty(name, EmptyKind.MISSING, span)


_NUMBER_WITH_UNIT = (
    r"[≥≤＝=<>]?\s*-?[\d,，.]+\s*"
    r"(%|％|‰|亿元|万元|元|万人|人次|人|个|件|份|家|户|项|次|场|期|批|条|起|篇|台|套|辆|所"
    r"|㎡|平方米|公里|米|亩|吨|天|小时|分)?"
)


# A text with more behind its number than a unit is no number: most are seen to be words at once.
_SIGNS_AND_DIGITS = "≥≤＝=<>-0123456789,，. "
_LONGEST_UNIT = len("平方米")


class Measure:
    """The value of an indicator: a number (its unit stands beside it) or a few words."""

    def read(self, name: str, node: Node, reader: Reader) -> Cell | Words:
        """A Figure without unit, Words, or an Empty."""
        scalar = _scalar(node, "一个数字或几个字", reader)
        if scalar is None:
            return Empty(name, EmptyKind.UNREADABLE, node.span)
        text = scalar.text.strip()
        if not text:
            return Empty(name, EmptyKind.BLANK, scalar.span)
        if len(unicodedata.normalize("NFKC", text).lstrip(_SIGNS_AND_DIGITS)) > _LONGEST_UNIT:
            return Words(name, text, scalar.span)
        value = figures.read_number(text)
        if not isinstance(value, NumberFault):
            return Figure(name, value, "", figures.ZERO, Typed(scalar.span, scalar.text))
        if re.fullmatch(_NUMBER_WITH_UNIT, text):
            hint = "请只写数字；单位写在“单位”一项，≥、≤ 由“计分方法”表示"
            reader.fault(FaultKind.NUMBER, scalar.span, f"“{shortened(text)}”{value.what}", hint)
            return Empty(name, EmptyKind.UNREADABLE, scalar.span)
        return Words(name, text, scalar.span)

    def absent(self, name: str, span: Span) -> Cell:
        """Not written."""
        return Empty(name, EmptyKind.MISSING, span)


class Prose:
    """One text."""

    def read(self, name: str, node: Node, reader: Reader) -> Words:
        """The text without outer blanks."""
        scalar = _scalar(node, "一段文字", reader)
        return Words(name, scalar.text.strip() if scalar else "", node.span)

    def absent(self, name: str, span: Span) -> Words:
        """A blank text."""
        return Words(name, "", span)


_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class Calendar:
    """A date, written ``2025-03-15``."""

    def read(self, name: str, node: Node, reader: Reader) -> Day:
        """A Day; one that is not in the calendar is a fault."""
        scalar = _scalar(node, "一个日期", reader)
        if scalar is None or not scalar.text.strip():
            return Day(name, None, node.span)
        day = _day(scalar.text.strip())
        if day is None:
            meant = _meant(scalar.text)
            hint = f"请写成 {meant.isoformat()}" if meant else ""
            reader.fault(FaultKind.DATE, scalar.span, f"“{shortened(scalar.text)}”", hint)
        return Day(name, day, scalar.span, misread=day is None)

    def absent(self, name: str, span: Span) -> Day:
        """No date."""
        return Day(name, None, span)


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    return _date(match) if match and text.isascii() else None


def _meant(text: str) -> date | None:
    """The date that ``2025年3月14日``, ``2025.3.14`` or ``20250314`` was to be."""
    narrow = unicodedata.normalize("NFKC", text).strip()
    match = re.fullmatch(r"(\d{4})[年./-]?(\d{1,2})[月./-]?(\d{1,2})日?", narrow)
    return _date(match) if match else None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


class Year:
    """A fiscal year, 2000 to 2099."""

    def read(self, name: str, node: Node, reader: Reader) -> Cell:
        """A Figure in 年."""
        scalar = _scalar(node, "一个年度", reader)
        text = scalar.text.strip() if scalar else ""
        if not re.fullmatch(r"20\d\d", text) or not text.isascii():
            reader.fault(FaultKind.YEAR, node.span, f"“{shortened(text)}”")
            return Empty(name, EmptyKind.UNREADABLE, node.span)
        return figures.constant(name, text, "年", node.span)

    def absent(self, name: str, span: Span) -> Cell:
        """Not written."""
        return Empty(name, EmptyKind.MISSING, span)


class Choice(NamedTuple):
    """One word of an enumeration whose values are the Chinese words."""

    options: type[Enum]

    def read(self, name: str, node: Node, reader: Reader) -> Chosen:
        """The member, or none with a fault that lists the words."""
        scalar = _scalar(node, "一个词", reader)
        text = scalar.text.strip() if scalar else ""
        member = next((m for m in self.options if m.value == text), None)
        if text and member is None:
            words = "、".join(str(m.value) for m in self.options)
            reader.fault(FaultKind.CHOICE, node.span, f"“{shortened(text)}”", f"可选：{words}")
        return Chosen(name, member, node.span, misread=bool(text) and member is None)

    def absent(self, name: str, span: Span) -> Chosen:
        """None chosen."""
        return Chosen(name, None, span)


class YesNo(Enum):
    """A switch, in words."""

    YES = "是"
    NO = "否"


class Part(NamedTuple):
    """A record inside a record."""

    record: type[Record]

    def read(self, name: str, node: Node, reader: Reader) -> Any:  # noqa: ANN401
        """The record; all of it absent when the node is blank."""
        return reader.record(self.record, node, name)

    def absent(self, name: str, span: Span) -> Any:  # noqa: ANN401
        """The record with nothing in it."""
        return absent_record(self.record, span, name)


class Rows(NamedTuple):
    """A list of records, ``无此项``, or blank."""

    record: type[Record]

    def read(self, name: str, node: Node, reader: Reader) -> Listed:
        """The items; a blank list and a declared none keep their difference."""
        if isinstance(node, Sequence):
            items = tuple(
                reader.record(self.record, item, _label(self.record, item)) for item in node.items
            )
            return Listed(name, items, None if items else EmptyKind.BLANK, node.span)
        if isinstance(node, Scalar) and node.text.strip() in NONE_WORDS:
            return Listed(name, (), EmptyKind.NOT_APPLICABLE, node.span)
        if not (isinstance(node, Scalar) and not node.text.strip()):
            reader.fault(FaultKind.SHAPE, node.span, _shape_detail(node, "用“-”列出的若干行"))
        return Listed(name, (), EmptyKind.BLANK, node.span)

    def absent(self, name: str, span: Span) -> Listed:
        """No list."""
        return Listed(name, (), EmptyKind.MISSING, span)


def _label(record: type[Record], node: Node) -> str:
    title = node.get(record.title_word) if isinstance(node, Mapping) else None
    return title.text.strip() if isinstance(title, Scalar) else ""


class Tally(NamedTuple):
    """A table of free words with a number each, such as the weights of a form."""

    unit: str

    def read(self, name: str, node: Node, reader: Reader) -> tuple[Figure, ...]:
        """The numbers in file order, each called by its word."""
        if not isinstance(node, Mapping):
            reader.fault(FaultKind.SHAPE, node.span, _shape_detail(node, f"“{name}”的若干“项: 数”"))
            return ()
        cells = (Amount(self.unit).read(key.text, value, reader) for key, value in node.entries)
        return tuple(cell for cell in cells if isinstance(cell, Figure))

    def absent(self, name: str, span: Span) -> tuple[Figure, ...]:  # noqa: ARG002
        """No table."""
        return ()


class Phrases:
    """A list of texts."""

    def read(self, name: str, node: Node, reader: Reader) -> tuple[Words, ...]:
        """The texts in file order."""
        if not isinstance(node, Sequence):
            reader.fault(FaultKind.SHAPE, node.span, _shape_detail(node, "用“-”列出的若干行"))
            return ()
        return tuple(Prose().read(name, item, reader) for item in node.items)

    def absent(self, name: str, span: Span) -> tuple[Words, ...]:  # noqa: ARG002
        """No text."""
        return ()
