"""Owns finding every number in Chinese official prose, and saying what kind it is.

Amounts, rates, counts and scores come out as figures; dates, document numbers, clause
numbers, telephones, codes and numerals inside names are told apart from them, so that what
is left over is what nobody bound. Must not know what an amount is about.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import PERCENT, POINT, Figure
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.document import Paragraph
    from generator.source import Span


class NumberKind(Enum):
    """What a number in a text is, in the reader's words."""

    AMOUNT = "金额"
    PERCENT = "百分比"
    SCORE = "得分"
    COUNT = "数量"
    YEAR = "年度"
    DATE = "日期"
    DOCUMENT = "文号"
    CLAUSE = "序号"
    REFERENCE = "附件号"
    PHONE = "电话"
    CODE = "编码"
    NAME = "名称"
    MISSING = "缺数"  # a unit with no number before it
    BARE = "未识别"


class Number(NamedTuple):
    """A number as it stands in a paragraph, from ``start`` up to ``end``.

    ``figure`` is its value for amounts (in 万元), rates, scores and counts, else None.
    """

    kind: NumberKind
    paragraph: Paragraph
    start: int
    end: int
    figure: Figure | None

    @property
    def text(self) -> str:
        """As typed, with its unit."""
        return self.paragraph.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.paragraph.span(self.start, self.end)


# The characters that a number can begin with are moved to a private area, where they are no letters
# and the rest of a text is passed over at once. Numerals, small and 大写, stand in such an order
# that each class of them is one range; a class that is none takes long to compile.
_FIRST = "万一二三四五六七八九十百千两〇零壹贰叁肆伍陆柒捌玖拾佰仟亿元附第成"
_PRIVATE = "".join(chr(0xE000 + n) for n in range(len(_FIRST)))
_MOVED = str.maketrans(_FIRST, _PRIVATE)
_BACK = str.maketrans(_PRIVATE, _FIRST)
# One character for one, so that offsets stay.
_NARROW = _MOVED | str.maketrans("０１２３４５６７８９．％", "0123456789.%")  # noqa: RUF001  the twins
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# Characters of a numeral: nobody writes a longer one, and a run of them must not be read to its end
# from each of its places.
_MOST = 40
_SMALL = "万一二三四五六七八九十百千两〇零"
_CAPITAL = "零壹贰叁肆伍陆柒捌玖拾佰仟"
_CAPITAL_YUAN = (
    rf"(?=[{_CAPITAL}])(?:[{_CAPITAL}]{{1,{_MOST}}}亿)?(?:[{_CAPITAL}]{{1,{_MOST}}}万)?"
    rf"[{_CAPITAL}]{{0,{_MOST}}}"
)
_CENTS = f"(?:[{_CAPITAL}]角)?(?:[{_CAPITAL}]分)?"
_CLASSIFIERS = (
    "平方米|平方公里|公里|立方米|人次|人|个|户|家|件|次|项|场|名|台|辆|套|所|条|份|期|批|处|座|"
    "篇|册|本|张|亩|吨|公顷|村|㎡|宗|起|只|头|株|棵|米|课时|课|班|间|床|例|天|小时|月|周|岁|届|轮|类|种|倍"
)
# A numeral and a classifier that are part of a word, not a count.
_WORDS = r"一[次体般些定项]性?|一方面|一系列|一体化|一般|十分|万一|千方百计|百分之"

_SHAPES = (
    (NumberKind.DOCUMENT, r"[〔\[（(]\d{4}[〕\]）)]第?\d+号"),
    (NumberKind.DATE, r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{4}-\d{2}-\d{2}"),
    (
        NumberKind.YEAR,
        r"\d{4}年?[-—－至]\d{4}年(?:度)?|\d{4}年(?:度|末|初|底)?|二〇[〇一二三四五六七八九]{2}年度?",
    ),
    (NumberKind.REFERENCE, r"附[件表]\s*\d+(?:-\d+)?"),
    (
        NumberKind.CLAUSE,
        rf"^\s*(?:[（(][{_SMALL}\d]+[）)]|[{_SMALL}]+、|\d+[、.](?!\d))|第[{_SMALL}\d]{{1,{_MOST}}}[章节条款项号]|成绩[{_SMALL}]|附件[:：]\s*\d+[.、]",
    ),
    (
        NumberKind.PHONE,
        r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<!\d)400-?\d{3}-?\d{4}(?!\d)",
    ),
    (
        None,  # its unit says what it is: one shape for all, since most numbers are digits
        (
            rf"(?P<digits>{_DIGITS})\s*(?:(?P<unit>亿元|万元|千元|元)|(?P<percent>%|个百分点)"
            rf"|(?P<point>分(?![之钟别类配析局管布公区支]))|(?P<classifier>{_CLASSIFIERS}))"
        ),
    ),
    (
        NumberKind.AMOUNT,
        rf"(?P<words>{_CAPITAL_YUAN}(?:[元圆]{_CENTS}整?|整)|[{_CAPITAL}]角(?:[{_CAPITAL}]分)?整?)",
    ),
    (
        NumberKind.AMOUNT,
        rf"(?P<numeral>[一二三四五六七八九十百千两][{_SMALL}]{{0,{_MOST}}})(?P<unit2>亿元|万元|元)",
    ),
    (NumberKind.MISSING, r"(?<=[中，、为计])(?:亿|万|千)?元(?=[，。；、])"),
    (NumberKind.PERCENT, rf"百分之(?P<share>[{_SMALL}]{{1,{_MOST}}})"),
    (NumberKind.CODE, r"(?<!\d)\d{6,}(?!\d)"),
    (
        NumberKind.NAME,
        rf"[“\"]?(?:[{_SMALL}]{{1,{_MOST}}}|\d+)(?:重点|大行动|大战略|热线|年行动|五规划|个务必)|十[{_SMALL}]五",
    ),
    (NumberKind.NAME, _WORDS),
    (
        NumberKind.COUNT,
        rf"(?P<numeral3>[{_SMALL}]{{1,{_MOST}}})(?P<classifier3>个|名|人|家|户|次|件|项|场|处|条)",
    ),
    (NumberKind.BARE, rf"(?P<bare>{_DIGITS})"),
)
_KINDS = {f"k{n}": kind for n, (kind, _) in enumerate(_SHAPES) if kind}
_WITH_FIGURE = (NumberKind.AMOUNT, NumberKind.PERCENT, NumberKind.SCORE, NumberKind.COUNT)


@cache
def _scanner() -> re.Pattern[str]:
    """All shapes as one expression: where a letter stands none is tried, else the first wins."""
    shapes = "|".join(
        f"(?P<k{n}>{shape})" if kind else shape for n, (kind, shape) in enumerate(_SHAPES)
    )
    return re.compile(rf"(?=[\W\d])(?:{shapes.translate(_MOVED)})")


def numbers(paragraph: Paragraph) -> Iterator[Number]:
    """Every number of a paragraph, in order; none overlaps another."""
    narrow = paragraph.text.translate(_NARROW)
    for match in _scanner().finditer(narrow):
        number = Number(_kind(match), paragraph, *_trimmed(match), None)
        if number.kind in _WITH_FIGURE:
            number = number._replace(figure=_figure(match, number.span))
        yield number


_UNITS = {
    "unit": NumberKind.AMOUNT,
    "percent": NumberKind.PERCENT,
    "point": NumberKind.SCORE,
    "classifier": NumberKind.COUNT,
}


def _kind(match: re.Match[str]) -> NumberKind:
    """Of what kind: the group that closed last is a shape or, of digits, their unit."""
    last = match.lastgroup or ""
    return _UNITS.get(last) or _KINDS[last]


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The ends of a match, without blanks in front."""
    text = match[0]
    return match.start() + len(text) - len(text.lstrip()), match.end()


def _figure(match: re.Match[str], span: Span) -> Figure | None:
    groups = match.groupdict().items()
    found = {name: text.translate(_BACK) for name, text in groups if text is not None}
    if "unit" in found:
        return figures.money_in_words("", _plain(found["digits"]), found["unit"], span)
    if "numeral" in found:
        return figures.money_in_words("", str(_value(found["numeral"])), found["unit2"], span)
    if "words" in found:
        return figures.money_in_words("", capital(found["words"]), "元", span)
    return _count(found, span)


def _count(found: dict[str, str], span: Span) -> Figure | None:
    if "share" in found:
        return figures.count_in_words("", str(_value(found["share"])), PERCENT, span)
    if "numeral3" in found:
        return figures.count_in_words(
            "", str(_value(found["numeral3"])), found["classifier3"], span
        )
    if "digits" not in found:
        return None
    unit = found.get("classifier") or (POINT if "point" in found else PERCENT)
    return figures.count_in_words("", _plain(found["digits"]), unit, span)


def _plain(digits: str) -> str:
    """Without thousands separators, which a text may have and a form may not."""
    return digits.replace(",", "")


_ONES = {word: n for n, word in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def _value(numeral: str) -> int:
    """The value of a Chinese numeral up to 万: ``三百二十``, ``十五``, ``二〇二四``."""
    if not any(word in _TENS or word == "万" for word in numeral):
        return int("".join(str(_ONES[word]) for word in numeral))
    total, section, digit = 0, 0, 0
    for word in numeral:
        if word == "万":
            total, section, digit = (section + digit) * 10000, 0, 0
        elif word in _TENS:
            section, digit = section + (digit or 1) * _TENS[word], 0
        else:
            digit = _ONES[word]
    return total + section + digit


_CAPITALS = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True))


def capital(words: str) -> str:
    """The yuan of a sum in 大写: ``壹佰贰拾万元整`` is 1200000, ``伍角`` is 0.5."""
    plain = "".join(_CAPITALS.get(word, word) for word in words).replace("圆", "元")
    if "元" not in plain:  # 壹佰整, 伍角整
        plain = plain if "角" in plain else plain.replace("整", "元")
    whole, rest = ("", plain) if "元" not in plain else plain.split("元", 1)
    hundred_million, _, below = whole.rpartition("亿")
    yuan = (_value(hundred_million) * 10**8 if hundred_million else 0) + _section(below)
    cents = _small(rest, "角") * 10 + _small(rest, "分")
    return f"{yuan}.{cents:02d}"


def _section(numeral: str) -> int:
    return _value(numeral) if numeral else 0


def _small(rest: str, unit: str) -> int:
    found = re.search(rf"([一二三四五六七八九]){unit}", rest)
    return _ONES[found[1]] if found else 0
