"""Rules about 情况说明 (waivers), and which finding a waiver covers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.rules.core import (
    Answers,
    Case,
    CorpusCase,
    Fault,
    NotApplicable,
    Stage,
    rule,
    rules,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.findings import Finding
    from generator.model.report import Waiver

_PUBLIC = "情况说明随报告公开，须写明规则、理由、岗位和截止日期"
_ENOUGH_WORDS = 4


def covering(finding: Finding, case: Case) -> Waiver | None:
    """The waiver that covers ``finding``: same rule, place and value, valid and with a reason.

    A waiver quotes the value it excuses. When the figure changes, the waiver no longer
    covers it, so that no correction or new error can hide behind an old explanation.
    """
    if not finding.waivable:
        return None
    return next((w for w in case.report.waivers if _covers(w, finding) and _valid(w, case)), None)


def _covers(waiver: Waiver, finding: Finding) -> bool:
    return (
        waiver.rule.text == finding.rule
        and waiver.place.text == finding.span.place
        and waiver.value.text == (finding.actual or "")
    )


def _valid(waiver: Waiver, case: Case) -> bool:
    return _reasoned(waiver) and not _expired(waiver, case)


def _reasoned(waiver: Waiver) -> bool:
    return len("".join(waiver.reason.text.split())) >= _ENOUGH_WORDS and bool(waiver.role)


def _expired(waiver: Waiver, case: Case) -> bool:
    until = waiver.until.value
    return until is None or until < case.today


@rule("V001", severity=Severity.ERROR, stage=Stage.WAIVERS, basis=_PUBLIC, waivable=False)
def waiver_covers_nothing(case: Case) -> Answers:
    """情况说明没有对应的不符之处。

    ## 为什么
    说明引用了规则、位置和当时的原值。数字改正了或又改动了，旧的说明就不再适用，
    不能让它留在公开页面上，更不能让它掩盖新的错误。
    ## 反例
        情况说明:
          - 规则: X003
            位置: 自评表.年度预算申请.年初预算数
            原值: "420"
            理由: 原件如此
            岗位: 审核岗
            截至: 2099-12-31
    ## 正例
        自评表: {年度预算申请: {年初预算数: 310}}
        情况说明:
          - 规则: X003
            位置: 自评表.年度预算申请.年初预算数
            原值: "310"
            理由: 原件如此
            岗位: 审核岗
            截至: 2099-12-31
    ## 边界
        自评表: {年度预算申请: {年初预算数: 310}}
        情况说明:
          - 规则: X003
            位置: 自评表.年度预算申请.年初预算数
            原值: "310"
            理由: 原件如此
            岗位: 审核岗
            截至: 2020-12-31
    """
    here = {r.code for r in (*rules(), *case.local) if r.waivable} - _across()
    mine = [w for w in case.report.waivers if w.rule.text in here]  # others are V004's
    if not mine:
        yield NotApplicable("没有情况说明")
    yield from _unused(mine, case.raised)


@rule("V005", severity=Severity.ERROR, stage=Stage.CORPUS_WAIVERS, basis=_PUBLIC, waivable=False)
def waiver_across_reports_covers_nothing(case: CorpusCase) -> Answers:
    """跨年度、跨单位核对的情况说明没有对应的不符之处。

    ## 为什么
    与 V001 相同；这些规则要看过全部报告才知道有没有不符，只核对一部分报告时不作判断。
    ## 反例
        shili/swj/2024:
          情况说明:
            - 规则: K003
              位置: 基础数据表.经费控制情况.政府采购金额.上年决算数
              原值: "12"
              理由: 上年报告有误
              岗位: 审核岗
              截至: 2099-12-31
    ## 正例
        shili/swj/2024: {年度: 2024}
    ## 边界
        shili/swj/2023: {年度: 2023}
        shili/swj/2024:
          情况说明:
            - 规则: K003
              位置: 基础数据表.经费控制情况.政府采购金额.上年决算数
              原值: "12"
              理由: 上年报告有误
              岗位: 审核岗
              截至: 2020-12-31
    """
    waived = [
        (waiver, tuple(f for f in case.raised if f.span.file.startswith(_folder(one))))
        for address, one in case.reports
        for waiver in one.report.waivers
        if address.partition("/")[0] in case.complete and waiver.rule.text in _across()
    ]
    if not waived:
        yield NotApplicable("没有跨报告的情况说明")
    for waiver, raised in waived:
        yield from _unused([waiver], raised)


def _folder(one: Case) -> str:
    """The folder of a report; its project tables lie below."""
    return one.report.span.file.rpartition("/")[0] + "/"


@cache
def _across() -> frozenset[str]:
    """The codes of rules that see more than one report."""
    return frozenset(r.code for r in rules() if r.stage is Stage.CORPUS)


def _unused(waivers: Iterable[Waiver], raised: tuple[Finding, ...]) -> Iterator[Fault]:
    seen: dict[tuple[str, str, str], Waiver] = {}
    for waiver in waivers:
        quoted = (waiver.rule.text, waiver.place.text, waiver.value.text)
        first = seen.setdefault(quoted, waiver)
        if first is not waiver:
            yield Fault(
                waiver.rule,
                f"规则 {waiver.rule} 在“{waiver.place}”已经有一条情况说明",
                see=(first.rule,),
                hint="请只保留一条",
            )
        elif not any(_covers(waiver, finding) for finding in raised):
            yield Fault(
                waiver.rule,
                f"规则 {waiver.rule} 在“{waiver.place}”原值“{waiver.value}”处没有发现不符",
                hint=_nearest_hint(waiver, raised),
            )


def _nearest_hint(waiver: Waiver, raised: tuple[Finding, ...]) -> str:
    same = [f for f in raised if f.rule == waiver.rule.text]
    if not same:
        return "已经改正的，请删去这条情况说明"
    places = "；".join(f"{f.span.place}（现为“{f.actual or ''}”）" for f in same[:3])
    return f"{waiver.rule} 现有的不符之处：{places}。请核对位置和原值，或删去这条说明"


@rule("V002", severity=Severity.ERROR, stage=Stage.WAIVERS, basis=_PUBLIC, waivable=False)
def waiver_expired(case: Case) -> Answers:
    """情况说明没有截止日期或已经过期。

    ## 为什么
    说明只能管一段时间，到期要重新核对。
    ## 反例
        自评表: {年度预算申请: {年初预算数: 310}}
        情况说明:
          - 规则: X003
            位置: 自评表.年度预算申请.年初预算数
            原值: "310"
            理由: 原件如此
            岗位: 审核岗
            截至: 2020-12-31
    ## 正例
        自评表: {年度预算申请: {年初预算数: 310}}
        情况说明:
          - 规则: X003
            位置: 自评表.年度预算申请.年初预算数
            原值: "310"
            理由: 原件如此
            岗位: 审核岗
            截至: 2099-12-31
    ## 边界
        自评表: {年度预算申请: {年初预算数: 310}}
        情况说明:
          - 规则: X003
            位置: 自评表.年度预算申请.年初预算数
            原值: "310"
            理由: 原件如此
            岗位: 审核岗
            截至: 2025-06-30
    """
    if not case.report.waivers.items:
        yield NotApplicable("没有情况说明")
    for waiver in case.report.waivers:
        if _expired(waiver, case) and not waiver.until.misread:
            until = f"已于 {waiver.until} 到期" if waiver.until else "没有写“截至”日期"
            yield Fault(
                waiver.until, f"{waiver.rule} 的情况说明{until}", hint="重新核对后填写新的截至日期"
            )


@rule("V003", severity=Severity.ERROR, stage=Stage.WAIVERS, basis=_PUBLIC, waivable=False)
def waiver_without_reason(case: Case) -> Answers:
    """情况说明没有理由或没有岗位。

    ## 为什么
    公众要看到为什么不符、由哪个岗位说明；空着的说明等于没有说明。
    ## 反例
        自评表: {年度预算申请: {年初预算数: 310}}
        情况说明:
          - 规则: X003
            位置: 自评表.年度预算申请.年初预算数
            原值: "310"
            岗位: 审核岗
            截至: 2099-12-31
    ## 正例
        自评表: {年度预算申请: {年初预算数: 310}}
        情况说明:
          - 规则: X003
            位置: 自评表.年度预算申请.年初预算数
            原值: "310"
            理由: 公开的原件就是这个数
            岗位: 审核岗
            截至: 2099-12-31
    ## 边界
        自评表: {年度预算申请: {年初预算数: 310}}
        情况说明:
          - 规则: X003
            位置: 自评表.年度预算申请.年初预算数
            原值: "310"
            理由: 原件如此
            岗位: 审核岗
            截至: 2099-12-31
    """
    if not case.report.waivers.items:
        yield NotApplicable("没有情况说明")
    for waiver in case.report.waivers:
        if not _reasoned(waiver) and not waiver.role.misread:
            yield Fault(
                waiver.reason,
                f"{waiver.rule} 的情况说明缺少理由（至少 {_ENOUGH_WORDS} 个字）或岗位",
                hint="写明原因，并写由经办岗还是审核岗说明",
            )


@rule("V004", severity=Severity.ERROR, stage=Stage.WAIVERS, basis=_PUBLIC, waivable=False)
def waiver_of_unwaivable_rule(case: Case) -> Answers:
    """这条规则不能用情况说明代替改正。

    ## 为什么
    总分这类由本表数字直接算出的结果，以及涉密涉隐私的内容，只能改正，不能说明。
    ## 反例
        情况说明:
          - 规则: S006
            位置: 自评表.总分.得分
            原值: "90"
            理由: 原件如此
            岗位: 审核岗
            截至: 2099-12-31
    ## 正例
        自评表: {年度预算申请: {年初预算数: 310}}
        情况说明:
          - 规则: X003
            位置: 自评表.年度预算申请.年初预算数
            原值: "310"
            理由: 原件如此
            岗位: 审核岗
            截至: 2099-12-31
    ## 边界
        自评表: {年度预算申请: {年初预算数: 310}}
        情况说明:
          - 规则: K003
            位置: 自评表.年度预算申请.年初预算数
            原值: "310"
            理由: 原件如此
            岗位: 审核岗
            截至: 2099-12-31
    """
    known = {r.code: r.waivable for r in (*rules(), *case.local)}
    if not case.report.waivers.items:
        yield NotApplicable("没有情况说明")
    for waiver in case.report.waivers:
        code = waiver.rule.text
        if code not in known:
            meant = code.upper() in known
            yield Fault(
                waiver.rule,
                f"没有规则“{code}”",
                hint=f"是否指 {code.upper()}？" if meant else "代码写在每一处不符的后面，如 X003",
            )
        elif not known[code]:
            yield Fault(
                waiver.rule,
                f"规则“{code}”不能作情况说明",
                hint="请改正报告本身；规则目录列出了可作情况说明的规则",
            )
