"""Rules about baselines: the findings of old years that a region set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.rules.core import Answers, BaselineCase, Fault, NotApplicable, Stage, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.rules.core import BaselineEntry

_SHRINKING = "历史遗留的不符之处只减不增，改正一处删去一条"
_NONE = NotApplicable("没有冻结的不符之处")


@rule("V006", stage=Stage.BASELINES, basis=_SHRINKING, waivable=False)
def baseline_entry_matches_nothing(case: BaselineCase) -> Answers:
    """冻结的不符之处已经不在。

    ## 为什么
    不符之处改正了，或原值又改动了，旧的冻结就不再适用；留着它，日后同一处再错就不会有人发现。
    ## 怎么改
    运行 jixiao baseline，它会删去已经不在的条目。
    ## 反例
        冻结:
          - 规则: X003
            报告: shili/swj/2024
            位置: 自评表.年度预算申请.年初预算数
            原值: "420"
        shili/swj/2024: {年度: 2024}
    ## 正例
        冻结:
          - 规则: X003
            报告: shili/swj/2024
            位置: 自评表.年度预算申请.年初预算数
            原值: "310"
            应为: "420"
        shili/swj/2024: {自评表: {年度预算申请: {年初预算数: 310}}}
    ## 边界
        冻结:
          - 规则: X003
            报告: shili/swj/2024
            位置: 自评表.年度预算申请.年初预算数
            原值: "310.0"
            应为: "420"
        shili/swj/2024: {自评表: {年度预算申请: {年初预算数: 310.0}}}
    """
    if not case.entries:
        yield _NONE
    for entry in case.entries:
        if entry.allowed and entry.judged and not entry.occurs:
            yield _gone(entry)


def _gone(entry: BaselineEntry) -> Fault:
    frozen = entry.frozen
    if not entry.known:
        message = f"没有报告“{frozen.report}”，或它不属于本地区"
    else:
        message = f"规则 {frozen.rule} 在“{frozen.place}”原值“{frozen.value}”处没有不符"
    return Fault(frozen.rule, message, hint="运行 jixiao baseline 删去这一条")


@rule("V007", stage=Stage.BASELINES, basis=_SHRINKING, waivable=False)
def baseline_sets_aside_unwaivable_rule(case: BaselineCase) -> Answers:
    """这条规则的不符之处不能冻结。

    ## 为什么
    读不出的数据、由本表数字直接算出的结果、涉密涉隐私的内容，以及情况说明自身的问题，任何年度都要改正。
    ## 怎么改
    改正报告本身，再删去这一条。
    ## 反例
        冻结:
          - 规则: S006
            报告: shili/swj/2024
            位置: 自评表.总分.得分
            原值: "90"
        shili/swj/2024: {年度: 2024}
    ## 正例
        冻结:
          - 规则: X003
            报告: shili/swj/2024
            位置: 自评表.年度预算申请.年初预算数
            原值: "310"
            应为: "420"
        shili/swj/2024: {自评表: {年度预算申请: {年初预算数: 310}}}
    ## 边界
        冻结:
          - 规则: K003
            报告: shili/swj/2024
            位置: 自评表.年度预算申请.年初预算数
            原值: "310.0"
            应为: "420"
        shili/swj/2024: {自评表: {年度预算申请: {年初预算数: 310.0}}}
    """
    if not case.entries:
        yield _NONE
    yield from _forbidden(case)


def _forbidden(case: BaselineCase) -> Iterator[Fault]:
    for entry in case.entries:
        if not entry.allowed:
            yield Fault(
                entry.frozen.rule,
                f"规则“{entry.frozen.rule}”不存在，或不能冻结",
                hint="请改正报告本身，再删去这一条",
            )
