"""Numbers in official prose: which there are, of what kind, and what they are worth."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figures import plain
from generator.narrative.document import Paragraph
from generator.narrative.numbers import (
    _MOVED,
    _NARROW,
    _SHAPES,
    Number,
    NumberKind,
    capital,
    numbers,
)


def found(text: str) -> list[Number]:
    return list(numbers(Paragraph(text, 3, "report.md", ())))


def read(text: str) -> list[tuple[str, str, str]]:
    """Kind, text, and value with its unit of every number."""
    return [
        (n.kind.value, n.text, f"{plain(n.figure.value)}{n.figure.unit}" if n.figure else "")
        for n in found(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出452.72万元", ("金额", "452.72万元", "452.72万元")),
        ("支出 1,234.5 万元", ("金额", "1,234.5 万元", "1234.5万元")),
        ("支出１２．５万元", ("金额", "１２．５万元", "12.5万元")),
        ("收入8.1亿元", ("金额", "8.1亿元", "81000.0万元")),
        ("补助1000元", ("金额", "1000元", "0.1000万元")),
        ("补助5千元", ("金额", "5千元", "0.5万元")),
        ("壹佰贰拾万元整", ("金额", "壹佰贰拾万元整", "120.000000万元")),
        ("柒圆捌角", ("金额", "柒圆捌角", "0.000780万元")),
        ("三百二十万元", ("金额", "三百二十万元", "320.0000万元")),
        ("两千元", ("金额", "两千元", "0.2000万元")),
        ("执行率98.5%", ("百分比", "98.5%", "98.5%")),
        ("执行率９８％", ("百分比", "９８％", "98%")),
        ("提高2.5个百分点", ("百分比", "2.5个百分点", "2.5%")),
        ("完成百分之九十五", ("百分比", "百分之九十五", "95%")),
        ("得分96分", ("得分", "96分", "96分")),
        ("编制20人", ("数量", "20人", "20人")),
        ("死亡１人", ("数量", "１人", "1人")),
        ("惠及2.1万人", ("未识别", "2.1", "")),
        ("三个项目", ("数量", "三个", "3个")),
        ("2024年度预算", ("年度", "2024年度", "")),
        ("二〇二四年度", ("年度", "二〇二四年度", "")),
        ("2023—2025年规划", ("年度", "2023—2025年", "")),
        ("2024年3月15日", ("日期", "2024年3月15日", "")),
        ("6月底", ("数量", "6月", "6月")),
        ("绥财绩〔2025〕1号", ("文号", "〔2025〕1号", "")),
        ("详见附件2", ("附件号", "附件2", "")),
        ("（一）部门职能", ("序号", "（一）", "")),
        ("1.业务经费", ("序号", "1.", "")),
        ("依照第三条", ("序号", "第三条", "")),
        ("13812345678", ("电话", "13812345678", "")),
        ("12345热线", ("名称", "12345热线", "")),
        ("“三重点”考核", ("名称", "“三重点", "")),
        ("八大行动", ("名称", "八大行动", "")),
        ("编码101001001", ("编码", "101001001", "")),
        ("共计10万元，其中万元，", ("缺数", "万元", "")),
        ("代码12号", ("未识别", "12", "")),
    ],
)
def test_kind_text_and_value(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(
    "text", ["一般公共预算", "十分重视", "分为两类", "百分之百", "一体化推进", "千方百计"]
)
def test_numerals_inside_words_are_no_amounts(text: str) -> None:
    assert [n for n in found(text) if n.kind is NumberKind.AMOUNT] == []


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("壹佰贰拾万元整", "1200000.00"),
        ("伍角", "0.50"),
        ("叁元伍分", "3.05"),
        ("贰亿零伍佰万元整", "205000000.00"),
        ("壹亿元", "100000000.00"),
        ("柒圆捌角玖分", "7.89"),
        ("伍角整", "0.50"),
        ("壹佰整", "100.00"),
    ],
)
def test_capital_numerals(words: str, yuan: str) -> None:
    assert capital(words) == yuan


def test_a_number_without_a_unit_is_left_over() -> None:
    assert read("约120") == [("未识别", "120", "")]


def test_nothing_in_a_text_without_numbers() -> None:
    assert found("招商引资工作精准实效。") == []


PIECES = st.lists(
    st.sampled_from(
        [
            "支出", "12.5万元", "，", "。", "2024年度", "〔2025〕1号", "附件2", "百分之三",
            "1,234元", "三个", "第三条", "96分", "17人", "壹佰元整", "伍角整", "壹", "整", "角",
            "零", "圆", "其中万元，", "１２％",
            "12345热线", " ", "（一）", "x", "7", "亿", "万", "元", "%", ".",
        ]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(PIECES | st.text(alphabet="0123456789.,年月日万亿元%分人个一二百千（）〔〕号附件第 其中，"))
def test_numbers_stand_in_order_and_their_spans_point_at_their_text(text: str) -> None:
    end = 0
    for number in found(text):
        assert end <= number.start < number.end <= len(text)
        assert number.span.place == number.text == text[number.start : number.end]
        assert number.span.column == number.start + 1
        end = number.end


@given(PIECES | st.text(alphabet="0123456789.,年月日万亿元%分人个一二百千（）〔〕号附件第 其中，"))
def test_no_number_is_passed_over(text: str) -> None:
    narrow = text.translate(_NARROW)
    shapes = (re.compile(shape.translate(_MOVED)) for _, shape in _SHAPES)
    begin = {match.start() for shape in shapes for match in shape.finditer(narrow)}
    taken = [(number.start, number.end) for number in found(text)]
    blanks = {at for at in begin if narrow[at].isspace()}
    assert all(any(start <= at < end for start, end in taken) for at in begin - blanks)
