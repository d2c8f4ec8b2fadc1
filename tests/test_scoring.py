"""Scores: a table with every border, and a second implementation that must always agree."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import scoring
from generator.figures import Figure, plain
from generator.forms import form as forms
from tests import naive_scoring
from tests.builders import dump, load, read_report

if TYPE_CHECKING:
    from generator.scoring import IndicatorScore, Scorecard

HEAD = {"年度": "2024", "单位": {"名称": "示例县商务局"}}


def report(form: str, table: Any) -> str:
    """A report.yml with nothing but its table."""
    return dump({"表式": form, **HEAD, "自评表": {"年度预算申请": {}, "绩效指标": {}, **table}})


def card(text: str) -> Scorecard:
    read, findings = read_report(text)
    assert findings == ()
    return scoring.score(read.evaluation, read.evaluation.funds, forms.load(read.form.text))


def scored(form: str, indicator: str) -> IndicatorScore:
    row = load(f"{{三级指标: 甲, {indicator}}}")
    (only,) = card(report(form, {"绩效指标": {"产出指标": {"数量指标": [row]}}})).indicators
    return only


def table(text: str) -> Scorecard:
    return card(report("hunan-2024", load(text)))


def shown(figure: Figure | None) -> str | None:
    return figure and plain(figure.value)


# ------------------------------------------------------------------ one indicator

POINTS = [
    # method, target, actual, weight, points
    ("正向", "200", "210", "15", "15.00"),
    ("正向", "200", "200", "15", "15.00"),
    ("正向", "200", "199.99", "15", "15.00"),  # 14.99925
    ("正向", "200", "100", "15", "7.50"),
    ("正向", "200", "0", "15", "0.00"),
    ("正向", "200", "-5", "15", "0.00"),
    ("正向", "0", "0", "15", "15.00"),
    ("正向", "0", "3", "15", "15.00"),
    ("正向", "-5", "-3", "15", "15.00"),
    ("正向", "1000", "1", "5", "0.01"),  # 0.005
    ("正向", "10000", "9", "5", "0.00"),  # 0.0045
    ("正向", "120", "25", "3", "0.63"),  # 0.625, by a quotient that does not end
    ("正向", "3", "1", "10", "3.33"),
    ("正向", "3", "2", "10", "6.67"),
    ("", "200", "100", "15", "7.50"),  # the default for numbers
    ("等于", "1", "1", "20", "20.00"),
    ("等于", "1", "2", "20", "20.00"),
    ("等于", "4", "3", "20", "15.00"),
    ("等于", "4", "-1", "20", "0.00"),
    ("等于", "0", "0", "20", "20.00"),
    ("等于", "0", "-1", "20", "20.00"),
    ("等于", "0", "0.01", "20", "0.00"),
    ("反向", "50", "48", "10", "10.00"),
    ("反向", "50", "50", "10", "10.00"),
    ("反向", "50", "50.01", "10", "10.00"),  # 9.998
    ("反向", "50", "60", "10", "8.00"),
    ("反向", "50", "75", "10", "5.00"),
    ("反向", "50", "99.99", "10", "0.00"),  # 0.002
    ("反向", "50", "100", "10", "0.00"),
    ("反向", "50", "500", "10", "0.00"),
    ("反向", "50", "-3", "10", "10.00"),
    ("反向", "0", "0", "10", "10.00"),
    ("反向", "0", "0.01", "10", "0.00"),
    ("反向", "-5", "-3", "10", "0.00"),
    ("反向", "12", "23", "7.5", "0.63"),  # 0.625, by a quotient that does not end
    ("正向", "200", "100", "0", "0.00"),
]


@pytest.mark.parametrize("form", forms.names())
@pytest.mark.parametrize(("method", "target", "actual", "weight", "points"), POINTS)
def test_points(form: str, method: str, target: str, actual: str, weight: str, points: str) -> None:
    values = f"年度指标值: {target}, 实际完成值: {actual}, 分值: {weight}"
    score = scored(form, f"计分方法: '{method}', {values}")
    assert shown(score.computed) == points
    assert score.why == ""


@pytest.mark.parametrize(
    ("indicator", "why"),
    [
        ("计分方法: 正向, 年度指标值: 0, 实际完成值: -5, 分值: 15", "指标值不大于零"),
        ("计分方法: 正向, 年度指标值: -5, 实际完成值: -8, 分值: 15", "指标值不大于零"),
        ("计分方法: 等于, 年度指标值: -5, 实际完成值: -8, 分值: 15", "指标值不大于零"),
        ("计分方法: 正向, 年度指标值: 3月底前, 实际完成值: 3, 分值: 15", "不是数字"),
        ("计分方法: 正向, 年度指标值: 3, 实际完成值: '', 分值: 15", "不是数字"),
        ("计分方法: 反向, 年度指标值: 3, 分值: 15", "不是数字"),
        ("计分方法: 正向, 年度指标值: 3, 实际完成值: 3", "没有分值"),
        ("计分方法: 正向, 年度指标值: 3, 实际完成值: 3, 分值: ''", "没有分值"),
        ("计分方法: 正向, 年度指标值: 3, 实际完成值: 3, 单位: 个, 完成值单位: 家", "单位不同"),
        ("计分方法: 评判, 年度指标值: 3, 实际完成值: 3, 分值: 15", "由单位评判"),
        ("计分方法: 顺向, 年度指标值: 3, 实际完成值: 3, 分值: 15", "没有计分方法“顺向”"),
        ("计分方法: 定性, 年度指标值: 好, 实际完成值: 较好, 分值: 15", "不是表式规定的完成档次"),
        ("计分方法: 定性, 年度指标值: 好, 实际完成值: 3, 分值: 15", "不是表式规定的完成档次"),
        ("年度指标值: 好, 实际完成值: 达成年度指标, 分值: 15", "由单位在档次之内确定"),
    ],
)
def test_what_cannot_be_computed_says_why(indicator: str, why: str) -> None:
    score = scored("mof-2020", indicator)
    assert (score.computed, score.counted, score.deduction) == (None, None, None)
    assert why in score.why


def test_points_lead_to_what_was_typed_and_tell_the_formula() -> None:
    score = scored("mof-2020", "年度指标值: 200, 实际完成值: 100, 分值: 15")
    assert score.computed is not None
    assert getattr(score.computed.origin, "formula", "") == "完成比例 × 分值"
    assert [span.place.rpartition(".")[2] for span in score.computed.spans()] == [
        "实际完成值",
        "年度指标值",
        "分值",
    ]


@pytest.mark.parametrize(
    ("declared", "counted", "deduction"),
    [("", "7.50", "7.50"), ("得分: 15", "15", "0"), ("得分: ''", "7.50", "7.50")],
)
def test_a_declared_score_counts(declared: str, counted: str, deduction: str) -> None:
    score = scored("mof-2020", f"年度指标值: 2, 实际完成值: 1, 分值: 15, {declared}")
    assert shown(score.computed) == "7.50"
    assert shown(score.counted) == counted
    assert score.deduction == Decimal(deduction)


def test_points_lost_need_a_weight() -> None:
    assert scored("mof-2020", "得分: 8").deduction is None


QUALITATIVE = [
    ("mof-2020", "达成年度指标", "12", True),
    ("mof-2020", "达成年度指标", "15", True),
    ("mof-2020", "达成年度指标", "11.99", False),
    ("mof-2020", "部分达成并具有一定效果", "11.99", True),
    ("mof-2020", "部分达成并具有一定效果", "12", False),
    ("mof-2020", "部分达成并具有一定效果", "9", True),
    ("mof-2020", "部分达成并具有一定效果", "8.99", False),
    ("mof-2020", "未达成且效果较差", "8.99", True),
    ("mof-2020", "未达成且效果较差", "0", True),
    ("mof-2020", "未达成且效果较差", "9", False),
    ("hebei", "部分达成并具有一定效果", "7.5", True),
    ("hebei", "部分达成并具有一定效果", "7.49", False),
]


@pytest.mark.parametrize(("form", "label", "points", "fits"), QUALITATIVE)
def test_a_qualitative_score_lies_in_its_band(
    form: str, label: str, points: str, fits: bool
) -> None:
    score = scored(form, f"年度指标值: 好, 实际完成值: {label}, 分值: 15, 得分: {points}")
    weight, counted = score.indicator.weight, score.counted
    assert isinstance(weight, Figure)
    assert counted is not None
    assert score.band is not None
    assert str(score.band.title) == label
    assert scoring.in_band(counted, weight, score.band) is fits


def test_no_score_lies_in_a_band_of_no_weight() -> None:
    score = scored("mof-2020", "年度指标值: 好, 实际完成值: 达成年度指标, 分值: 0, 得分: 0")
    weight, counted = score.indicator.weight, score.counted
    assert isinstance(weight, Figure)
    assert counted is not None
    assert score.band is not None
    assert not scoring.in_band(counted, weight, score.band)


# ------------------------------------------------------------------ execution, sums, grade


@pytest.mark.parametrize(
    ("budget", "spent", "weight", "rate", "points"),
    [
        ("420", "414", "10", "98.57", "9.86"),  # 9.857
        ("420", "420", "10", "100.00", "10.00"),
        ("400", "420", "10", "105.00", "10.00"),  # no more than the whole
        ("400", "0", "10", "0.00", "0.00"),
        ("400", "-4", "10", "-1.00", "0.00"),
        ("8000", "3", "10", "0.04", "0.00"),  # 0.0375 %
        ("2000", "1", "10", "0.05", "0.01"),  # 0.05 % are 0.005 points
        ("420", "414", "20", "98.57", "19.71"),  # 19.714
        ("420", "414", "''", "98.57", "9.86"),  # the form's weight
        ("0", "0", "10", None, None),
        ("0", "5", "10", None, None),
        ("''", "5", "10", None, None),
        ("420", "无此项", "10", None, None),
    ],
)
def test_execution(
    budget: str, spent: str, weight: str, rate: str | None, points: str | None
) -> None:
    funds = f"全年预算数: {budget}, 全年执行数: {spent}, 分值: {weight}"
    result = table(f"年度预算申请: {{{funds}}}")
    assert (shown(result.rate), shown(result.execution)) == (rate, points)


TABLE = """\
年度预算申请: {全年预算数: 420, 全年执行数: 414, 分值: 10}
绩效指标:
  产出指标:
    数量指标:
      - {三级指标: 甲, 年度指标值: 200, 实际完成值: 210, 分值: 30}
      - {三级指标: 乙, 年度指标值: 200, 实际完成值: 150, 分值: 20}
  效益指标:
    社会效益指标:
      - {三级指标: 丙, 年度指标值: 好, 实际完成值: 达成年度指标, 分值: 30, 得分: 28}
  满意度指标:
    服务对象满意度指标:
      - {三级指标: 丁, 年度指标值: 90, 实际完成值: 93, 分值: 10}
"""


def test_sums_and_grade() -> None:
    result = table(TABLE)
    assert [(c.title, shown(c.weight), shown(c.score)) for c in result.classes] == [
        ("产出指标", "50", "45.00"),
        ("效益指标", "30", "28"),
        ("满意度指标", "10", "10.00"),
    ]
    assert (shown(result.weight), shown(result.total)) == ("100", "92.86")
    assert result.grade is not None
    assert str(result.grade.title) == "优秀"


def test_each_score_is_found_by_its_indicator() -> None:
    result = table(TABLE)
    for score in result.indicators:
        assert result.of(score.indicator) is score


@pytest.mark.parametrize(
    ("declared", "total", "grade"),
    [
        ("总分: {得分: 90}", "92.86", "良好"),  # the declared total has the grade
        ("总分: {得分: 90.01}", "92.86", "优秀"),
        ("总分: {得分: 100.5}", "92.86", None),
        ("年度预算申请: {得分: 8}", "91.00", "优秀"),
    ],
)
def test_what_is_declared_counts(declared: str, total: str, grade: str | None) -> None:
    laid = {**load(TABLE), **load(declared)}
    result = card(report("hunan-2024", laid))
    assert shown(result.total) == total
    assert (result.grade and str(result.grade.title)) == grade


def test_one_unknown_score_leaves_no_total_but_the_other_classes() -> None:
    result = table(TABLE.replace(", 得分: 28", ""))
    assert [shown(c.score) for c in result.classes] == ["45.00", None, "10.00"]
    assert (result.total, result.grade, shown(result.weight)) == (None, None, "100")


def test_an_empty_table_scores_nothing() -> None:
    result = table("绩效指标: {产出指标: {}}")
    assert [(c.weight, c.score) for c in result.classes] == [(None, None)]
    assert (result.weight, result.total, result.grade, result.indicators) == (None, None, None, ())


# ------------------------------------------------------------------ against the naive one

WORDS = ["达成年度指标", "部分达成并具有一定效果", "未达成且效果较差", "3月底前", "无此项", ""]
ROUND = ["0", "1", "3", "12", "50", "90", "100", "120", "600", "-5", "0.01", "7.5"]
METHODS = ["正向", "反向", "等于", "", "定性", "评判", "执行率", "顺向"]
hundredths = st.integers(-2_000, 60_000).map(lambda n: plain(Decimal(n).scaleb(-2)))
values = st.one_of(st.sampled_from(ROUND), hundredths, st.sampled_from(WORDS))
weights = st.sampled_from(["1", "3", "5", "7.5", "10", "10", "15", "20", "30", "0", ""])
PARTS = [Decimal(n).scaleb(-2) for n in (0, 1, 50, 80, 99, 100, 101, 150, 199, 200, 201, 300)]


@st.composite
def indicators(draw: st.DrawFn) -> dict[str, str]:
    target = draw(values)
    actual = draw(values)
    if (part := draw(st.sampled_from([None, *PARTS]))) is not None and target not in WORDS:
        actual = plain(part * Decimal(target))
    row = {"三级指标": "甲", "年度指标值": target, "实际完成值": actual, "分值": draw(weights)}
    row |= draw(
        st.fixed_dictionaries(
            {"计分方法": st.sampled_from(METHODS)},
            optional={
                "得分": st.sampled_from(["0", "8", "9.5", "15", ""]),
                "完成值单位": st.sampled_from(["件", "个", ""]),
            },
        )
    )
    return {**row, "单位": "件"}


money = st.integers(-500, 50_000).map(lambda n: plain(Decimal(n).scaleb(-2)))
funds = st.fixed_dictionaries(
    {},
    optional={
        "全年预算数": money | st.sampled_from(["0", "420", ""]),
        "全年执行数": money | st.sampled_from(["0", "420"]),
        "分值": st.sampled_from(["10", "20", "0", ""]),
        "得分": st.sampled_from(["9.86", "10", ""]),
    },
)
trees = st.dictionaries(
    st.sampled_from(["产出指标", "效益指标", "满意度指标"]),
    st.dictionaries(
        st.sampled_from(["数量指标", "质量指标"]),
        st.lists(indicators(), min_size=1, max_size=3),
        min_size=1,
    ),
)
tables = st.fixed_dictionaries(
    {"年度预算申请": funds, "绩效指标": trees},
    optional={"总分": st.fixed_dictionaries({"得分": hundredths | st.sampled_from(["80", "90"])})},
)


def exact(figure: Figure | None) -> Fraction | None:
    return None if figure is None else Fraction(figure.value)


@pytest.mark.parametrize("form", forms.names())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=tables)
def test_a_second_implementation_agrees(form: str, table: Any) -> None:
    text = report(form, table)
    ours = card(text)
    assert naive_scoring.score(text) == naive_scoring.Result(
        rate=exact(ours.rate),
        execution=exact(ours.execution),
        indicators=[exact(score.computed) for score in ours.indicators],
        classes=[(exact(c.weight), exact(c.score)) for c in ours.classes],
        weight=exact(ours.weight),
        total=exact(ours.total),
        grade=str(ours.grade.title) if ours.grade else None,
    )
