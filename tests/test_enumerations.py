"""Lists, sums, changes, shares, prices and balances of a text, recomputed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.narrative.enumerations import identities, listings, rolls
from tests.test_concepts import read as read_report
from tests.test_statements import read

if TYPE_CHECKING:
    from pathlib import Path


def lists(text: str) -> list[tuple[str, list[str], bool]]:
    """Whole, parts, and whether they add up."""
    return [
        (str(one.whole.figure.value), [str(p.figure.value) for p in one.parts], one.adds_up)
        for one in listings(read(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出共计10万元，其中甲4万元，乙6万元。", [("10", ["4", "6"], True)]),
        (
            "支出10万元，其中甲资金6万元，其中子3万元，丑3万元，乙资金4万元。",
            [("10", ["6", "4"], True), ("6", ["3", "3"], True)],
        ),
        # The nested list has no room: the number belongs to the outer one.
        (
            "支出10万元，其中甲资金6万元，其中子2万元，乙资金4万元。",
            [("10", ["6"], False), ("6", ["2", "4"], True)],
        ),
        (
            "基本支出共计10万元，其中甲4万元，乙6万元，项目支出共计5万元。",
            [("10", ["4", "6"], True)],
        ),
        ("支出10万元。其中甲资金4万元，用于改造；乙资金6万元。", [("10", ["4", "6"], True)]),
        ("全年支出10万元，其中甲4万元。丙投入500万元。", [("10", ["4"], False)]),
        ("支出10万元，其中甲4万元，乙8万元，丙1万元。", [("10", ["4", "8"], False)]),
        ("支出10万元，其中甲资金4万元。乙资金8万元。", [("10", ["4", "8"], False)]),
        ("专项资金10万元。全部为助学金10万元，每人1000元。", [("10", ["10"], True)]),
        ("编制20人，其中行政7人，事业12人，工勤1人。在职17人。", [("20", ["7", "12", "1"], True)]),
        ("编制20人，其中行政7人。在职3人。", [("20", ["7"], False)]),
        ("资金全部到位，其中政府性基金5万元。", []),
        ("支出5万元，比上年减少1万元，其中甲5万元。", [("5", ["5"], True)]),
        ("甲4万元、乙6万元，两项合计10万元。", [("10", ["4", "6"], True)]),
        ("甲4万元，共计10万元。", []),
        ("完成率50%，其中甲率40%。", []),
        ("支出10万元。\n\n其中甲4万元。", []),
    ],
)
def test_lists(text: str, expected: list[tuple[str, list[str], bool]]) -> None:
    assert lists(text) == expected


def test_a_list_is_total_when_it_says_so() -> None:
    total, some, whole = listings(
        read(
            "支出共计10万元，其中甲4万元。\n\n支出10万元，其中甲4万元。\n\n资金3万元，全部为甲3万元。"
        )
    )
    assert (total.total, some.total, whole.total) == (True, False, True)


@pytest.mark.parametrize(
    ("text", "stated", "computed"),
    [
        # 三公经费 was 5 last year and 4.2 this year, budget 4.5.
        ("三公经费支出4.2万元，比上年减少0.8万元。", "0.8", "0.8"),
        ("三公经费支出4.2万元，比上年下降16%。", "16", "16.00"),
        ("三公经费支出4.2万元，较上年增加1万元。", "1", "-0.8"),
        ("三公经费支出4.2万元，比年初预算减少0.3万元。", "0.3", "0.3"),
        # Unknown to the tables: recomputed from the text alone.
        ("旅游收入12万元，比上年增加2万元，增长25%。", "25", "20.00"),
        ("旅游收入8万元，比上年减少2万元，下降20%。", "20", "20.00"),
        ("项目支出108万元，占总支出的26.09%。", "26.09", "26.09"),
        ("全年预算数420万元，全年执行数414万元，结余6万元。", "6", "6"),
    ],
)
def test_identities(text: str, stated: str, computed: str, tmp_path: Path) -> None:
    found = list(identities(read_report(tmp_path, text)))[-1]
    assert found.computed is not None
    assert str(found.stated.figure.value) == stated
    assert format(found.computed.value, f".{len(computed.partition('.')[2])}f") == computed


@pytest.mark.parametrize(
    "text",
    [
        "比上年增加2万元。",
        "旅游收入12万元，增加2万元。",
        "旅游收入12万元，比上年增加2万元。",
        "旅游收入12万元，比上年增长20%。",
        "本科上线率60.1%，比上年提高2.5个百分点。",
        "累计投资12万元，比上年增加2万元。",
        "旅游收入12万元，占全县收入的5%。",
        "占总支出的26.09%。",
        "资助120人，共发放6万元，人均500元。",
        "资助120户，共发放6万元，户均500元。",
        "资助120人，甲3万元，乙3万元，人均500元。",
        "甲全年预算数420万元，乙全年执行数414万元，结余6万元。",
        "年末结余6万元。",
        "2024年三公经费支出4.2万元。",
    ],
)
def test_what_cannot_be_recomputed_or_is_right(text: str, tmp_path: Path) -> None:
    assert [one for one in identities(read_report(tmp_path, text)) if one.computed] == []


def test_a_price_times_its_number_is_the_amount(tmp_path: Path) -> None:
    (found,) = identities(read_report(tmp_path, "资助120人，共发放7万元，人均500元。"))
    assert found.computed is not None
    assert str(found.stated.figure.value) == "7"
    assert found.computed.value == 6


def test_a_chapter_of_one_money_compares_with_itself(tmp_path: Path) -> None:
    text = "## 二、一般公共预算\n\n项目支出40万元。\n\n甲资金20万元，占项目支出的50%。"
    (found,) = identities(read_report(tmp_path, text))
    assert found.computed is not None
    assert found.computed.value == 50
    alone = "## 二、一般公共预算\n\n甲资金20万元，比上年增加2万元，占项目支出的50%。"
    assert list(identities(read_report(tmp_path, alone))) == []


def test_a_rate_on_zero(tmp_path: Path) -> None:
    (found,) = identities(read_report(tmp_path, "出国经费0万元，比上年增长5%。"))
    assert found.base_zero


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("内设股室2个。\n\n内设股室分别是：办公室、电商股。", [("办公室", "电商股")]),
        ("内设股室2个。\n\n内设股室有办公室、电商股等。", []),
        ("内设股室2个。\n\n我局很好。", []),
        ("股2个。\n\n股分别是：办公室、电商股。", []),
        ("内设股室2个。" + "\n\n正文。" * 4 + "\n\n内设股室分别是：办公室、电商股。", []),
        ("（一）开展范围：农贸市场改造、以旧换新，共2个项目。", [("农贸市场改造", "以旧换新")]),
    ],
)
def test_rolls(text: str, names: list[tuple[str, ...]]) -> None:
    assert [roll.names for roll in rolls(read(text))] == names


PIECES = st.lists(
    st.sampled_from(
        [
            "支出", "共计", "12.5万元", "，", "。", "；", "、", "其中", "2023年", "甲资金",
            "比上年", "增长", "百分之三", "（", "）", "17人", "人均", "占", "3%", "预算数",
            "{=自评表}", "{{ 名称 }}", "无政府性基金", "：", "\n\n", "## 一般公共预算\n\n",
            "0万元", "全部为", "分别为",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(PIECES)
def test_any_text_is_read_and_every_number_is_where_it_says(text: str) -> None:
    told = read(text)
    lines = text.split("\n")
    for statement in told.statements:
        span = statement.span
        assert lines[span.line - 1][span.column - 1 :].startswith(statement.typed)
    for one in listings(told):
        assert len({part.figure.unit for part in (one.whole, *one.parts)}) == 1
        assert one.whole not in one.parts
    assert all(roll.names for roll in rolls(told))
    assert len({s.span for s in told.statements}) == len(told.statements)
