"""Owns recognising what must not be published, in any text, and masking it.

Identity numbers, passwords, telephones, accounts, addresses inside a network, marks of secrecy.
Must not know reports, rules or findings. A text without a cue, as nearly all are, is passed
over before any expression is compiled.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, cast

from generator.narrative import secret_shapes
from generator.source import Span
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

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
    """A place in a text, what stands there, and what may be shown of it, of equal length."""

    kind: Kind
    start: int
    raw: str
    shown: str


class Leak(NamedTuple):
    """A secret without itself: its kind, its place in a file, and what may be shown."""

    kind: Kind
    span: Span
    shown: str


def secrets(text: str) -> tuple[Secret, ...]:
    """Everything in ``text`` that must not be published, in order; none overlaps another."""
    searches = [search for search in _SEARCHES if search.is_likely(text)]
    if not searches:
        return ()
    narrow = text.translate(_NARROW)
    taken: dict[int, Secret] = {}
    for search in searches:
        for start, end in search.places(narrow):
            if not any(_overlap(other, start, end) for other in taken.values()):
                raw = text[start:end]
                taken[start] = Secret(search.kind, start, raw, search.kind.masked(raw))
    return tuple(taken[start] for start in sorted(taken))


def _overlap(one: Secret, start: int, end: int) -> bool:
    return one.start < end and start < one.start + len(one.raw)


def masked(text: str) -> str:
    """``text`` with stars for secrets, wherever they recur; all else keeps its place."""
    for one in secrets(text):
        text = text.replace(one.raw, one.shown)
    return text


def leak(one: Secret, text: str, name: str) -> Leak:
    """Where a secret of ``text``, the content of the file ``name``, stands."""
    line = text.count("\n", 0, one.start) + 1
    column = one.start - text.rfind("\n", 0, one.start)
    width = len(one.raw.partition("\n")[0])
    file = "/".join(name.split("/")[-2:] if "/projects/" in name else name.split("/")[-1:])
    place = f"{file} {one.kind.word}：{one.shown}"
    return Leak(one.kind, Span(name, line, column, width, place), one.shown)


_CUT = 5  # so many characters of a secret that a message cut off are still to be hidden


def hidden(value: T, known: tuple[Secret, ...]) -> T:
    """``value`` with every secret in its texts masked, however deep they lie in tuples."""
    made: Any = value
    if isinstance(value, str):
        for one in known:
            made = _without(made, one)
    elif isinstance(value, tuple):
        make: Callable[[list[Any]], Any] = getattr(value, "_make", tuple)
        made = make([hidden(part, known) for part in value])
    return cast("T", made)


def _without(text: str, one: Secret) -> str:
    text = text.replace(one.raw, one.shown)
    for length in range(len(one.raw) - 1, _CUT - 1, -1) if "…" in text else ():
        text = text.replace(f"{one.raw[:length]}…", f"{one.shown[:length]}…")
    return text


# One character for one, so that places stay.
_NARROW = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}


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


# Of two that overlap, the first counts.
_SEARCHES = (
    _Search(Kind.IDENTITY, secret_shapes.has_number, secret_shapes.identities),
    _Search(
        Kind.PASSWORD,
        ("密码", "口令", "assw", "ASSW", "pwd", "PWD", "://"),
        secret_shapes.passwords,
    ),
    _Search(Kind.BANK, secret_shapes.has_number, secret_shapes.accounts),
    _Search(Kind.MOBILE, secret_shapes.has_number, secret_shapes.mobiles),
    _Search(Kind.INTRANET, secret_shapes.has_address, secret_shapes.addresses),
    _Search(Kind.LOGIN, ("账号", "帐号", "用户名", "密码", "口令"), secret_shapes.logins),
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
