"""Pages that compare: who published by when, units of a year, and the years of a unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator.assess import RESERVED
from generator.exports.files import files
from generator.figures import plain
from generator.pages.trends import SHOWN
from generator.yearbook import Status, average, reports, years
from tests.rules.outcomes import portal_of
from tests.test_exports import table
from tests.test_pages import OWNER, site, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.corpus import Region
    from generator.pages.page import Page

# Two units below a 主管部门 of another, so that nobody's money is counted twice unseen.
UNITS = """
  单位:
    - {名称: 示例县教育局, 目录: jyj, 编码: "201001", 性质: 主管部门}
    - {名称: 示例县文旅局, 目录: wlj, 编码: "301001", 性质: 主管部门}
"""
DUE = "批复: [{年度: 2024, 日期: 2025-03-20}]"  # in time until 9 April


def unit(title: str, code: str, more: str = "") -> str:
    return f'单位: {{名称: {title}, 编码: "{code}"{more}}}'


EDUCATION, CULTURE = unit("示例县教育局", "201001"), unit("示例县文旅局", "301001")


def pages_of(root: Path, example: str) -> dict[str, Page]:
    """The site whose reports and register are laid over the consistent ones."""
    portal_of(root, example)
    return site(root)


def region_of(root: Path, example: str) -> Region:
    return portal_of(root, example).regions[0]


def main(page: Page) -> str:
    return text_of(page.body)


def keys(page: Page) -> dict[str, str]:
    """The large numbers of a page by their names."""
    pattern = r"<dt>([^<]*)</dt><dd><(?:a|span)[^>]*>([^<]*)<"
    return dict(re.findall(pattern, page.body))


def rows(page: Page, caption: str) -> list[list[str]]:
    """The cells of the table whose caption begins so."""
    body = next(
        part for part in page.body.split("<table")[1:] if caption in part.partition("</cap")[0]
    )
    found = re.findall(r"<tr>(.*?)</tr>", body.partition("<tbody>")[2].partition("</tbody>")[0])
    return [[text_of(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in found]


def column(page: Page, caption: str, place: int) -> list[str]:
    return [row[place] for row in rows(page, caption)]


# ---- who published by when


PUBLISHING = f"""
名录:
  {DUE}{UNITS}    - {{名称: 示例县档案馆, 目录: dag, 编码: "401001", 性质: 主管部门}}
    - {{名称: 示例县机要局, 目录: jyz, 编码: "501001", 应公开: 否}}
shili/swj/2024: {{年度: 2024}}
shili/jyj/2024: {{{EDUCATION}, 发布信息: {{批复日期: , 发布日期: 2025-04-10}}}}
shili/wlj/2024: {{{CULTURE}, 发布信息: {{批复日期: 2025-03-25, 发布日期: 2025-04-14}}}}
"""


def test_a_year_counts_who_was_due_who_published_and_who_was_late(tmp_path: Path) -> None:
    page = pages_of(tmp_path, PUBLISHING)["years/shili/2024"]
    shown = {"应公开": "4", "已公开": "3", "其中逾期": "1", "尚未公开": "1", "平均得分": "98.86"}
    assert keys(page) == shown
    assert "其中已逾期1个" in main(page)
    assert "2025年3月20日批复决算，应在2025年4月9日前（含当日）公开" in main(page)


def test_every_unit_stands_on_its_year_with_its_result_or_why_not(tmp_path: Path) -> None:
    page = pages_of(tmp_path, PUBLISHING)["years/shili/2024"]
    last = {row[0]: row[-2] for row in rows(page, "各单位的")}
    assert last == {
        "示例县商务局": "2025年3月28日，按期公开",
        "示例县教育局": "2025年4月10日，逾期公开",
        "示例县文旅局": "2025年4月14日，按期公开",  # its own day of approval counts
        "示例县档案馆": "尚未公开，已逾期",
    }


def test_a_unit_on_the_home_page_has_its_result_or_why_not(tmp_path: Path) -> None:
    home = pages_of(tmp_path, PUBLISHING)[""]
    listed = re.findall(r"<li>(.*?)</li>", home.body.partition("按单位找")[2])
    assert "示例县档案馆尚未公开，已逾期" in map(text_of, listed)
    assert "示例县商务局执行414.00万元98.86分优秀" in map(text_of, listed)
    assert keys(home) == keys(pages_of(tmp_path, PUBLISHING)["years/shili/2024"])


def test_a_unit_without_a_report_for_the_year_leads_to_its_last(tmp_path: Path) -> None:
    example = f"shili/swj/2023: {{年度: 2023}}\nshili/jyj/2024: {{{EDUCATION}}}"
    body = pages_of(tmp_path, example)[""].body
    assert re.search(r'<a href="./shili/swj/2023/index.html"[^>]*>2023年度</a>', body)


def test_news_tell_of_publications_and_corrections_the_newest_first(tmp_path: Path) -> None:
    corrected = "更正: [{日期: 2025-05-06, 改动: 满意度改为93%}]"
    body = pages_of(tmp_path, f"shili/swj/2024: {{发布信息: {{{corrected}}}}}")[""].body
    news = re.findall(r"<li>(<time.*?)</li>", body)
    assert [text_of(item) for item in news] == [
        "2025年5月6日示例县商务局更正2024年度报告",
        "2025年3月28日示例县商务局公开2024年度报告",
    ]


def test_who_must_not_publish_is_named_nowhere(tmp_path: Path) -> None:
    assert all("机要局" not in page.body for page in pages_of(tmp_path, PUBLISHING).values())
    made = files(portal_of(tmp_path, PUBLISHING), OWNER, tmp_path)
    assert all("机要局" not in content.decode() for content in made.values())


def test_before_the_last_day_nobody_is_late(tmp_path: Path) -> None:
    example = """
    名录:
      批复: [{年度: 2024, 日期: 2025-06-20}]
      单位: [{名称: 示例县教育局, 目录: jyj, 编码: "201001"}]
    shili/swj/2024: {发布信息: {批复日期: }}
    """
    page = pages_of(tmp_path, example)["years/shili/2024"]
    assert rows(page, "各单位的")[1] == ["示例县教育局", "尚未公开", ""]
    assert keys(page)["其中逾期"] == "0"


def test_without_a_day_of_approval_nobody_knows_who_is_due(tmp_path: Path) -> None:
    page = pages_of(tmp_path, f"名录:{UNITS}shili/swj/2024: {{年度: 2024}}")["years/shili/2024"]
    assert keys(page) == {"收录报告": "1"}
    assert "没有列出不等于没有公开" in main(page)
    assert column(page, "各单位的", -2) == ["2025年3月28日，按期公开", "未收录", "未收录"]


def test_a_report_without_days_is_published_and_no_more(tmp_path: Path) -> None:
    example = "名录:\nshili/swj/2024: {发布信息: {批复日期: , 发布日期: }}"
    page = pages_of(tmp_path, example)["years/shili/2024"]
    assert column(page, "各单位的", -2) == ["已公开"]


def test_of_several_days_of_approval_the_last_counts(tmp_path: Path) -> None:
    example = """
    名录: {批复: [{年度: 2024, 日期: 2025-03-28}, {年度: 2024, 日期: 2025-03-20}]}
    shili/swj/2024: {发布信息: {批复日期: , 发布日期: 2025-04-17}}
    """
    assert region_status(tmp_path, example) == [Status.IN_TIME]


def region_status(root: Path, example: str) -> list[Status]:
    return [entry.status for year in years(region_of(root, example)) for entry in year.entries]


def test_downloads_say_who_published_by_when(tmp_path: Path) -> None:
    made = files(portal_of(tmp_path, PUBLISHING), OWNER, tmp_path)
    told = {row["单位"]: row for row in table("publication", made)}
    late, missing = told["示例县教育局"], told["示例县档案馆"]
    assert (late["批复日期"], late["公开期限"], late["发布日期"], late["状态"]) == (
        ("2025-03-20", "2025-04-09", "2025-04-10", "逾期公开")
    )
    assert (missing["报告地址"], missing["单位地址"]) == ("", "shili/dag")
    assert {row["应公开"] for row in told.values()} == {"是"}


# ---- averages and grades


_NO_POINTS = "{效益指标: {社会效益指标: [{三级指标: 群众办事便利程度, 得分: }]}}"
NO_SCORE = f"{{总分: {{得分: }}, 绩效指标: {_NO_POINTS}}}"


def scored(score: str, title: str = "示例县商务局", code: str = "101001") -> str:
    return f"{{{unit(title, code)}, 自评表: {{总分: {{得分: {score}}}}}}}"


def test_a_mean_is_rounded_half_up_once(tmp_path: Path) -> None:
    example = f"""
    shili/swj/2024: {scored("98.86")}
    shili/jyj/2024: {scored("98.85", "示例县教育局", "201001")}
    """
    region = region_of(tmp_path, example)
    mean = average(result.standing.score for result in years(region)[0].results)
    assert mean is not None
    assert plain(mean.value) == "98.86"  # 98.855
    assert len(list(mean.spans())) == 2


def test_a_mean_says_what_it_covers(tmp_path: Path) -> None:
    example = f"""
    shili/swj/2024: {{年度: 2024}}
    shili/jyj/2024: {scored("90.5", "示例县教育局", "201001")}
    shili/wlj/2024: {{{CULTURE}, 自评表: {NO_SCORE}}}
    """
    page = pages_of(tmp_path, example)["years/shili/2024"]
    assert keys(page)["平均得分"] == "94.68"
    assert "3份报告中2份有得分" in main(page)
    assert [rows(page, "各单位的")[2][n] for n in (0, 1)] == ["示例县文旅局", "未评分"]


def test_of_one_report_there_is_no_mean(tmp_path: Path) -> None:
    found = pages_of(tmp_path, "shili/swj/2024: {年度: 2024}")
    assert "平均得分" not in keys(found["years/shili/2024"])
    assert "等级分布" not in main(found["years/shili/2024"])
    assert average(()) is None


def test_grades_are_counted_with_those_of_like_forms_only(tmp_path: Path) -> None:
    example = f"""
    shili/swj/2024: {{年度: 2024}}
    shili/jyj/2024: {{{EDUCATION}, 表式: mof-2020, 自评表: {{等级: 优}}}}
    shili/wlj/2024: {{{CULTURE}, 表式: hebei, 自评表: {{等级: 上佳}}}}
    """
    page = pages_of(tmp_path, example)["years/shili/2024"]
    assert column(page, "1份报告的等级", 2) == ["1份", "0份", "0份", "0份"]
    assert column(page, "2份报告的等级", 2) == ["1份", "0份", "0份", "0份", "1份"]
    assert rows(page, "2份报告的等级")[-1] == ["上佳", "", "1份"]
    assert "标准：绩效自评表（河北）；项目支出绩效自评表（2020年框架）" in main(page)


# ---- units of one year


LIKE = f"""
名录:{UNITS}    - {{名称: 示例县教研室, 目录: jys, 编码: "201002", 性质: 所属单位}}
    - {{名称: 示例县第一小学, 目录: yx, 编码: "201003", 性质: 所属单位}}
shili/swj/2024: {{自评表: {{年度预算申请: {{全年执行数: 1000}}, 总分: {{得分: 80}}}}}}
shili/jyj/2024: {{{EDUCATION}}}
shili/wlj/2024: {{{CULTURE}, 表式: mof-2020}}
shili/jys/2024: {scored("97", "示例县教研室", "201002")}
"""


def test_only_like_is_set_beside_like(tmp_path: Path) -> None:
    found = pages_of(tmp_path, LIKE)
    page = found["compare/shili/2024/hunan-2024"]
    assert column(page, "按自评得分", 0) == ["示例县教研室", "示例县商务局"]
    assert "compare/shili/2024/mof-2020" not in found  # nothing to compare it with


def test_who_is_left_out_is_told_why(tmp_path: Path) -> None:
    page = pages_of(tmp_path, LIKE)["compare/shili/2024/hunan-2024"]
    assert dict(rows(page, "没有列入")) == {
        "示例县教育局": "没有写明口径，不知是否含所属单位的数字",
        "示例县文旅局": "用“项目支出绩效自评表（2020年框架）”，分值或等级的规定不同",
        "示例县第一小学": "本站没有收录这个年度的报告",
    }


@pytest.mark.parametrize(
    ("approved", "words"), [("2025-03-20", "尚未公开，已逾期"), ("2025-06-20", "尚未公开")]
)
def test_who_has_not_published_is_left_out(approved: str, words: str, tmp_path: Path) -> None:
    example = LIKE.replace("名录:", f"名录:\n  批复: [{{年度: 2024, 日期: {approved}}}]", 1)
    page = pages_of(tmp_path, example)["compare/shili/2024/hunan-2024"]
    assert dict(rows(page, "没有列入"))["示例县第一小学"] == words


ROLLED_UP = f"""
名录:{UNITS}    - {{名称: 示例县教研室, 目录: jys, 编码: "201002", 性质: 所属单位}}
    - {{名称: 示例县图书馆, 目录: tsg, 编码: "301002", 性质: 所属单位}}
shili/swj/2024: {{年度: 2024}}
shili/jyj/2024: {{{unit("示例县教育局", "201001", ", 口径: 汇总")}}}
shili/wlj/2024: {{{unit("示例县文旅局", "301001", ", 口径: 汇总")}}}
shili/tsg/2024: {{{unit("示例县图书馆", "301002")}}}
"""


def test_who_counts_the_money_of_others_is_compared_apart(tmp_path: Path) -> None:
    found = pages_of(tmp_path, ROLLED_UP)
    own, all_ = (found[f"compare/shili/2024/hunan-2024{part}"] for part in ("", "/all"))
    assert column(own, "按自评得分", 0) == ["示例县商务局", "示例县图书馆"]
    assert column(all_, "按自评得分", 0) == ["示例县教育局", "示例县文旅局"]
    reason = "口径不同，一个含所属单位的数字，一个不含，另表比较"
    assert dict(rows(own, "没有列入"))["示例县教育局"] == reason
    assert "口径本级汇总" in main(own)


@pytest.mark.parametrize(
    ("register", "told"),
    [
        ("", ""),  # no register at all
        ("{单位: [{名称: 示例县商务局, 性质: }]}", ""),
        ("{单位: [{名称: 示例县商务局}]}", "本级"),
        ("{单位: [{名称: 示例县商务局, 性质: 所属单位}]}", "本级"),
        ("{单位: [{名称: 示例县粮站, 目录: lz, 性质: 所属单位}]}", ""),  # of which department?
        ('{单位: [{名称: 示例县粮站, 目录: lz, 编码: "101002", 性质: 所属单位}]}', ""),
        ('{单位: [{名称: 示例县粮站, 目录: lz, 编码: "201002", 性质: 所属单位}]}', "本级"),
    ],
)
def test_whose_money_is_counted_is_told_only_where_it_is_known(
    register: str, told: str, tmp_path: Path
) -> None:
    example = f"名录: {register}\nshili/swj/2024: {{年度: 2024}}"
    made = files(portal_of(tmp_path, example), OWNER, tmp_path)
    assert [row["口径"] for row in table("reports", made)] == [told]


def test_each_order_is_a_page_that_says_so(tmp_path: Path) -> None:
    found = pages_of(tmp_path, LIKE)
    for folder, heading, first in (
        ("", "得分", "示例县教研室"),
        ("/by-spend", "全年执行", "示例县商务局"),
        ("/by-rate", "执行率", "示例县商务局"),
    ):
        page = found[f"compare/shili/2024/hunan-2024{folder}"]
        sorted_ = re.findall(r'aria-sort="descending"><a href="[^"]*">([^<]*)<', page.body)
        assert sorted_ == [f"{heading} ▼"]
        assert column(page, "个单位", 0)[0] == first, heading
        assert page.body.count("▼") == 1


def test_equals_keep_their_order_and_the_unknown_comes_last(tmp_path: Path) -> None:
    example = f"""名录:{UNITS}
shili/swj/2024: {{自评表: {{年度预算申请: {{全年执行数: }}}}}}
shili/jyj/2024: {{{EDUCATION}}}
shili/wlj/2024: {{{CULTURE}}}
"""
    page = pages_of(tmp_path, example)["compare/shili/2024/hunan-2024/by-spend"]
    assert column(page, "个单位", 0) == ["示例县教育局", "示例县文旅局", "示例县商务局"]
    assert column(page, "个单位", 6) == ["414.00", "414.00", "未填"]


def test_a_unit_without_a_score_loses_nothing_and_stands_last(tmp_path: Path) -> None:
    example = f"""名录:{UNITS}
shili/swj/2024: {{自评表: {NO_SCORE}}}
shili/jyj/2024: {{{EDUCATION}}}
"""
    page = pages_of(tmp_path, example)["compare/shili/2024/hunan-2024"]
    last = rows(page, "按自评得分")[-1]
    assert (last[0], last[1], last[2]) == ("示例县商务局", "未评分", "")
    assert "平均得分" not in main(page)


def test_a_comparison_shows_deductions_and_the_mean_of_its_own_units(tmp_path: Path) -> None:
    page = pages_of(tmp_path, LIKE)["compare/shili/2024/hunan-2024"]
    assert [row[1:3] for row in rows(page, "按自评得分")] == [["97.00", "3.00"], ["80.00", "20.00"]]
    assert "平均得分88.50分（2份报告中2份有得分）" in main(page)


def test_scores_and_rates_in_a_column_have_equal_decimals(tmp_path: Path) -> None:
    found = pages_of(tmp_path, LIKE)
    table_, year = rows(found["compare/shili/2024/hunan-2024"], "按自评得分"), "years/shili/2024"
    assert {len(row[place].partition(".")[2]) for row in table_ for place in (1, 2)} == {2}
    for address, caption, places in ((year, "各单位的", (1, 5)), ("shili/swj", "历年", (4, 5))):
        for place in places:
            values = [row[place] for row in rows(found[address], caption) if len(row) > 5]
            assert {len(v.rstrip("%").partition(".")[2]) for v in values} == {2}, values
    assert [row[7] for row in table_ if not re.fullmatch(r"[\d,]+\.\d\d%", row[7])] == []


def test_a_score_stands_right_behind_its_unit(tmp_path: Path) -> None:
    found = pages_of(tmp_path, LIKE)
    for address in ("compare/shili/2024/hunan-2024", "years/shili/2024"):
        heads = re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", found[address].body)
        at = heads.index("单位")
        assert text_of(heads[at + 1]).startswith("得分")


def test_links_say_where_they_lead_without_what_stands_around_them(tmp_path: Path) -> None:
    found = pages_of(tmp_path, PUBLISHING)
    names = {
        "": ["示例县2024年度应公开4个", "示例县2024年度", "示例县商务局2024年度98.86分 优秀"],
        "years": ["示例县2024年度"],
        "years/shili/2024": ["示例县商务局2024年度得分98.86"],
        "shili/swj": ["示例县商务局2024年度"],
    }
    region = region_of(tmp_path, PUBLISHING).title
    for address, wanted in names.items():
        given = re.findall(r'aria-label="([^"]*)"', found[address].body)
        for name in wanted:
            assert name.replace("示例县2024", f"{region}2024") in given, address


def test_a_site_without_like_units_says_so(tmp_path: Path) -> None:
    page = pages_of(tmp_path, "shili/swj/2024: {年度: 2024}")["compare"]
    assert "还没有年度、表式和口径都相同的两个单位" in main(page)


# ---- years of one unit


def two_years(before: str, after: str) -> str:
    return f"shili/swj/2023: {{年度: 2023, {before}}}\nshili/swj/2024: {{年度: 2024, {after}}}"


_INDICATOR = "{产出指标: {数量指标: [{三级指标: 商贸备案办理量, 分值: %s}]}}"
WEIGHTED = f"表式: mof-2020, 自评表: {{绩效指标: {_INDICATOR}}}"
BREAKS = [
    ("表式: hunan-2024", "表式: mof-2020", "表式变", ["自评得分"]),
    (WEIGHTED % 15, WEIGHTED % 20, "权重变", ["自评得分"]),
    ("单位: {口径: 本级}", "单位: {口径: 汇总}", "口径变", ["全年预算", "全年执行", "自评得分"]),
    (
        "单位: {名称: 示例县商务局}",
        "单位: {名称: 示例县商务和粮食局}",
        "更名",
        ["全年预算", "全年执行", "自评得分"],
    ),
]


@pytest.mark.parametrize(("before", "after", "word", "charts"), BREAKS, ids=[b[2] for b in BREAKS])
def test_a_break_is_marked_where_it_matters_and_told_in_words(
    before: str, after: str, word: str, charts: list[str], tmp_path: Path
) -> None:
    page = pages_of(tmp_path, two_years(before, after))["shili/swj"]
    marked = [
        re.findall(r"<figcaption>([^<]*)", figure)[0]
        for figure in page.body.split("<figure")[1:]
        if f">{word}</text>" in figure and 'class="jx-brk"' in figure
    ]
    assert marked == charts
    assert f"2024年度起{word}：由“" in main(page)
    assert column(page, "历年", 0) == [f"2024年度{word}", "2023年度"]


def test_weights_that_changed_are_named(tmp_path: Path) -> None:
    page = pages_of(tmp_path, two_years(WEIGHTED % 15, WEIGHTED % 20))["shili/swj"]
    assert "权重变：由“产出指标50分”变为“产出指标55分”，前后的得分不能直接比" in main(page)


def test_a_lead_that_says_only_once_whose_money_it_counts_is_a_break(tmp_path: Path) -> None:
    below = '名录: {单位: [{名称: 示例县粮站, 目录: lz, 编码: "101002", 性质: 所属单位}]}\n'
    example = below + two_years("单位: {口径: }", "单位: {口径: 汇总}")
    assert "口径不明：由“没有写明”变为“汇总”" in main(pages_of(tmp_path, example)["shili/swj"])


def test_like_years_have_no_break(tmp_path: Path) -> None:
    page = pages_of(tmp_path, two_years("表式: hunan-2024", "表式: hunan-2024"))["shili/swj"]
    assert page.body.count("<figure") == 3
    assert "jx-brk" not in page.body
    assert "jx-change" not in page.body


def executed(year: int, amount: str) -> str:
    return f"shili/swj/{year}: {{年度: {year}, 自评表: {{年度预算申请: {{全年执行数: {amount}}}}}}}"


def chart(page: Page, title: str = "全年执行") -> str:
    return next(f for f in page.body.split("<figure")[1:] if f"<figcaption>{title}<" in f)


def heights(page: Page, tone: str) -> list[str]:
    return re.findall(rf'<rect class="jx-{tone}"[^>]*height="([^"]*)"', chart(page))


def words_in(page: Page) -> list[str]:
    """The texts of a chart but for the years."""
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", chart(page))
    return [text for text in texts if not re.fullmatch(r"20\d\d", text)]


def test_columns_stand_on_zero_and_are_as_high_as_their_numbers(tmp_path: Path) -> None:
    example = "\n".join((executed(2022, "100"), executed(2023, "400"), executed(2024, "300")))
    page = pages_of(tmp_path, example)["shili/swj"]
    assert heights(page, "was") == ["25", "100"]
    assert heights(page, "now") == ["75"]
    assert words_in(page) == ["100.00", "400.00", "300.00"]
    columns = re.findall(
        r'<rect class="jx-\w+"[^>]* y="([^"]*)"[^>]* height="([^"]*)"', chart(page)
    )
    assert {float(top) + float(height) for top, height in columns} == {127}


def test_a_year_without_report_is_a_box_and_a_zero_is_none(tmp_path: Path) -> None:
    example = "\n".join((executed(2021, "0"), executed(2022, ""), executed(2024, "300")))
    page = pages_of(tmp_path, example)["shili/swj"]
    assert words_in(page) == ["0.00", "未填", "未收录", "300.00"]
    assert heights(page, "was") == ["0"]
    assert len(heights(page, "none")) == 2
    assert "虚线框＝本站没有收录这一年的报告，不等于0" in main(page)
    assert rows(page, "历年")[1] == ["2023年度", "未收录"]


def test_a_year_without_a_score_is_a_box_of_its_own_kind(tmp_path: Path) -> None:
    example = two_years("表式: hunan-2024", f"自评表: {NO_SCORE}")
    score = chart(pages_of(tmp_path, example)["shili/swj"], "自评得分")
    assert ">未评分</text>" in score


def test_a_year_that_is_due_is_missed_in_chart_and_table(tmp_path: Path) -> None:
    due = "名录: {批复: [{年度: 2024, 日期: 2025-03-20}]}\n"
    example = due + "\n".join((executed(2022, "100"), executed(2023, "300")))
    page = pages_of(tmp_path, example)["shili/swj"]
    assert words_in(page) == ["100.00", "300.00", "未收录"]
    assert rows(page, "历年")[0] == ["2024年度", "尚未公开，已逾期"]


def test_large_amounts_are_drawn_in_another_unit(tmp_path: Path) -> None:
    example = "\n".join((executed(2023, "48210.5"), executed(2024, "9999.99")))
    page = pages_of(tmp_path, example)["shili/swj"]
    assert words_in(page) == ["4.82", "1.00"]
    assert "<figcaption>全年执行<span>亿元</span>" in page.body
    assert column(page, "历年", 3) == ["9,999.99", "48,210.50"]


def test_charts_show_the_last_years_and_the_table_all(tmp_path: Path) -> None:
    example = "\n".join(executed(year, str(year - 2000)) for year in range(2018, 2025))
    page = pages_of(tmp_path, example)["shili/swj"]
    assert words_in(page) == [f"{year}.00" for year in range(20, 25)]
    assert len(rows(page, "历年")) == 7
    assert f"图上是最近{SHOWN}年，更早的在下表" in main(page)


def test_one_year_makes_no_chart(tmp_path: Path) -> None:
    assert "<figure" not in pages_of(tmp_path, executed(2024, "300"))["shili/swj"].body


def test_several_breaks_between_two_years_are_one_line_with_a_word_each(tmp_path: Path) -> None:
    example = two_years("单位: {名称: 示例县商贸局}", "表式: mof-2020")
    score = chart(pages_of(tmp_path, example)["shili/swj"], "自评得分")
    assert score.count('class="jx-brk"') == 1
    assert re.findall(r'class="jx-brkt"[^>]*>([^<]*)<', score) == ["表式变", "更名"]


def test_only_readable_reports_make_a_year(tmp_path: Path) -> None:
    region = region_of(tmp_path, "shili/swj/2024: {年度: 不详}\nshili/swj/2023: {表式: 无}")
    assert [reports(unit) for unit in region.units] == [{}]
    assert years(region) == ()
    assert "shili/swj" in site(tmp_path)


# ---- addresses


def test_no_region_can_take_the_folder_of_a_page(shipped: Path, tmp_path: Path) -> None:
    regions = {"shili", "suining"}
    assert {path.name for path in shipped.iterdir() if path.is_dir()} - regions == RESERVED
    found = portal_of(tmp_path, "years/swj/2024: {年度: 2024}").all_findings
    (fault,) = (f for f in found if f.rule == "M008")
    assert "“years”" in fault.message
