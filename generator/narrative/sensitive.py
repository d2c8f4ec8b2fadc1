"""Owns recognising what must not be published, in any text, and masking it.

Identity numbers, passwords, telephones, accounts, addresses inside a network, marks of secrecy.
Must not know reports, rules or findings. A text without a cue, as nearly all are, is passed
over before any expression is compiled.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, cast

from generator.narrative import as_read, secret_shapes
from generator.source import Span
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.narrative.secret_shapes import Places

T = TypeVar("T")


class Kind(Enum):
    """What is found, in the reader's words, and how much of it may be shown."""

    IDENTITY = ("身份证号", 2, 3)
    PASSWORD = ("口令", 0, 0)
    BANK = ("银行账号", 0, 4)
    MOBILE = ("手机号", 3, 4)
    INTRANET = ("内网地址", 0, 0)
    LOGIN = ("登录规则", None, 0)
    MANUAL = ("系统操作说明", None, 0)
    SECRECY = ("密级标志", None, 0)
    PERSON = ("个人情况", 1, 0)
    ROLL = ("个人名单", None, 0)
    CONTACT = ("联系人姓名", 1, 0)
    PATH = ("电脑里的路径", 3, 0)
    MAIL = ("个人邮箱", 1, 0)

    def __init__(self, word: str, head: int | None, tail: int) -> None:
        self.word = word
        self.head = head  # None: it is no secret itself, and shown whole
        self.tail = tail

    def masked(self, raw: str) -> str:
        """``raw`` with as many stars as it has characters, but for its ends."""
        if self.head is None:
            return raw
        hidden = "*" * (len(raw) - self.head - self.tail)
        return raw[: self.head] + hidden + raw[len(raw) - self.tail :]


class Secret(NamedTuple):
    """A place in a text, what stands there, and what may be shown of it, of equal length.

    ``read`` is what stands there as a reader sees it, where signs or ends of lines part it.
    """

    kind: Kind
    start: int
    raw: str
    shown: str
    read: str = ""

    @property
    def end(self) -> int:
        """Where in the text it ends."""
        return self.start + len(self.raw)


class Leak(NamedTuple):
    """A secret without itself: its kind, its place in a file, and what may be shown."""

    kind: Kind
    span: Span
    shown: str


def secrets(text: str) -> tuple[Secret, ...]:
    """Everything in ``text`` that must not be published, in order; none overlaps another.

    Also what only shows on the page, where signs of Markdown and ends of lines are gone.
    """
    found = _Apart()
    for one in _literal(text):
        found.add(one)
    seen = as_read.read(text)
    for one in _literal(seen.text) if len(seen.text) < len(text) else ():
        start, end = seen.span(one.start, one.end)
        found.add(_parted(one, start, text[start:end]))
    return tuple(found.secrets)


def _parted(one: Secret, start: int, raw: str) -> Secret:
    """``one`` of the text as read, where it was typed as ``raw``."""
    if raw == one.raw:
        return one._replace(start=start)
    shown = "".join("\n" if sign == "\n" else "*" for sign in raw)
    return Secret(one.kind, start, raw, shown, one.raw)


def _literal(text: str) -> tuple[Secret, ...]:
    """What stands in ``text`` as it is, in order; of two that overlap, the first kind counts."""
    searches = [search for search in _SEARCHES if search.is_likely(text)]
    if not searches:
        return ()
    narrow, found = text.translate(_NARROW), _Apart()
    for search in searches:
        for start, end in search.places(narrow):
            raw = text[start:end]
            found.add(Secret(search.kind, start, raw, search.kind.masked(raw)))
    return tuple(found.secrets)


class _Apart:
    """Collects secrets, in order of their places, and leaves out what overlaps another."""

    def __init__(self) -> None:
        self.secrets: list[Secret] = []
        self._starts: list[int] = []

    def add(self, one: Secret) -> None:
        at = bisect_left(self._starts, one.start)
        before = self.secrets[at - 1].end if at else 0
        after = self._starts[at] if at < len(self._starts) else one.end
        if before <= one.start and one.end <= after:
            self._starts.insert(at, one.start)
            self.secrets.insert(at, one)


def masked(text: str) -> str:
    """``text`` with stars for secrets, wherever they recur; all else keeps its place."""
    known = secrets(text)
    return Veil(known[:_TOLD]).over(_in_place(text, known)) if known else text


def _in_place(text: str, known: Sequence[Secret]) -> str:
    parts, at = list[str](), 0
    for one in known:
        parts += (text[at : one.start], one.shown)
        at = one.end
    return "".join((*parts, text[at:]))


_TOLD = 100  # so many places of one file are told; the others wait for the next run


def leaks(text: str, name: str) -> Iterator[tuple[Secret, Leak]]:
    """Every secret of ``text``, the content of the file ``name``, and the first as leaks."""
    return ((one, leak(one, text, name)) for one in secrets(text)[:_TOLD])


def leak(one: Secret, text: str, name: str) -> Leak:
    """Where a secret of ``text``, the content of the file ``name``, stands."""
    line = text.count("\n", 0, one.start) + 1
    column = one.start - text.rfind("\n", 0, one.start)
    width = len(one.raw.partition("\n")[0])
    file = "/".join(name.split("/")[-2:] if "/projects/" in name else name.split("/")[-1:])
    shown = one.kind.masked(one.read) if one.read else one.shown
    place = f"{file} {one.kind.word}：{shown}"
    return Leak(one.kind, Span(name, line, column, width, place), shown)


_CUT = 5  # so many characters of a secret that a message cut off are still to be hidden
_SHORT = 4  # what is shorter stands in words that are none; it is hidden only where it was found


class Veil:
    """Hides known secrets in any text, also where a message cut them off."""

    def __init__(self, known: Iterable[Secret]) -> None:
        self._shown = {
            raw: shown
            for one in known
            for raw, shown in ((one.raw, one.shown), (one.read, one.kind.masked(one.read)))
            if len(raw) >= _SHORT
        }
        self._cut = {
            f"{raw[:length]}…": f"{shown[:length]}…"
            for raw, shown in self._shown.items()
            for length in range(_CUT, len(raw))
        }

    def over(self, text: str) -> str:
        """``text`` with stars for what is known."""
        for raw, shown in self._shown.items():
            text = text.replace(raw, shown)
        return self._over_cuts(text) if "…" in text else text

    def _over_cuts(self, text: str) -> str:
        for raw, shown in self._cut.items():
            text = text.replace(raw, shown)
        return text


def hidden(value: T, known: tuple[Secret, ...]) -> T:
    """``value`` with every secret in its texts masked, however deep they lie in tuples."""
    return _hidden(value, Veil(known))


def _hidden(value: T, veil: Veil) -> T:
    made: Any = value
    if isinstance(value, str):
        made = veil.over(_in_place(value, _literal(value)))
    elif isinstance(value, tuple):
        make: Callable[[list[Any]], Any] = getattr(value, "_make", tuple)
        made = make([_hidden(part, veil) for part in value])
    return cast("T", made)


class _Narrow(dict[int, int]):
    """Full width and digits of any kind to ASCII: one character for one, so that places stay."""

    def __missing__(self, code: int) -> int:
        digit = unicodedata.decimal(chr(code), None)
        self[code] = code if digit is None else ord("0") + digit
        return self[code]


_NARROW = _Narrow({0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20})


class _Search(NamedTuple):
    """How a kind is found: what a text must have at least, and its places."""

    kind: Kind
    cue: tuple[str, ...] | Callable[[str], bool]
    places: Callable[[str], Places]

    def is_likely(self, text: str) -> bool:
        """Whether it is worth looking closer."""
        if isinstance(self.cue, tuple):
            return any(word in text for word in self.cue)
        return self.cue(text)


_ACCOUNTS = ("账号", "帐号", "用户名")
# Of two that overlap, the first counts.
_SEARCHES = (
    _Search(Kind.IDENTITY, secret_shapes.has_number, secret_shapes.identities),
    _Search(
        Kind.PASSWORD,
        ("密码", "密碼", "密钥", "密鑰", "口令", "assw", "ASSW", "pwd", "PWD", "://", *_ACCOUNTS),
        secret_shapes.passwords,
    ),
    _Search(Kind.BANK, secret_shapes.has_number, secret_shapes.accounts),
    _Search(Kind.MOBILE, secret_shapes.has_number, secret_shapes.mobiles),
    _Search(Kind.INTRANET, secret_shapes.has_address, secret_shapes.addresses),
    _Search(Kind.LOGIN, (*_ACCOUNTS, "密码", "口令"), secret_shapes.logins),
    _Search(Kind.MANUAL, ("浏览器", "点击", "勾选", "按钮", "下拉"), secret_shapes.manuals),
    _Search(
        Kind.SECRECY,
        ("绝密", "机密", "秘密", "密级", "此件不公开", "内部资料", "内部使用"),
        secret_shapes.marks,
    ),
    _Search(Kind.PERSON, ("（男", "（女", "(男", "(女"), secret_shapes.persons),
    _Search(Kind.ROLL, ("姓名",), secret_shapes.rolls),
    _Search(Kind.CONTACT, ("联系人",), secret_shapes.contacts),
    _Search(Kind.PATH, (":\\", "\\\\", "file:", "/Users/", "/home/"), secret_shapes.paths),
    _Search(Kind.MAIL, ("@", "\uff20"), secret_shapes.mails),
)
