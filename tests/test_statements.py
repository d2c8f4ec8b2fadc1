"""What each number of a narrative is said to be about."""

from __future__ import annotations

import pytest

from generator.model.facts import Scope, Stage
from generator.narrative.statements import OUTTURN, Statement, Story, rows, story
from generator.narrative.text import Narrative


def read(text: str, name: str = "content/s/u/2024/report.md", *, whole: bool = False) -> Story:
    return story(Narrative(name, text, present=True), 2024, whole=whole)


def only(text: str) -> Statement:
    (statement,) = read(text).statements
    return statement


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024年项目支出共计139.26万元。", "项目支出"),
        ("1.业务工作经费27万元。", "业务工作经费"),
        ("（一）资金情况：安排2023年度项目支出共计471.83万元", "项目支出"),
        ("县财政划拨给县商务局2024年度项目支出共计471.83万元", "项目支出"),
        ("其中绿洲农贸市场改专项资金77.7万元", "绿洲农贸市场改专项资金"),
        ("我部门共有编制20人", "编制"),
        ("年末实有在职人员17人", "在职人员"),
        ("全年“三公”经费支出为2.1万元", "三公”经费支出"),
        ("综合教学楼全年支付672.95万元", "综合教学楼"),
        ("高标准农田资金（含上年结转）1920万元", "高标准农田资金"),
        ("高标准农田使用政府性基金240万元", "政府性基金"),
        ("全部为普通高中国家助学金56.85万元", "普通高中国家助学金"),
        ("部门整体支出绩效自评得分96分", "绩效自评得分"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert only(text).words == words


@pytest.mark.parametrize(
    ("text", "stages", "words"),
    [
        ("项目支出108万元", OUTTURN, "项目支出"),
        ("项目支出年初预算110万元", (Stage.INITIAL,), "项目支出"),
        ("营养改善资金全年预算数850万元", (Stage.ADJUSTED,), "营养改善资金"),
        ("控制在本年预算数6.8万元以内", (Stage.INITIAL,), ""),
        ("项目支出决算数为108万元", OUTTURN, "项目支出"),
        ("全年执行数108万元", (Stage.EXECUTED, Stage.FINAL), ""),
        ("项目支出预算110万元", (Stage.ADJUSTED, Stage.INITIAL), "项目支出"),
        ("2024年度政府性基金预算支出109.35万元", OUTTURN, "政府性基金预算支出"),
    ],
)
def test_stages(text: str, stages: tuple[Stage, ...], words: str) -> None:
    assert (only(text).stages, only(text).words) == (stages, words)


@pytest.mark.parametrize(
    ("text", "year", "stated"),
    [
        ("2023年项目支出100万元", 2023, 2023),
        ("项目支出108万元", 2024, None),
        ("上年项目支出100万元", 2023, None),
        ("项目支出比上年增加8万元", 2024, None),
        ("2023年开工，支出100万元", 2023, 2023),
    ],
)
def test_years(text: str, year: int, stated: int | None) -> None:
    assert (only(text).year, only(text).stated_year) == (year, stated)


@pytest.mark.parametrize(
    ("heading", "scope"),
    [
        ("## 二、一般公共预算支出情况", Scope.GENERAL),
        ("## 三、政府性基金预算支出情况", Scope.GOVERNMENT_FUND),
        ("## 4、 国有资本经营预算支出情况", Scope.STATE_CAPITAL),
        ("## 5、 社会保险基金预算支出情况", Scope.SOCIAL_INSURANCE),
        ("## 六、部门整体支出绩效情况", Scope.ALL),
    ],
)
def test_the_chapter_says_which_money(heading: str, scope: Scope) -> None:
    text = f"# 报告\n\n{heading}\n\n### （一）情况\n\n支出10万元。"
    assert read(text).statements[0].scope is scope
    assert read(text, whole=True).statements[0].scope is Scope.ALL


def test_a_part_without_a_name_goes_by_the_name_before() -> None:
    first, second, third = read(
        "甲资金全年预算数850万元，全年执行数846.9万元，执行率99.64%"
    ).statements
    assert (first.subject, second.subject, third.subject) == ("甲资金",) * 3
    assert (second.words, third.words) == ("", "执行率")
    assert read("甲资金850万元。全年执行数846.9万元。").statements[1].subject == ""


def test_changes_limits_and_prices_are_no_items() -> None:
    spent, less, down, limit, price = read(
        "三公经费支出6万元，比上年减少2万元，下降25%，控制在本年预算数7万元以内，人均600元"
    ).statements
    assert [s.is_aside for s in (spent, less, down, limit, price)] == [False, *[True] * 4]
    assert (less.change, down.change, limit.change) == ("减少", "下降", "")
    assert (spent.is_price, price.is_price) == (False, True)


def test_names_before_and_numbers_after_fenbie() -> None:
    one, two, three = read(
        "业务经费、维护经费和专项资金分别为4万元、2.5万元和3万元，共三项。"
    ).statements[:3]
    assert [s.words for s in (one, two, three)] == ["业务经费", "维护经费", "专项资金"]
    assert two.figure.name == "维护经费"


def test_unequal_names_and_numbers_keep_what_was_written() -> None:
    statements = read("业务经费、维护经费分别为4万元、2.5万元、3万元。").statements
    (row,) = rows(statements)
    assert (row.names, len(row.statements)) == (("业务经费", "维护经费"), 3)
    assert [s.words for s in statements] != ["业务经费", "维护经费"]


def test_digits_in_marks_and_placeholders_are_names() -> None:
    text = "支出{{ 项目[2024年5万元] }}万元，项目支出108万元{= 自评表.项目[9万元].支出 }。"
    (statement,) = read(text).statements
    assert statement.mark is not None
    assert (statement.typed, statement.mark.name) == ("108万元", "自评表.项目[9万元].支出")
    assert text[statement.start : statement.end] == "108万元"


def test_a_place_is_chapter_and_words_and_counts_repetitions() -> None:
    text = "# 报告\n\n## 二、支出\n\n项目支出 10万元。项目支出10万元。"
    assert [s.span.place for s in read(text).statements] == [
        "report.md 二、支出：项目支出10万元",
        "report.md 二、支出：项目支出10万元（第2处）",
    ]
    project = read(text, "content/s/u/2024/projects/report.md").statements
    assert project[0].span.place == "projects/report.md 二、支出：项目支出10万元"


def test_a_sentence_may_state_that_there_is_none() -> None:
    found = read("# 一\n\n2024年度无国有资本经营预算支出。无所属单位。").nothings
    assert [(n.scope, n.span.place) for n in found] == [
        (Scope.STATE_CAPITAL, "report.md ：2024年度无国有资本经营预算支出。")
    ]


def test_a_chapter_may_say_which_money_it_leaves_out() -> None:
    text = "# 一\n\n## 一般公共预算\n\n本章不含政府性基金。\n\n## 其他\n\n支出1万元。"
    assert read(text).noted == {Scope.GENERAL}
