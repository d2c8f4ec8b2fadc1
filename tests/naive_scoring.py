"""The scoring once more, for comparison: slow, plain, on fractions, sharing no code.

Written from the formulas of domain.md 2.1 and the forms as they stand in YAML. Whoever changes
generator/scoring.py should not look here until the two disagree.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import yaml

FORMS = Path(__file__).parents[1] / "generator" / "forms"
NO_ITEM = ("", "无此项", "不适用")

Points = Fraction | None


class Result(NamedTuple):
    """What a report scores: per indicator by its method, per class (weight, score)."""

    rate: Points
    execution: Points
    indicators: list[Points]
    classes: list[tuple[Points, Points]]
    weight: Points
    total: Points
    grade: str | None


@cache
def form(name: str) -> dict[str, Any]:
    own = yaml.load((FORMS / f"{name}.yml").read_text("utf-8"), Loader=yaml.CBaseLoader)
    return {**form(own["继承"]), **own} if "继承" in own else own


def number(text: object) -> Points:
    is_number = isinstance(text, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text.strip())
    return Fraction(str(text).strip()) if is_number else None


def half_up(value: Fraction, places: int) -> Fraction:
    units = math.floor(abs(value) * 10**places + Fraction(1, 2))
    return Fraction(units, 10**places) * (-1 if value < 0 else 1)


def together(parts: list[Points]) -> Points:
    known = [part for part in parts if part is not None]
    return sum(known, Fraction()) if known and len(known) == len(parts) else None


def positive(target: Fraction, actual: Fraction) -> Points:
    if actual >= target:
        return Fraction(1)
    if target <= 0:  # of nothing, or of less, no part can be reached: a person decides
        return None
    return max(actual, Fraction(0)) / target


def equal(target: Fraction, actual: Fraction) -> Points:
    if target == 0:
        return Fraction(1 if actual <= 0 else 0)
    return positive(target, actual)


def reverse(target: Fraction, actual: Fraction, zero_at: Fraction) -> Points:
    if actual <= target:
        return Fraction(1)
    if actual >= target * zero_at:
        return Fraction(0)
    return 1 - (actual - target) / (target * (zero_at - 1))


def indicator_score(row: dict[str, str], rules: dict[str, Any], heading: str) -> Points:
    """The points that follow from the method, or None where they do not follow."""
    target, actual, weight = (number(row.get(k)) for k in ("年度指标值", "实际完成值", "分值"))
    in_words = target is None and row.get("年度指标值", "") not in NO_ITEM
    kind = "文字" if in_words else "成本" if "成本" in heading else "数值"
    default = rules["默认计分方法"][kind]
    name = row.get("计分方法") or default
    method = next((m for m in rules["计分方法"] if m["名称"] == name), {"算法": ""})
    unit = row.get("单位", "")
    if target is None or actual is None or weight is None:
        return None
    if unit != (row.get("完成值单位") or unit):
        return None
    match method["算法"]:
        case "超出按比例扣，到倍数为零":
            share = reverse(target, actual, Fraction(method["零分倍数"]))
        case "目标为零须为零，否则同正向":
            share = equal(target, actual)
        case "达标满分，不足按比例" | "按执行率":
            share = positive(target, actual)
        case _:
            share = None
    return None if share is None else half_up(share * weight, int(rules["小数位"]["得分"]))


def score(text: str) -> Result:
    """Everything that is computed from the unit's own table in the report ``text``."""
    report = yaml.load(text, Loader=yaml.CBaseLoader)
    rules, table = form(report["表式"]), report["自评表"]
    funds, tree = table["年度预算申请"], table["绩效指标"]
    budget, spent = number(funds.get("全年预算数")), number(funds.get("全年执行数"))
    rate = None
    if budget and spent is not None:
        rate = half_up(spent / budget * 100, 2)
    execution = None
    if rate is not None:
        method = next(m for m in rules["计分方法"] if m["算法"] == "按执行率")
        capped = min(max(rate, Fraction(0)), Fraction(method["封顶"]))
        own = number(funds.get("分值"))
        points = Fraction(rules["权重"]["预算执行率"]) if own is None else own
        execution = half_up(capped * points / 100, int(rules["小数位"]["得分"]))
    rows = [[row for group in groups.values() for row in group] for groups in tree.values()]
    computed = [
        [
            indicator_score(row, rules, title + heading)
            for heading, group in groups.items()
            for row in group
        ]
        for title, groups in tree.items()
    ]
    counted = [
        [
            one if (own := number(row.get("得分"))) is None else own
            for row, one in zip(*both, strict=True)
        ]
        for both in zip(rows, computed, strict=True)
    ]
    weights = [[number(row.get("分值")) for row in of_class] for of_class in rows]
    own = number(funds.get("得分"))
    total = together([execution if own is None else own, *chain(*counted)])
    declared = number(table.get("总分", {}).get("得分"))
    final = total if declared is None else declared
    return Result(
        rate=rate,
        execution=execution,
        indicators=list(chain(*computed)),
        classes=[(together(w), together(s)) for w, s in zip(weights, counted, strict=True)],
        weight=together([number(funds.get("分值")), *chain(*weights)]),
        total=total,
        grade=None if final is None else grade(final, rules),
    )


def grade(points: Fraction, rules: dict[str, Any]) -> str | None:
    for band in rules["等级"]:
        from_below = "高于" in band and points > Fraction(band["高于"])
        from_below = from_below or ("不低于" in band and points >= Fraction(band["不低于"]))
        from_above = "低于" in band and points < Fraction(band["低于"])
        from_above = from_above or ("至多" in band and points <= Fraction(band["至多"]))
        if from_below and from_above:
            return str(band["名称"])
    return None
