"""Positions of what was typed, and everything that a file may not contain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.source import (
    Mapping,
    Node,
    Refusal,
    RefusalKind,
    Scalar,
    Span,
    Text,
    parse,
    read_text,
    walk,
)
from tests.builders import dump

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """\
自评表:
  年度预算申请: {全年执行数: 716.83, 得分: "10"}
  绩效指标:
    - 三级指标: 支出及时率
      分值: '10'
    - {三级指标: 𠮷县满意度, 分值: 5}
    - 三级指标:
      分值: 3
  说明: [甲, 乙]
"""


def tree(text: str) -> Node:
    node, refusals = parse(Text("report.yml", text))
    assert refusals == ()
    assert node is not None
    return node


def get(node: Node | None, *keys: str) -> Node | None:
    for key in keys:
        assert isinstance(node, Mapping)
        node = node.get(key)
    return node


def scalar(text: str, *keys: str) -> Scalar:
    node = get(tree(text), *keys)
    assert isinstance(node, Scalar)
    return node


# ------------------------------------------------------------------ where things stand


@pytest.mark.parametrize(
    ("value", "line", "column", "width", "place"),
    [
        ("716.83", 2, 19, 6, "自评表.年度预算申请.全年执行数"),
        ("10", 5, 11, 4, "自评表.绩效指标[支出及时率].分值"),
        ("支出及时率", 4, 13, 5, "自评表.绩效指标[支出及时率].三级指标"),
        ("𠮷县满意度", 6, 14, 5, "自评表.绩效指标[𠮷县满意度].三级指标"),
        ("5", 6, 25, 1, "自评表.绩效指标[𠮷县满意度].分值"),
        ("", 7, 12, 1, "自评表.绩效指标[3].三级指标"),
        ("3", 8, 11, 1, "自评表.绩效指标[3].分值"),
        ("乙", 9, 11, 1, "自评表.说明[2]"),
    ],
)
def test_a_value_keeps_its_place(
    value: str, line: int, column: int, width: int, place: str
) -> None:
    spans = {found.text: found.span for found in walk(tree(REPORT))}
    assert spans[value] == Span("report.yml", line, column, width, place)


def test_a_row_is_called_by_its_first_value_wherever_it_moves() -> None:
    rows = get(tree(REPORT), "自评表", "绩效指标")
    assert [node.span.place.rpartition("绩效指标")[2] for node in getattr(rows, "items", ())] == [
        "[支出及时率]",
        "[𠮷县满意度]",
        "[3]",
    ]


def test_a_key_keeps_its_place_too() -> None:
    root = tree("单位:\n  名称: 示例县商务局\n")
    assert isinstance(root, Mapping)
    (key, unit), *_ = root.entries
    assert key.span == Span("report.yml", 1, 1, 2, "单位")
    assert isinstance(unit, Mapping)
    assert unit.entries[0][0].span == Span("report.yml", 2, 3, 2, "单位.名称")


@pytest.mark.parametrize(
    ("typed", "text", "plain"),
    [
        ("716.83", "716.83", True),
        ('"716.83"', "716.83", False),
        ("'716.83'", "716.83", False),
        ("'小明''s'", "小明's", False),
        ('"两\\n行"', "两\n行", False),
        ("|\n  第一段\n  第二段", "第一段\n第二段", False),
        (">-\n  一行\n  接着写", "一行 接着写", False),
        ("一行\n  接着写", "一行 接着写", True),
    ],
)
def test_every_style_gives_its_text(typed: str, text: str, plain: bool) -> None:
    found = scalar(f"说明: {typed}", "说明")
    assert (found.text, found.plain) == (text, plain)


@pytest.mark.parametrize(
    "typed", ["no", "0012", "1:30", "1e3", "1_000", "NaN", "null", "~", "2024-01-01", "0x1F"]
)
def test_a_value_means_the_same_in_every_version_of_yaml(typed: str) -> None:
    assert scalar(f"编码: {typed}", "编码").text == typed


def test_a_text_over_several_lines_is_marked_where_it_begins() -> None:
    assert scalar("说明: |\n  甲\n  乙\n", "说明").span == Span("report.yml", 1, 5, 1, "说明")


@pytest.mark.parametrize("key", ["ＡＢＣ", "ABC", " ABC ", '"ABC"', "A\ufe0fBC"])
def test_width_and_what_nobody_sees_do_not_make_another_key(key: str) -> None:
    assert scalar(f"{key}: 1", "ABC").span.place == "ABC"


def test_an_absent_key_is_none() -> None:
    assert get(tree("年度: 2024"), "表式") is None


PLAIN_DATA = st.recursive(
    st.text("年度得分716.8-:#'\"&*! 𠮷", max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("甲乙丙丁ab", min_size=1), inner)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(PLAIN_DATA)
def test_a_span_points_at_its_text(data: Any) -> None:
    text = dump(data)
    for found in walk(tree(text)):
        shown = text.split("\n")[found.span.line - 1][found.span.column - 1 :][: found.span.width]
        if found.plain:
            assert shown == found.text
        else:
            assert shown[0] == shown[-1]
            assert shown[0] in "'\""


# ------------------------------------------------------------------ what is refused in a text

REFUSED_TEXT = [
    ("甲: &a 1", RefusalKind.FEATURE, 1, 4, "锚点 &a"),
    ("甲: &a [1]", RefusalKind.FEATURE, 1, 4, "锚点 &a"),
    ("甲: 1\n乙: *a", RefusalKind.FEATURE, 2, 4, "引用 *a"),
    ("甲:\n  <<: {乙: 1}", RefusalKind.FEATURE, 2, 3, "合并 <<"),
    ("甲: !!int 1", RefusalKind.FEATURE, 1, 4, "标签 tag:yaml.org,2002:int"),
    ("甲: ! 1", RefusalKind.FEATURE, 1, 4, "标签 !"),
    ("!x\n甲: 1", RefusalKind.FEATURE, 1, 1, "标签 !x"),
    ("得分: 8\n分值: 9\n得分: 9", RefusalKind.DUPLICATE, 3, 1, "“得分”"),
    ("ABC: 8\nＡＢＣ: 8", RefusalKind.DUPLICATE, 2, 1, "“ABC”"),
    ("得分: 8\n得\ufe0f分: 8", RefusalKind.DUPLICATE, 2, 1, "“得分”"),
    ("得分: 8\n得分\U000e0100: 8", RefusalKind.DUPLICATE, 2, 1, "“得分”"),
    ("得分: 8\n' 得分 ': 8", RefusalKind.DUPLICATE, 2, 1, "“得分”"),
    ("年度: 2024\n---\n年度: 2025", RefusalKind.DOCUMENTS, 2, 1, ""),
    ("年度: 2024\n--- 甲", RefusalKind.DOCUMENTS, 2, 1, ""),
    ("[" * 21 + "]" * 21, RefusalKind.DEPTH, 1, 21, ""),
    ("- \n" * 50_001, RefusalKind.SIZE, 1, 1, "多于 50000 项"),
    ("甲: 1\n? [乙]\n: 2", RefusalKind.KEY, 2, 3, ""),
    ("? {乙: 1}\n: 2", RefusalKind.KEY, 1, 3, ""),
    ("甲: 1\n'': 2", RefusalKind.KEY, 2, 1, ""),
    ("甲: 1\n'\ufe0f': 2", RefusalKind.KEY, 2, 1, ""),
    ("", RefusalKind.EMPTY, 1, 1, ""),
    ("# 待填\n", RefusalKind.EMPTY, 1, 1, ""),
    ("年度: 2024\n单位：甲\n表式: 乙", RefusalKind.SYNTAX, 2, 1, "这一行缺少半角冒号"),
    ("年度: 2024: 甲", RefusalKind.SYNTAX, 1, 9, "一行里有两个冒号"),
    ("年度：2024\n单位: 甲", RefusalKind.SYNTAX, 2, 3, "上一行没有用半角冒号"),
    ("单位:\n\t名称: 甲", RefusalKind.SYNTAX, 2, 1, "制表符"),
    ("说明: |\n\t甲", RefusalKind.SYNTAX, 2, 1, "制表符"),
    ("年度: 2024\n单位: '甲\n表式: 乙", RefusalKind.SYNTAX, 2, 5, "引号没有成对"),
    ("单位: '甲'乙", RefusalKind.SYNTAX, 1, 8, "引号之后还有文字"),
    ("单位: {名称: 甲\n年度: 2024", RefusalKind.SYNTAX, 2, 3, "没有成对"),
    ("单位: ]", RefusalKind.SYNTAX, 1, 5, "没有成对"),
    ("单位:\n  名称: 甲\n 编码: 1", RefusalKind.SYNTAX, 3, 2, "缩进没有和同级各项对齐"),
    ("- 甲\n乙: 1", RefusalKind.SYNTAX, 2, 1, "“-”没有对齐"),
    ("说明: - 甲", RefusalKind.SYNTAX, 1, 5, "“-”要另起一行"),
    ('佐证: "D:\\绩效"', RefusalKind.SYNTAX, 1, 8, "请改用单引号"),
    ('佐证: "\\u12"', RefusalKind.SYNTAX, 1, 8, "请改用单引号"),
    ("年度: 2024\n...\n单位: 甲", RefusalKind.SYNTAX, 3, 1, "前面的内容已经结束"),
    ("说明: |甲\n  乙", RefusalKind.SYNTAX, 1, 6, "另起一行"),
    ("备注: *", RefusalKind.SYNTAX, 1, 6, "要加引号"),
    ("备注: @甲", RefusalKind.SYNTAX, 1, 5, "要加引号"),
    ("备注: !甲!乙", RefusalKind.SYNTAX, 1, 6, "要加引号"),
    ("备注: \x00", RefusalKind.SYNTAX, 1, 1, ""),
]


@pytest.mark.parametrize(("text", "kind", "line", "column", "detail"), REFUSED_TEXT)
def test_refused(text: str, kind: RefusalKind, line: int, column: int, detail: str) -> None:
    _, (refusal, *others) = parse(Text("report.yml", text))
    assert (refusal.kind, refusal.span.line, refusal.span.column) == (kind, line, column)
    assert detail in refusal.detail
    assert others == []


def test_a_duplicate_names_both_places_and_keeps_the_first() -> None:
    node, (refusal,) = parse(Text("report.yml", "得分: 8\n得分: 9"))
    assert refusal.related == Span("report.yml", 1, 1, 2, "得分")
    assert [found.text for found in walk(node or Scalar("", refusal.span))] == ["8"]


def test_all_that_can_be_refused_is_refused_in_one_run() -> None:
    text = "甲: &a 1\n乙: *a\n甲: 2\n? [丙]\n: 3\n? [丁]\n: 4\n*a : 5"
    node, refusals = parse(Text("report.yml", text))
    assert isinstance(node, Mapping)
    assert [(r.kind.code, r.span.line) for r in refusals] == [
        ("Y004", 1),
        ("Y004", 2),
        ("Y005", 3),
        ("Y009", 4),
        ("Y009", 6),
        ("Y004", 8),
        ("Y009", 8),
    ]


def test_twenty_levels_are_enough() -> None:
    assert tree("[" * 20 + "]" * 20)


@pytest.mark.parametrize("opening", ["[", "{甲: ", "- ", "? ", "[{", "甲:\n"])
def test_no_nesting_exhausts_the_machine(opening: str) -> None:
    _, refusals = parse(Text("report.yml", opening * 20_000))
    assert refusals


def test_aliases_are_never_followed() -> None:
    lines = ["a0: &a0 [甲]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    node, refusals = parse(Text("report.yml", "\n".join(lines)))
    assert node is not None
    assert len(list(walk(node))) == 1 + 59 * 2
    assert {refusal.kind for refusal in refusals} == {RefusalKind.FEATURE}


YAML_PIECES = st.sampled_from(
    [*"甲1{}[],&*!|>#?%@`\t\\'\"-:\n", ": ", "- ", "\n  ", "<<: ", "---\n", "...\n", "!!x ", "\x00"]
)


@settings(deadline=None)
@given(st.lists(YAML_PIECES, max_size=40).map("".join) | st.text())
def test_no_text_makes_the_reader_fail(text: str) -> None:
    node, refusals = parse(Text("report.yml", text))
    assert node is not None or refusals
    for refusal in refusals:
        assert 1 <= refusal.span.line <= text.count("\n") + text.count("\r") + 2
        assert refusal.span.column >= 1
        assert refusal.kind is RefusalKind.FEATURE or not re.search("[a-z]{3}", refusal.detail)


# ------------------------------------------------------------------ what is refused in a file


def refused_file(path: Path, raw: bytes) -> Refusal:
    path.write_bytes(raw)
    text = read_text(path, "2024/report.yml")
    assert isinstance(text, Refusal)
    return text


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        ("单位: 甲".encode("gbk"), 1, 1),
        ("年度: 2024\n单位: ".encode() + "甲".encode("gbk"), 2, 5),
        ("年度: 2024\r\n单位: ".encode() + b"\xff", 2, 5),
        ("年度: 2024\r单位: ".encode() + b"\xff", 2, 5),
        (b"\xef\xbb\xbf" + "年度: ".encode() + b"\xff", 1, 5),
        ("年度: 2024".encode("utf-16"), 1, 1),
        ("年度: ".encode() + b"\xed\xa0\x80", 1, 5),  # a lone surrogate
        ("年度: ".encode() + b"\xe7\x94", 1, 5),  # cut off within a character
    ],
)
def test_a_file_that_is_not_utf8(tmp_path: Path, raw: bytes, line: int, column: int) -> None:
    refusal = refused_file(tmp_path / "report.yml", raw)
    assert refusal.kind is RefusalKind.ENCODING
    assert refusal.span == Span("2024/report.yml", line, column)


@pytest.mark.parametrize(
    "char",
    [
        *"\x00\x07\x0b\x1b\x7f\x85\x9f",  # controls
        *"\u200b\u200d\u2060\ufeff\u00ad",  # zero width
        *"\u200f\u202e\u2066\u061c",  # direction of writing
        *"\u2028\u2029",  # other line ends
        *"\u034f\u3164\uffa0\u115f\u17b4\u180b",  # fillers
        *"\ufdd0\uffff\U000e0041",  # noncharacters, tags
    ],
)
def test_a_character_that_nobody_sees(tmp_path: Path, char: str) -> None:
    raw = f"年度: 2024\r\n得分: 8{char}5\n".encode()
    refusal = refused_file(tmp_path / "report.yml", raw)
    assert refusal.kind is RefusalKind.INVISIBLE
    assert refusal.span == Span("2024/report.yml", 2, 6)
    assert refusal.detail == f"U+{ord(char):04X}"


@pytest.mark.parametrize("typed", [r"\u202e", r"\u200b", r"\0", r"\e", r"\ufff9", r"\N", r"\L"])
def test_a_character_that_nobody_sees_spelled_out(typed: str) -> None:
    root, refusals = parse(Text("report.yml", f'标题: "甲{typed}乙"\n"年{typed}度": 2024\n'))
    assert [(r.kind, r.span.line, r.span.column) for r in refusals] == [
        (RefusalKind.INVISIBLE, 1, 5),
        (RefusalKind.INVISIBLE, 2, 1),
    ]
    assert isinstance(root, Mapping)
    assert [(key.text, node.text) for key, node in root.entries if isinstance(node, Scalar)] == [
        ("标题", "甲乙"),
        ("年度", "2024"),
    ]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "report.yml"
    path.write_bytes(b"a" * 1024 * 1024)
    assert isinstance(read_text(path, "report.yml"), Text)
    refusal = refused_file(path, b"a" * (1024 * 1024 + 1))
    assert (refusal.kind, refusal.detail) == (RefusalKind.SIZE, "现为 1048577 字节")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "report.yml", tmp_path, tmp_path / ("长" * 200)):
        refusal = read_text(path, "report.yml")
        assert refusal == Refusal(RefusalKind.UNREADABLE, Span("report.yml", 1, 1))


def test_a_link_to_another_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("口令: 1", "utf-8")
    (tmp_path / "report.yml").symlink_to(tmp_path / "secret.yml")
    refusal = read_text(tmp_path / "report.yml", "report.yml")
    assert isinstance(refusal, Refusal)
    assert refusal.kind is RefusalKind.UNREADABLE


def test_a_link_to_another_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "p.yml").write_text("口令: 1", "utf-8")
    site = tmp_path / "site"
    site.mkdir()
    (site / "projects").symlink_to(tmp_path / "elsewhere")
    refusal = read_text(site / "projects" / "p.yml", "projects/p.yml")
    assert isinstance(refusal, Refusal)
    assert refusal.kind is RefusalKind.UNREADABLE


def test_the_site_itself_may_lie_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "report.yml").write_text("年度: 2024", "utf-8")
    (tmp_path / "site").symlink_to(tmp_path / "disk")
    text = read_text(tmp_path / "site" / "report.yml", "report.yml")
    assert text == Text("report.yml", "年度: 2024")


@pytest.mark.parametrize("raw", ["\ufeff甲: 1\n乙: 2\n", "甲: 1\r\n乙: 2\r\n", "甲: 1\r乙: 2\r"])
def test_byte_order_mark_and_line_ends_make_no_difference(tmp_path: Path, raw: str) -> None:
    path = tmp_path / "report.yml"
    path.write_bytes(raw.encode())
    assert read_text(path, "report.yml") == Text("report.yml", "甲: 1\n乙: 2\n")


@pytest.mark.parametrize("name", ["葛\U000e0100城", "𠮷田", "㐂", "é", "制\t表"])
def test_names_keep_all_their_characters(tmp_path: Path, name: str) -> None:
    path = tmp_path / "report.yml"
    path.write_text(name, "utf-8")
    assert read_text(path, "report.yml") == Text("report.yml", name)


def test_every_kind_of_refusal_is_tested() -> None:
    elsewhere = {
        RefusalKind.ENCODING,
        RefusalKind.INVISIBLE,
        RefusalKind.UNREADABLE,
        RefusalKind.COMMENT,
    }
    assert {case[1] for case in REFUSED_TEXT} | elsewhere == set(RefusalKind)


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        ("说明: 严格执行 #1号文，压减\n", 1, 10),
        ("甲:\n- 改造1个 #见附表\n", 2, 8),
        ("甲: {乙: 1, 丙: 九成村 #见附表\n  }\n", 1, 18),
    ],
)
def test_text_behind_a_hash_is_not_lost_in_silence(content: str, line: int, column: int) -> None:
    _, refusals = parse(Text("report.yml", content))
    assert [(r.kind, r.span.line, r.span.column) for r in refusals] == [
        (RefusalKind.COMMENT, line, column)
    ]


@pytest.mark.parametrize(
    "content",
    [
        "说明: 甲 # 注释\n",
        "说明: '甲 #1号'\n",
        "说明: 甲#1号\n",
        "# 注释\n说明: 甲 #\n",
        "说明: 甲\n#注释\n",
    ],
)
def test_a_comment_is_a_comment(content: str) -> None:
    assert parse(Text("report.yml", content))[1] == ()


@pytest.mark.parametrize("content", ["甲:\n\t乙: 1\n", "甲: 1\n\t乙: 2\n"])
def test_a_tab_is_called_one(content: str) -> None:
    (refusal,) = parse(Text("report.yml", content))[1]
    assert "制表符" in refusal.detail
