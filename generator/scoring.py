"""Owns how scores come about: every method a form can name, the totals and the grade.

Must not judge: it computes what follows from the data and says nothing about what was
declared. Each result is a derived Figure with its formula, or None with the reason why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import figures
from generator.figures import HUNDRED, ZERO, Cell, Empty, Figure
from generator.forms.form import EXECUTION, Algorithm, Band, Form, Method
from generator.model.reading import Words
from generator.values import NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.evaluation import Evaluation, Execution
    from generator.model.indicators import Indicator

# Headings that hold this word are about costs, of which less is better.
COST = "成本"


class IndicatorScore(NamedTuple):
    """The score of one indicator: by its method, and as it counts.

    ``computed`` is None when the method leaves it to a person or the data do not suffice;
    ``why`` then says which. ``band`` is where a 定性 score has to lie.
    """

    indicator: Indicator
    method: Method | None
    computed: Figure | None
    why: str = ""
    band: Band | None = None

    @property
    def counted(self) -> Figure | None:
        """The declared score where there is one, else the computed one."""
        declared = self.indicator.score
        return declared if isinstance(declared, Figure) else self.computed

    @property
    def deduction(self) -> Decimal | None:
        """Points lost, or None when weight or score are unknown."""
        weight, score = self.indicator.weight, self.counted
        if not isinstance(weight, Figure) or score is None:
            return None
        return figures.difference("扣分", weight, score).value


class ClassScore(NamedTuple):
    """A first-level class: the sums of weights and scores below it."""

    title: str
    weight: Figure | None
    score: Figure | None


class Scorecard(NamedTuple):
    """Every computed number of one self-evaluation table."""

    rate: Figure | None
    execution: Figure | None
    indicators: tuple[IndicatorScore, ...]
    classes: tuple[ClassScore, ...]
    weight: Figure | None
    total: Figure | None
    grade: Band | None

    def of(self, indicator: Indicator) -> IndicatorScore:
        """The score of ``indicator``, which must be of this table."""
        return next(score for score in self.indicators if score.indicator is indicator)


def score(table: Evaluation, funds: Execution, form: Form) -> Scorecard:
    """The scorecard of ``table`` under ``form``."""
    rate = percentage("执行率", funds.executed, funds.adjusted)
    execution = execution_score(rate, funds, form)
    indicators = tuple(
        score_indicator(i, method_of(i, table.indicators.path(i), form), form)
        for i in table.indicators
    )
    classes = _classes(table, indicators)
    counted = _counted(funds.score, execution)
    total = _sum_all("总分", (counted, *(s.counted for s in indicators)))
    declared = _counted(table.total.score, total)
    return Scorecard(
        rate=rate,
        execution=execution,
        indicators=indicators,
        classes=classes,
        weight=_sum_all(
            "分值合计", (_figure(funds.weight), *(_figure(s.indicator.weight) for s in indicators))
        ),
        total=total,
        grade=form.grade(declared.value) if declared else None,
    )


def percentage(name: str, part: Cell, whole: Cell) -> Figure | None:
    """``part`` ÷ ``whole`` in percent, rounded to two decimals; None where it has no value."""
    if isinstance(part, Empty) or isinstance(whole, Empty):
        return None
    quotient = figures.ratio(name, part, whole)
    return figures.rounded(quotient, 2) if quotient else None


def execution_score(rate: Figure | None, funds: Execution, form: Form) -> Figure | None:
    """The score of 预算执行率: the rate, up to the form's cap, of its weight."""
    points = execution_points(rate, funds, form)
    return figures.rounded(points, form.score_decimals) if points else None


def execution_points(rate: Figure | None, funds: Execution, form: Form) -> Figure | None:
    """What ``rate`` earns, before it is rounded; None without a rate or a weight."""
    method = form.by_algorithm(Algorithm.EXECUTION)
    weight = _counted(funds.weight, form.weight(EXECUTION))
    if rate is None or method is None or weight is None:
        return None
    cap = method.cap.value if isinstance(method.cap, Figure) else HUNDRED
    capped = figures.limited(rate, ZERO, cap)
    return figures.share_of("预算执行率得分", capped, weight, "执行率 × 分值")


def score_indicator(indicator: Indicator, method: Method | None, form: Form) -> IndicatorScore:
    """The score of one indicator under ``method``."""
    if method is None:
        return IndicatorScore(indicator, None, None, f"表式没有计分方法“{indicator.method}”")
    if method.algorithm.value is Algorithm.BANDS:
        return _banded(indicator, method)
    if method.algorithm.value is Algorithm.JUDGEMENT:
        return IndicatorScore(indicator, method, None, "由单位评判，不能计算")
    return _measured(indicator, method, form)


def method_of(indicator: Indicator, path: tuple[str, str], form: Form) -> Method | None:
    """The method an indicator names; without one, the form's default for its kind.

    ``path`` is its first- and second-level headings: of a cost, less is better.
    """
    defaults = form.defaults
    if indicator.method:
        return form.method(indicator.method.text)
    if isinstance(indicator.stated_target, Words):
        return form.method(defaults.text.text)
    is_cost = any(COST in heading for heading in path)
    return form.method((defaults.cost if is_cost else defaults.number).text)


def _banded(indicator: Indicator, method: Method) -> IndicatorScore:
    actual = indicator.stated_actual
    label = actual.text if isinstance(actual, Words) else ""
    band = next((b for b in method.bands if b.title.text == label), None)
    why = "得分由单位在档次之内确定" if band else "完成值不是表式规定的完成档次"
    return IndicatorScore(indicator, method, None, why, band)


def _measured(indicator: Indicator, method: Method, form: Form) -> IndicatorScore:
    target, actual, weight = indicator.target, indicator.actual, indicator.weight
    if not (isinstance(target, Figure) and isinstance(actual, Figure)):
        return IndicatorScore(indicator, method, None, "指标值或完成值不是数字")
    if target.unit != actual.unit:
        return IndicatorScore(indicator, method, None, "指标值与完成值的单位不同")
    if not isinstance(weight, Figure):
        return IndicatorScore(indicator, method, None, "没有分值")
    share = _share(target, actual, method)
    if share is None:
        return IndicatorScore(indicator, method, None, "指标值不大于零，不能按比例计分")
    points = figures.share_of(f"“{indicator.title}”得分", share, weight, f"{share.name} × 分值")
    return IndicatorScore(indicator, method, figures.rounded(points, form.score_decimals))


def _share(target: Figure, actual: Figure, method: Method) -> Figure | None:
    """The part of the weight that is earned, in percent."""
    if method.algorithm.value is Algorithm.LINEAR_REVERSE:
        return _reverse_share(target, actual, method)
    if target.value == ZERO and method.algorithm.value is Algorithm.EQUAL:
        return _all_or_nothing(target, actual, met=actual.value <= ZERO)
    if actual.value >= target.value:
        return _all_or_nothing(target, actual, met=True)
    # Of a negative target no part can be reached: -8 for -5 would come out as 160 %.
    reached = figures.ratio("完成比例", actual, target) if target.value > ZERO else None
    return figures.limited(reached, ZERO, HUNDRED) if reached else None


def _reverse_share(target: Figure, actual: Figure, method: Method) -> Figure | None:
    """Full up to the target, falling linearly to zero at a multiple of it."""
    if actual.value <= target.value:
        return _all_or_nothing(target, actual, met=True)
    if target.value <= ZERO:
        return _all_or_nothing(target, actual, met=False)
    times = method.zero_at.value if isinstance(method.zero_at, Figure) else figures.TWO
    over = figures.difference("超出", actual, target)
    room = figures.scaled("允许超出", target, times - 1)
    used = figures.ratio("超出比例", over, room)
    return figures.limited(figures.complement("完成比例", used), ZERO, HUNDRED) if used else None


def _all_or_nothing(target: Figure, actual: Figure, *, met: bool) -> Figure:
    percent = HUNDRED if met else ZERO
    name = "达标按100%" if met else "未达标按0%"
    origin = figures.Derived(f"{actual.name} 与 {target.name} 比较", (actual, target))
    return Figure(name, percent, figures.PERCENT, ZERO, origin)


def _classes(table: Evaluation, scores: tuple[IndicatorScore, ...]) -> tuple[ClassScore, ...]:
    counted = {id(s.indicator): s.counted for s in scores}
    return tuple(
        ClassScore(
            cls.title,
            _sum_all(f"{cls.title}分值", tuple(_figure(i.weight) for i in cls.indicators)),
            _sum_all(f"{cls.title}得分", tuple(counted[id(i)] for i in cls.indicators)),
        )
        for cls in table.indicators.classes
    )


def _sum_all(name: str, parts: tuple[Figure | None, ...]) -> Figure | None:
    """The sum, or None when one part is unknown: a partial total would mislead."""
    known = tuple(part for part in parts if part is not None)
    if not known or len(known) != len(parts):
        return None
    return figures.total(name, known)


def _counted(declared: Cell, computed: Figure | None) -> Figure | None:
    return declared if isinstance(declared, Figure) else computed


def _figure(cell: Cell) -> Figure | None:
    return cell if isinstance(cell, Figure) else None


def in_band(points: Figure, weight: Figure, band: Band) -> bool:
    """Whether a 定性 score lies in the part of its weight that the band allows."""
    share = figures.ratio("得分占分值", points, weight)
    return share is not None and band.holds(share.value)


class Standing(NamedTuple):
    """What a table came to: each as it was stated, else as it follows from the data."""

    rate: Figure | None
    score: Figure | None
    grade: str


def standing(table: Evaluation, funds: Execution, card: Scorecard) -> Standing:
    """What counts of ``table``, whose computed numbers are ``card``."""
    band = card.grade
    return Standing(
        rate=_counted(funds.rate, card.rate),
        score=_counted(table.total.score, card.total),
        grade=table.grade.text or (band.title.text if band else ""),
    )
