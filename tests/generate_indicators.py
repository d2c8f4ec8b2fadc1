"""Owns the indicators of generated tables: drawn once, scored by tests/naive_scoring.py."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from tests import naive_scoring
from tests.generate_money import decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

Data = dict[str, Any]

REASONS = (
    "受持续降雨影响，部分点位推迟到下年一季度实施，已调整施工计划。",
    "招标流标一次，开工晚于计划两个月，下年提前编制采购需求。",
    "部分群众反映办理窗口少、等候久，下年增设窗口并推行预约。",
    "乡镇代办点还没有覆盖所有的村，下年补齐其余各村。",
)
_OVER_REASONS = (
    "年中上级追加任务，实际数量超出年初预计，下年调高目标值。",
    "集中换证使数量一次性增加，年初没有预计到，下年按新的基数测算。",
)
_EVIDENCE = ("工作台账", "竣工验收单", "决算报表", "部门统计年报", "现场核查记录")
_SURVEYS = ("入户问卷{}份", "电话回访{}户", "随机走访群众{}人")


class Kind(NamedTuple):
    """A measure that units use: title, unit, direction, range of the target, decimals."""

    title: str
    unit: str
    method: str
    low: int
    high: int
    places: int = 0


_COUNTS = (
    Kind("改造点位数", "个", "正向", 2, 60),
    Kind("服务企业户数", "户", "正向", 20, 900),
    Kind("办理备案件数", "件", "正向", 50, 20_000),
    Kind("组织培训场次", "场", "正向", 3, 60),
    Kind("培训人次", "人次", "评判", 50, 5000),
    Kind("维护里程", "公里", "正向", 5, 300, 1),
    Kind("建成中心数", "个", "等于", 1, 5),
)
_QUALITY = (
    Kind("验收合格率", "%", "正向", 90, 100),
    Kind("投诉办结率", "%", "正向", 85, 100, 1),
    Kind("安全事故起数", "起", "等于", 0, 0),
    Kind("资料差错件数", "件", "反向", 2, 20),
)
_TIME = (
    Kind("按期完成率", "%", "正向", 90, 100),
    Kind("平均办理时长", "天", "反向", 3, 30, 1),
    Kind("资金拨付及时率", "%", "评判", 90, 100, 2),
)
_COSTS = (
    Kind("单件办理成本", "元", "反向", 20, 900, 2),
    Kind("每平方米改造成本", "元", "反向", 200, 3000),
)
_ECONOMY = (
    Kind("带动就业人数", "人", "正向", 10, 3000),
    Kind("销售额增长率", "%", "正向", 3, 120, 1),
    Kind("新增商户数", "户", "正向", 5, 400),
)
_SOCIETY = (
    Kind("群众办事便利程度", "", "定性", 0, 0),
    Kind("投诉下降率", "%", "正向", 5, 40, 1),
)
_ECOLOGY = (
    Kind("垃圾无害化处理率", "%", "正向", 85, 100, 2),
    Kind("新增绿化面积", "平方米", "正向", 300, 9000),
)
_LASTING = (
    Kind("长效管护机制健全程度", "", "定性", 0, 0),
    Kind("公益岗位留用人数", "人", "等于", 2, 30),
)
CONTENT = (
    Kind("服务对象满意率", "%", "正向", 85, 95, 1),
    Kind("周边群众满意度", "%", "正向", 85, 95, 2),
)
_Groups = tuple[tuple[str, tuple[Kind, ...]], ...]
_OUTPUT = (("数量指标", _COUNTS), ("质量指标", _QUALITY), ("时效指标", _TIME))
_BENEFIT: _Groups = (
    *(("经济效益指标", _ECONOMY), ("社会效益指标", _SOCIETY)),
    *(("生态效益指标", _ECOLOGY), ("可持续影响指标", _LASTING)),
)
_SATISFIED: _Groups = (("服务对象满意度指标", CONTENT),)
TREE: dict[str, _Groups] = {
    "成本指标": (("经济成本指标", _COSTS),),
    "产出指标": _OUTPUT,
    "效益指标": _BENEFIT,
    "效果指标": (*_BENEFIT[:2], *_SATISFIED),
    "满意度指标": _SATISFIED,
}
_GOALS = ("明显改善", "基本健全", "达成年度指标")
_OVER_LIMIT = Fraction(13, 10)
_UNDER_LIMIT = Fraction(7, 10)


class Measured:
    """One indicator: drawn once, then redrawn with a lower ``share`` until its table fits."""

    def __init__(self, rng: Random, path: tuple[str, str], kind: Kind, title: str) -> None:
        self.rng = rng
        self.path = path
        self.kind = kind
        self.title = title
        self.weight = Fraction(1)
        self.share = Fraction(1) if rng.random() < 0.75 else Fraction(rng.randint(55, 99), 100)
        scale = 10**kind.places
        self.target = Fraction(rng.randint(kind.low * scale, kind.high * scale), scale)
        self.fixed: Fraction | None = None

    def row(self, rules: Data) -> Data:
        """The indicator in the users' keys, scored by its method."""
        rng, kind = self.rng, self.kind
        row: Data = {"三级指标": self.title, **self._values(rules)}
        if kind.method not in ("正向", "定性") or rng.random() < 0.7:
            row["计分方法"] = kind.method
        row["分值"] = decimal(self.weight)
        score = naive_scoring.indicator_score(row, rules, "".join(self.path))
        judged = score is None
        if score is None:
            score = Fraction(int(self.share * self.weight * 100), 100)
        row["得分"] = decimal(score)
        if not judged and rng.random() < 0.08:
            del row["得分"]  # what the form computes may be left out
        self.score = score
        self.shown = row
        return row | self._words(row)

    def _values(self, rules: Data) -> Data:
        if self.kind.method == "定性":
            bands = next(m for m in rules["计分方法"] if m["名称"] == "定性")["档次"]
            band = next(b for b in bands if self.share * 100 >= Fraction(b["不低于"]))
            return {"年度指标值": self.rng.choice(_GOALS), "实际完成值": band["名称"]}
        actual = self._actual() if self.fixed is None else self.fixed
        return {
            "年度指标值": decimal(self.target, self.kind.places),
            "实际完成值": decimal(actual, self.kind.places),
            "单位": self.kind.unit,
        }

    def _actual(self) -> Fraction:
        rng, target, share = self.rng, self.target, self.share
        if self.kind.method == "反向":
            times = 2 - share if share < 1 else Fraction(rng.randint(60, 100), 100)
        elif share < 1 or self.kind.method == "等于":
            times = share
        else:
            times = Fraction(rng.randint(100, 160 if rng.random() < 0.1 else 125), 100)
        if not target:
            return Fraction(share < 1)
        value = naive_scoring.half_up(target * times, self.kind.places)
        most = Fraction(99 if "满意" in self.title else 100)  # hardly anybody pleases everybody
        return min(value, most) if self._is_rate else value

    @property
    def _is_rate(self) -> bool:
        return self.kind.unit == "%" and "增长" not in self.title

    def _words(self, row: Data) -> Data:
        words: Data = {}
        if self.score < self.weight:
            words["偏差原因"] = self.rng.choice(REASONS)
        elif self._far_beyond(row):
            words["偏差原因"] = self.rng.choice(_OVER_REASONS)
        words["佐证"] = self.rng.choice(_EVIDENCE)
        if "满意" in "".join(self.path) + self.title:
            survey = self.rng.choice(_SURVEYS).format(self.rng.randint(30, 500))
            words["佐证"] = survey
        return words

    def _far_beyond(self, row: Data) -> bool:
        target, actual = (naive_scoring.number(row[k]) for k in ("年度指标值", "实际完成值"))
        if not target or actual is None:
            return False
        if self.kind.method == "反向":
            return actual <= target * _UNDER_LIMIT
        return actual >= target * _OVER_LIMIT


def goals(drawn: Sequence[Measured]) -> Data:
    """The annual goal in words, with the figures of the indicators."""
    numbers = [one for one in drawn if "单位" in one.shown][:4]
    return {
        "年初目标设定": _sentence(
            one.title + _bound(one) + _with_unit(one, "年度指标值") for one in numbers
        ),
        "全年实际完成情况": _sentence(one.title + _with_unit(one, "实际完成值") for one in numbers),
    }


def _bound(one: Measured) -> str:
    return {"反向": "不超过", "等于": ""}.get(one.kind.method, "达到")


def _with_unit(one: Measured, word: str) -> str:
    return f"{one.shown[word]}{one.shown['单位']}"


def _sentence(parts: Iterable[str]) -> str:
    return ("，".join(parts) or "做好年度各项工作") + "。"
