"""Owns the class that reads a form, and the checks that a form itself must pass."""

from __future__ import annotations

from enum import Enum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from generator import figures
from generator.figures import PERCENT, POINT, WAN_YUAN, Cell, Figure
from generator.findings import Finding, Severity, from_refusal
from generator.model.level import Level
from generator.model.reading import (
    Amount,
    Choice,
    Chosen,
    Listed,
    Part,
    Phrases,
    Prose,
    Reader,
    Record,
    Rows,
    Tally,
    Words,
    YesNo,
    word,
)
from generator.source import Mapping, Node, Refusal, Scalar, Span, parse, read_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from decimal import Decimal

FOLDER = Path(__file__).parent
# Code, name, title and remedy of the one fault that a form file can have.
FORM_FAULT = ("M011", "form-contradicts-itself", "表式自身有误", "请修改表式文件")
EXECUTION = "预算执行率"


class Verified(Enum):
    """Whether somebody has seen the original of a cited document."""

    SEEN = "已核实"
    STATED = "原件所载"
    UNSEEN = "待核实"


class Algorithm(Enum):
    """The ways of scoring that exist in code; a form names them and gives the parameters."""

    EXECUTION = "按执行率"
    PROPORTIONAL = "达标满分，不足按比例"
    LINEAR_REVERSE = "超出按比例扣，到倍数为零"
    EQUAL = "目标为零须为零，否则同正向"
    BANDS = "按完成档次"
    JUDGEMENT = "评判并说明理由"


class Citation(Record):
    """表式的依据。"""

    title: Words = word("名称", Prose(), required=True)
    number: Words = word("文号", Prose())
    verified: Chosen = word("核实", Choice(Verified), required=True)


class Band(Record):
    """一个区间；每一端都写明含不含。"""

    title: Words = word("名称", Prose(), required=True)
    above: Cell = word("高于", Amount(POINT), "下限，不含")
    at_least: Cell = word("不低于", Amount(POINT), "下限，含")
    below: Cell = word("低于", Amount(POINT), "上限，不含")
    at_most: Cell = word("至多", Amount(POINT), "上限，含")
    wording: Words = word("原文", Prose(), "表式上的写法")

    @property
    def floor(self) -> Decimal | None:
        """The lower bound, whichever way it is closed."""
        return _value(self.at_least, self.above)

    @property
    def ceiling(self) -> Decimal | None:
        """The upper bound, whichever way it is closed."""
        return _value(self.at_most, self.below)

    def holds(self, value: Decimal) -> bool:
        """Whether ``value`` lies in this band."""
        floor, ceiling = self.floor, self.ceiling
        above = floor is not None and (value > floor or (value == floor and _is(self.at_least)))
        below = ceiling is not None and (
            value < ceiling or (value == ceiling and _is(self.at_most))
        )
        return above and below

    @property
    def words(self) -> str:
        """The band as readers see it: ``高于 90 分，至多 100 分``."""
        ends = (
            (c, w)
            for c, w in (
                (self.above, "高于"),
                (self.at_least, "不低于"),
                (self.below, "低于"),
                (self.at_most, "至多"),
            )
        )
        return "，".join(f"{w} {figures.plain(c.value)}" for c, w in ends if isinstance(c, Figure))


def _is(cell: Cell) -> bool:
    return isinstance(cell, Figure)


def _value(*cells: Cell) -> Decimal | None:
    return next((cell.value for cell in cells if isinstance(cell, Figure)), None)


class Method(Record):
    """一种计分方法：名称、算法和参数。"""

    title: Words = word("名称", Prose(), required=True)
    algorithm: Chosen = word("算法", Choice(Algorithm), required=True)
    symbol: Words = word("符号", Prose(), "印在指标值前的符号")
    cap: Cell = word("封顶", Amount(PERCENT), "执行率最多按多少计")
    zero_at: Cell = word("零分倍数", Amount("倍"), "完成值达到目标的多少倍得零分")
    bands: Listed = word("档次", Rows(Band), "占分值的百分比")


class Decimals(Record):
    """小数位。"""

    money: Cell = word("金额", Amount("位"), required=True)
    score: Cell = word("得分", Amount("位"), required=True)


class Defaults(Record):
    """没有写计分方法的指标按哪一种。"""

    number: Words = word("数值", Prose(), required=True)
    cost: Words = word("成本", Prose(), "成本指标的数值", required=True)
    text: Words = word("文字", Prose(), required=True)


class Thresholds(Record):
    """提醒的界限。"""

    over_fulfilled: Cell = word(
        "超额完成", Amount(PERCENT), "完成值达到目标的多少须说明", required=True
    )
    adjusted: Cell = word(
        "预算调整", Amount(PERCENT), "全年预算比年初预算变动多少须说明", required=True
    )
    overspent: Cell = word("超预算", Amount(PERCENT), "决算为预算的多少须说明", required=True)
    underspent: Cell = word("低于预算", Amount(PERCENT), "决算低于预算的多少须说明", required=True)
    changed: Cell = word("年度变动", Amount(PERCENT), "比上年变动多少须说明", required=True)
    reasoned: Cell = word(
        "增减说明", Amount(PERCENT), "正文写的增减幅度超过多少须写原因", required=True
    )
    unspent: Cell = word("结余", Amount(PERCENT), "全年预算结余多少须关注", required=True)
    score_changed: Cell = word("总分变动", Amount(POINT), "总分比上年变动多少须关注", required=True)
    copied: Cell = word(
        "文字雷同", Amount(PERCENT), "与上年相同的文字达到多少须关注", required=True
    )
    least_per_head: Cell = word(
        "人均人员经费下限", Amount(WAN_YUAN), "低于多少须核对", required=True
    )
    most_per_head: Cell = word(
        "人均人员经费上限", Amount(WAN_YUAN), "高于多少须核对", required=True
    )
    fewest: Cell = word("指标最少", Amount("个"), "一张表的三级指标少于多少须关注", required=True)
    most: Cell = word("指标最多", Amount("个"), "一张表的三级指标多于多少须关注", required=True)


class LevelChange(Record):
    """本表式对一条规则的级别。"""

    rule: Words = word("规则", Prose(), required=True)
    level: Chosen = word("级别", Choice(Level), required=True)


class Form(Record):
    """一个财政部门规定的自评表式。"""

    name: Words = word("表式", Prose(), required=True)
    title: Words = word("名称", Prose(), required=True)
    region: Words = word("适用地区", Prose())
    since: Words = word("起始年度", Prose())
    until: Words = word("截止年度", Prose())
    parent: Words = word("继承", Prose(), "未写的部分取自哪个表式")
    citations: Listed = word("依据", Rows(Citation), required=True)
    base_table: Chosen = word("基础数据表", Choice(YesNo), "是否须填基础数据表", required=True)
    weights: tuple[Figure, ...] = word("权重", Tally(POINT), required=True)
    adjustable: Chosen = word("权重可调", Choice(YesNo), required=True)
    grades: Listed = word("等级", Rows(Band), required=True)
    ambiguity: Words = word(
        "等级疑义", Prose(), "表式原文的等级段若有重叠或空缺，在此说明本站的读法"
    )
    decimals: Decimals = word("小数位", Part(Decimals), required=True)
    methods: Listed = word("计分方法", Rows(Method), required=True)
    defaults: Defaults = word("默认计分方法", Part(Defaults), required=True)
    thresholds: Thresholds = word("界限", Part(Thresholds), required=True)
    levels: Listed = word("规则级别", Rows(LevelChange))
    base_notes: tuple[Words, ...] = word("基础数据表说明", Phrases())
    notes: tuple[Words, ...] = word("自评表说明", Phrases())
    chapters: tuple[Words, ...] = word("正文章节", Phrases(), "自评报告各章标题里须有的词")
    project_chapters: tuple[Words, ...] = word("项目报告章节", Phrases(), "项目自评报告的，同上")

    @property
    def money_decimals(self) -> int:
        """Decimals of an amount in 万元."""
        return _places(self.decimals.money)

    @property
    def score_decimals(self) -> int:
        """Decimals of a score."""
        return _places(self.decimals.score)

    @property
    def scale(self) -> str:
        """The grades with their bounds; two forms with the same one grade alike."""
        return "；".join(f"{band.title}：{band.words}" for band in self.grades)

    @property
    def classes(self) -> tuple[Figure, ...]:
        """The weights of the indicator classes, without the execution rate."""
        return tuple(w for w in self.weights if w.name != EXECUTION)

    def weight(self, title: str) -> Figure | None:
        """The prescribed weight of a class, or of 预算执行率."""
        return next((w for w in self.weights if w.name == title), None)

    def method(self, title: str) -> Method | None:
        """The scoring method of that name."""
        return next((m for m in self.methods if m.title.text == title), None)

    def by_algorithm(self, algorithm: Algorithm) -> Method | None:
        """The first method that uses ``algorithm``."""
        return next((m for m in self.methods if m.algorithm.value is algorithm), None)

    def grade(self, score: Decimal) -> Band | None:
        """The band ``score`` lies in."""
        return next((band for band in self.grades if band.holds(score)), None)

    def level(self, rule: str, default: Severity) -> Severity:
        """The severity of a rule under this form."""
        for change in self.levels:
            if change.rule.text == rule and change.level:
                level: Level = change.level.value
                return level.severity
        return default


def _places(cell: Cell) -> int:
    return int(cell.value) if isinstance(cell, Figure) else 2


def names() -> tuple[str, ...]:
    """The forms that exist, by name."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


@cache
def load(name: str) -> Form:
    """The form called ``name``, one of ``names()``.

    The forms travel with the program, so a faulty one is our bug: ValueError.
    """
    form, findings = read(FOLDER / f"{name}.yml")
    if form is None or findings:
        raise ValueError(findings)
    return form


def read(path: Path) -> tuple[Form | None, tuple[Finding, ...]]:
    """The form in ``path``, its parent's parts filled in, with everything wrong in it."""
    node, refusals = _tree(path)
    if refusals:
        return None, tuple(from_refusal(refusal) for refusal in refusals)
    if not isinstance(node, Mapping):
        return None, (_fault(Span(_shown(path), 1, 1), "不是表式的写法，或继承的表式读不出"),)
    reader = Reader()
    form = reader.record(Form, node)
    return form, (*reader.findings, *faults(form))


def _shown(path: Path) -> str:
    return f"forms/{path.name}"


def _tree(
    path: Path, heirs: frozenset[Path] = frozenset()
) -> tuple[Node | None, tuple[Refusal, ...]]:
    """The tree of a form over that of its parent; None for one that inherits itself."""
    text = read_text(path, _shown(path))
    if isinstance(text, Refusal):
        return None, (text,)
    node, refusals = parse(text)
    parent = node.get("继承") if isinstance(node, Mapping) else None
    if refusals or not isinstance(node, Mapping) or not isinstance(parent, Scalar):
        return node, refusals
    if path in heirs:
        return None, ()
    base, inherited = _tree(path.with_name(f"{parent.text}.yml"), heirs | {path})
    return (_merged(base, node) if isinstance(base, Mapping) else None), inherited


def _merged(base: Mapping, child: Mapping) -> Mapping:
    own = {key.text for key, _ in child.entries}
    kept = tuple(entry for entry in base.entries if entry[0].text not in own)
    return child._replace(entries=(*child.entries, *kept))


def faults(form: Form) -> Iterator[Finding]:
    """What a form gets wrong about itself: bands, weights, names of methods."""
    yield from _band_faults(form.grades)
    for method in form.methods:
        if method.algorithm.value is Algorithm.BANDS:
            yield from _band_faults(method.bands)
    weights = figures.total("权重合计", form.weights) if form.weights else None
    if weights is None or weights.value != figures.HUNDRED:
        span = next(weights.spans()) if weights else form.span
        yield _fault(span, f"权重合计应为 100，现为 {weights}")
    for words in (form.defaults.number, form.defaults.cost, form.defaults.text):
        if form.method(words.text) is None:
            yield _fault(words.span, f"默认计分方法“{words}”不在计分方法之中")


def unknown_rules(form: Form, known: Collection[str]) -> tuple[Finding, ...]:
    """Levels given to rules that do not exist."""
    return tuple(
        _fault(change.rule.span, f"没有规则“{change.rule}”")
        for change in form.levels
        if change.rule.text not in known
    )


def _band_faults(bands: Listed) -> Iterator[Finding]:
    ordered = sorted(bands, key=lambda band: band.floor or figures.ZERO)
    ends = ordered and ordered[0].holds(figures.ZERO) and ordered[-1].holds(figures.HUNDRED)
    if not ends or ordered[0].floor != figures.ZERO or ordered[-1].ceiling != figures.HUNDRED:
        yield _fault(bands.span, "等级段应从 0 到 100")
    for lower, upper in pairwise(ordered):
        ceiling = lower.ceiling
        owners = 0 if ceiling is None else lower.holds(ceiling) + upper.holds(ceiling)
        if ceiling != upper.floor or owners != 1:
            yield _fault(upper.title.span, f"“{lower.title}”与“{upper.title}”之间有重叠或空缺")


def _fault(span: Span, message: str) -> Finding:
    code, slug, title, remedy = FORM_FAULT
    return Finding(
        rule=code,
        name=slug,
        title=title,
        severity=Severity.ERROR,
        message=message,
        span=span,
        hint=remedy,
        waivable=False,
    )
