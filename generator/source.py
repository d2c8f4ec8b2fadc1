"""Owns positions: YAML text becomes a tree in which each key and value keeps its place.

Must not know what any key means. The only importer of yaml. Everything is text here; the
model decides what a scalar is, so ``no``, ``0012`` and ``1:30`` mean the same everywhere.
"""

from __future__ import annotations

import codecs
import re
import stat
import unicodedata
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
MAX_NODES = 50_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# C0/C1 controls, bidi controls, zero-width, filler and tag characters and
# noncharacters: invisible to the reader of a pull request, so a value could look other than
# it is. Variation selectors stay: they choose the right glyph in the names of people.
# A set, since compiling such a class of characters takes longer than to read a report.
_FORBIDDEN = frozenset(
    chr(code)
    for first, last in (
        (0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F),
        (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
        (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
        (0xFDD0, 0xFDEF), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFF),
        (0xE0000, 0xE007F),
    )
    for code in range(first, last + 1)
)  # fmt: skip
_HASH = " #"
_VARIATIONS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class Span(NamedTuple):
    """Where a token stands: 1-based line and column in code points, and its width.

    ``place`` is the path of keys that leads there, in the words of the file, such as
    ``自评表.资金.全年执行数``; it survives edits that move lines.
    """

    file: str
    line: int
    column: int
    width: int = 1
    place: str = ""


class RefusalKind(Enum):
    """What a file may not contain: code, name, title and remedy (both shown to the clerk)."""

    ENCODING = (
        "Y001",
        "file-is-not-utf8",
        "文件不是 UTF-8 编码",
        "请用编辑器“另存为”UTF-8 编码后再提交",
    )
    INVISIBLE = (
        "Y002",
        "invisible-character",
        "含有看不见的字符",
        "请删去这一处，重新输入该行文字",
    )
    SYNTAX = (
        "Y003",
        "yaml-syntax",
        "不符合 YAML 格式",
        "请检查：冒号是否半角且后面有空格、缩进是否用空格对齐、引号是否成对",
    )
    FEATURE = (
        "Y004",
        "yaml-feature-not-allowed",
        "用了不允许的 YAML 写法",
        "不能用锚点（&）、引用（*）、合并（<<）和标签（!），请直接写出内容",
    )
    DUPLICATE = ("Y005", "duplicate-key", "同一项写了两次", "请只保留一处")
    DOCUMENTS = (
        "Y006",
        "several-documents",
        "一个文件里有多份文档",
        "请删去单独成行的“---”或“...”及其后的内容",
    )
    DEPTH = ("Y007", "nested-too-deep", "层次过深", "缩进层次最多 20 层，请核对缩进")
    SIZE = ("Y008", "file-too-large", "文件过大", "数据文件最大 1 MiB，请核对是否放错了文件")
    KEY = (
        "Y009",
        "key-is-not-text",
        "项名不是一段文字",
        "冒号左边应是项名，如“全年执行数: 716.83”",
    )
    COMMENT = (
        "Y012",
        "text-behind-hash",
        "“ #”之后的文字会被当作注释",
        "是内容的，整句加引号；是注释的，“#”后面空一格",
    )
    EMPTY = ("Y010", "file-is-empty", "文件是空的", "请按模板填写，可用 jixiao new 生成示例")
    UNREADABLE = ("Y011", "file-not-readable", "文件读不出来", "请核对文件是否存在、是否为普通文件")

    def __init__(self, code: str, slug: str, title: str, remedy: str) -> None:
        self.code = code
        self.slug = slug
        self.title = title
        self.remedy = remedy


class Refusal(NamedTuple):
    """One thing in a file that cannot be read; ``related`` is where it stood before."""

    kind: RefusalKind
    span: Span
    detail: str = ""
    related: Span | None = None


class Scalar(NamedTuple):
    """A value as typed. ``plain`` is false when it was quoted."""

    text: str
    span: Span
    plain: bool = True


class Sequence(NamedTuple):
    """A list, in file order."""

    items: tuple[Node, ...]
    span: Span


class Mapping(NamedTuple):
    """Keys with values, in file order; no key occurs twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """The value under ``key``, or None when the key is absent."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


class Text(NamedTuple):
    """A file's text, newlines normalised, with the name it is shown under."""

    name: str
    content: str


def read_text(path: Path, name: str) -> Text | Refusal:
    """The text of ``path``; ``name`` is the path shown to people, relative to the site.

    Symbolic links are refused, also of a folder inside the site: they would let a pull
    request publish any file of the builder.
    """
    start = Span(name, 1, 1)
    try:
        if not is_own_file(path, name):
            return Refusal(RefusalKind.UNREADABLE, start)
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError:
        return Refusal(RefusalKind.UNREADABLE, start)
    if len(raw) > MAX_BYTES:
        return Refusal(RefusalKind.SIZE, start, f"现为 {path.stat().st_size} 字节")
    return _decoded(raw, name)


def printable(name: str) -> str:
    """The name of a file as a terminal can show it, whatever bytes and controls it is made of."""
    shown = name.encode("utf-8", "backslashreplace").decode()
    return "".join("\ufffd" if sign in _FORBIDDEN or sign == "\n" else sign for sign in shown)


def is_there(path: Path) -> bool:
    """Whether something stands at ``path``, be it a link that leads nowhere."""
    return path.is_symlink() or path.exists()


def is_own_file(path: Path, name: str) -> bool:
    """Whether ``path`` is a regular file and no link leads to it; OSError if nothing is there."""
    inside = (path, *path.parents)[: name.count("/") + 1]
    return stat.S_ISREG(path.lstat().st_mode) and not any(part.is_symlink() for part in inside)


def _decoded(raw: bytes, name: str) -> Text | Refusal:
    raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removeprefix(codecs.BOM_UTF8)
    try:
        content = raw.decode()
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode()
        return Refusal(RefusalKind.ENCODING, _at_offset(name, good, len(good)))
    if bad := _FORBIDDEN.intersection(content):
        offset = min(content.index(character) for character in bad)
        span = _at_offset(name, content, offset)
        return Refusal(RefusalKind.INVISIBLE, span, f"U+{ord(content[offset]):04X}")
    return Text(name, content)


def _at_offset(name: str, content: str, offset: int) -> Span:
    before = content[:offset]
    return Span(name, before.count("\n") + 1, offset - before.rfind("\n"))


def parse(text: Text) -> tuple[Node | None, tuple[Refusal, ...]]:
    """The tree of a YAML text, with everything that had to be refused in it.

    A tree comes back even beside refusals when the text could be followed to its end, so
    that one run names all faults. It never raises for what a user typed.
    """
    builder = _Builder(text)
    try:
        for event in yaml.parse(text.content, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        builder.refuse(RefusalKind.SYNTAX, *_syntax_fault(text.name, error))
    except yaml.YAMLError:
        builder.refuse(RefusalKind.SYNTAX, Span(text.name, 1, 1))
    except _TooMuchError:
        return None, tuple(builder.refusals)
    if builder.root is None and not builder.refusals:
        builder.refuse(RefusalKind.EMPTY, Span(text.name, 1, 1))
    return builder.root, tuple(builder.refusals)


# What libyaml says, what a clerk is told, and whether the fault is where the token began
# rather than where libyaml noticed it.
_SYNTAX_DETAILS = (
    ("could not find expected ':'", "这一行缺少半角冒号“:”，或没有写完", True),
    ("tab character", "缩进用了制表符；缩进只能用空格", False),
    ("mapping values are not allowed", "一行里有两个冒号，或上一行没有用半角冒号“:”写好", False),
    ("where an indentation space", "缩进只能用空格，不能用制表符", False),
    ("cannot start any token", "出现了制表符或特殊符号；缩进只能用空格，符号要加引号", False),
    ("unexpected end of stream", "引号没有成对", True),
    ("did not find expected ',' or", "花括号或方括号里缺少逗号，或没有成对", False),
    ("did not find expected key", "缩进没有和同级各项对齐，或引号之后还有文字", False),
    ("did not find expected '-'", "列表各项的“-”没有对齐", False),
    ("block sequence entries", "“-”要另起一行", False),
    ("escape character", "双引号里的“\\”有特殊含义，请改用单引号", False),
    ("hexdecimal number", "双引号里的“\\”有特殊含义，请改用单引号", False),
    ("expected <document start>", "前面的内容已经结束，这里不能再写", False),
    ("expected node content", "括号没有成对，或括号里多了符号", False),
    ("comment or line break", "“|”或“>”之后要另起一行再写", False),
)
_SYNTAX_DETAIL_OTHER = "以“&”“*”“!”“%”等符号开头的文字要加引号"


def _syntax_fault(name: str, error: yaml.MarkedYAMLError) -> tuple[Span, str]:
    problem = error.problem or ""
    words, began = next(
        ((words, began) for part, words, began in _SYNTAX_DETAILS if part in problem),
        (_SYNTAX_DETAIL_OTHER, False),
    )
    mark = (error.context_mark if began else None) or error.problem_mark
    return Span(name, mark.line + 1, mark.column + 1) if mark else Span(name, 1, 1), words


class _TooMuchError(Exception):
    """Ends the walk over events that would exhaust the machine; never leaves this module."""


class _Open:
    """A collection whose end has not been seen; the only mutable thing while parsing."""

    __slots__ = ("entries", "key", "place", "seen", "span")

    def __init__(self, span: Span, place: str, *, keyed: bool) -> None:
        self.span = span
        self.place = place
        self.key: Scalar | None = None
        self.entries: list[Any] = []
        self.seen: dict[str, Span] | None = {} if keyed else None

    def close(self) -> Node:
        span = self.span._replace(place=self.place)
        if self.seen is None:
            return Sequence(tuple(self.entries), span)
        return Mapping(tuple(self.entries), span)


class _Builder:
    """Turns events into nodes; collects refusals instead of raising."""

    def __init__(self, text: Text) -> None:
        self.name = text.name
        self.root: Node | None = None
        self._lines = text.content.split("\n") if _HASH in text.content else None
        self.refusals: list[Refusal] = []
        self._stack: list[_Open] = []
        self._documents = 0
        self._nodes = 0

    def refuse(
        self, kind: RefusalKind, span: Span, detail: str = "", related: Span | None = None
    ) -> None:
        self.refusals.append(Refusal(kind, span, detail, related))

    def take(self, event: Any) -> None:  # noqa: ANN401  PyYAML's C events share no typed base
        self._count()
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._place_node(self._stack.pop().close())
        elif isinstance(event, yaml.AliasEvent):
            self.refuse(RefusalKind.FEATURE, self._span(event, ""), f"引用 *{event.anchor}")
            self._place_node(Scalar("", self._span(event, "")))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self.refuse(RefusalKind.SIZE, Span(self.name, 1, 1), f"多于 {MAX_NODES} 项")
            raise _TooMuchError

    def _document(self, event: Any) -> None:  # noqa: ANN401
        self._documents += 1
        if self._documents > 1:
            self.refuse(RefusalKind.DOCUMENTS, self._span(event, ""))
            raise _TooMuchError

    def _scalar(self, event: Any) -> None:  # noqa: ANN401
        self._refuse_features(event)
        value = self._value(event)
        self._name_item(value.strip())
        place = self._next_place(value)
        span = self._span(event, place)
        plain = event.style is None or event.style == ""
        if plain and self._lines:
            self._refuse_comment(event.end_mark, self._lines)
        self._place_node(Scalar(value, span, plain=plain))

    def _refuse_comment(self, end: Any, lines: list[str]) -> None:  # noqa: ANN401
        """YAML drops what stands behind a hash; without a blank after it, it was meant as text."""
        rest = lines[end.line][end.column :] if end.line < len(lines) else ""
        if re.match(r"[ \t]+#[^\s#!]", rest):
            column = end.column + rest.index("#") + 1
            self.refuse(RefusalKind.COMMENT, Span(self.name, end.line + 1, column))

    def _value(self, event: Any) -> str:  # noqa: ANN401
        """The text without what nobody sees: in double quotes such a sign can be spelled out."""
        value: str = event.value
        if event.style != '"' or not (bad := _FORBIDDEN.intersection(value)):
            return value
        first = min(bad, key=value.index)
        self.refuse(RefusalKind.INVISIBLE, self._span(event, ""), f"U+{ord(first):04X}")
        return "".join(sign for sign in value if sign not in bad)

    def _start(self, event: Any) -> None:  # noqa: ANN401
        self._refuse_features(event)
        place = self._next_place("")
        span = self._span(event, place)
        if len(self._stack) >= MAX_DEPTH:
            self.refuse(RefusalKind.DEPTH, span)
            raise _TooMuchError
        keyed = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_Open(span, place, keyed=keyed))

    def _refuse_features(self, event: Any) -> None:  # noqa: ANN401
        if event.anchor is not None:
            self.refuse(RefusalKind.FEATURE, self._span(event, ""), f"锚点 &{event.anchor}")
        if event.tag is not None:
            self.refuse(RefusalKind.FEATURE, self._span(event, ""), f"标签 {event.tag}")

    def _next_place(self, key_text: str) -> str:
        """The path of the node about to be placed; items of a list carry their own name."""
        if not self._stack:
            return ""
        top = self._stack[-1]
        if top.seen is None:
            return f"{top.place}[{len(top.entries) + 1}]"
        name = _visible(key_text) if top.key is None else top.key.text
        return f"{top.place}.{name}" if top.place else name

    def _place_node(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        if top.seen is None:
            top.entries.append(node)
        elif top.key is None:
            top.key = self._key(node)
        else:
            self._entry(top, top.key, node)
            top.key = None

    def _key(self, node: Node) -> Scalar:
        text = _visible(node.text) if isinstance(node, Scalar) else ""
        if not text:
            self.refuse(RefusalKind.KEY, node.span)
        elif text == "<<":
            self.refuse(RefusalKind.FEATURE, node.span, "合并 <<")
        return Scalar(text, node.span)

    def _entry(self, top: _Open, key: Scalar, node: Node) -> None:
        assert top.seen is not None  # noqa: S101  a mapping by construction
        before = top.seen.setdefault(key.text, key.span)
        if before is key.span:
            top.entries.append((key, node))
        elif key.text:
            self.refuse(RefusalKind.DUPLICATE, key.span, f"“{key.text}”", before)

    def _name_item(self, text: str) -> None:
        """The first value names an item of a list: ``指标[支出及时率]``, not ``指标[4]``."""
        parent, item = self._stack[-2:] if len(self._stack) > 1 else (None, None)
        if parent and item and parent.seen is None and item.key and not item.entries and text:
            item.place = f"{parent.place}[{text}]"

    def _span(self, event: Any, place: str) -> Span:  # noqa: ANN401
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return Span(self.name, start.line + 1, start.column + 1, max(width, 1), place)


@lru_cache(maxsize=2048)  # the same keys stand in every row and report
def _visible(key: str) -> str:
    """Twins of a key that differ in width, or in nothing a reader sees, are the same key."""
    return unicodedata.normalize("NFKC", _VARIATIONS.sub("", key)).strip()


def walk(node: Node) -> Iterator[Scalar]:
    """Every value in the tree, in file order; keys are not values."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from walk(item)
    else:
        for _, value in node.entries:
            yield from walk(value)


def keys(node: Node) -> Iterator[Scalar]:
    """Every key in the tree, those above before those below."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from keys(item)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key
            yield from keys(value)
