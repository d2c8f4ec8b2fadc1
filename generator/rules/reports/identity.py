"""Rules across reports: identity, the unit register, and continuity from year to year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.figures import Cell, Empty
from generator.model.base_table import SpecialFund
from generator.model.register import UnitKind
from generator.rules import cells
from generator.rules.core import Answers, CorpusCase, Fault, NotEnough, Stage, missing, rule
from generator.rules.organisation import LEAD, UNIT_CODE
from generator.rules.reports.filing import ONE_YEAR_ONLY, Filed, Years, consecutive, filed
from generator.rules.tables import each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.base_table import Row, Spending
    from generator.model.register import Register, RegisteredUnit
    from generator.model.report import Report

_REGISTER = "单位名录列明每个预算单位的名称、目录和编码"
_CODING = "预算单位编码 6 位，前三位是部门，主管部门为 001"


@rule("K001", stage=Stage.CORPUS, basis="一个单位一个年度一份报告", waivable=False)
def unit_reports_twice_for_a_year(case: CorpusCase) -> Answers:
    """同一单位同一年度有两份报告。

    ## 为什么
    两份报告的数字不同时，读者不知道以哪份为准。
    ## 反例
        shili/swj/2024: {年度: 2024}
        shili/swj-2/2024: {年度: 2024}
    ## 正例
        shili/swj/2023: {年度: 2023}
        shili/swj/2024: {年度: 2024}
    ## 边界
        shili/swj/2024: {年度: 2024}
        shili/swj-2/2024: {单位: {编码: "101002"}}
    """
    first: dict[tuple[tuple[str, str], int | None], Filed] = {}
    for one in filed(case):
        other = first.setdefault((one.unit, one.report.fiscal_year), one)
        if other is not one:
            unit = one.report.unit.title
            yield Fault(
                unit,
                f"“{unit}”{one.report.fiscal_year} 年度已有一份报告，在 {other.address}",
                see=(other.report.unit.title,),
                hint="只保留一份；是两个单位的，核对单位编码",
            )


@rule("K002", stage=Stage.CORPUS, basis=_REGISTER)
def unit_differs_from_register(case: CorpusCase) -> Answers:
    """单位与单位名录不一致。

    ## 为什么
    公开的单位以名录为准：目录不在名录里，或名称、编码不同，就对不上应当公开的单位。
    ## 反例
        shili/jyj/2024: {年度: 2024}
    ## 正例
        shili/swj/2024: {年度: 2024}
    ## 边界
        名录:
        shili/swj/2024: {年度: 2024}
    """
    yield from each(filed(case), lambda one: _registered(one, case), "没有报告")


def _registered(one: Filed, case: CorpusCase) -> Answers:
    register, unit, entry = case.registers.get(one.region), one.report.unit, one.entry
    if register is None:
        yield NotEnough(f"地区“{one.region}”没有单位名录 units.yml")
        return
    if entry is None:
        yield Fault(
            unit.title,
            f"目录“{one.folder}”不在“{register.region}”的单位名录中",
            see=(register.region,),
            hint="核对文件夹名；新增的单位先写入 units.yml",
        )
        return
    for own, listed in ((unit.title, entry.title), (unit.code, entry.code)):
        if own and listed and cells.name_of(own) != cells.name_of(listed):
            yield Fault(
                own,
                f"单位{own.name}“{own}”，名录为“{listed}”",
                expected=listed.text,
                see=(listed,),
                hint="两处改为一致",
            )


@rule("K003", stage=Stage.CORPUS, basis="上年决算数就是上年报告的本年决算数")
def prior_year_differs_from_last_report(case: CorpusCase) -> Answers:
    """上年决算数与上年报告不符。

    ## 为什么
    同一笔决算在两年的报告里应当一样；不一样的，增减变动就无从分析。
    ## 公式
    本年报告 上年决算数 = 上年报告 本年决算数
    ## 反例
        shili/swj/2023: {年度: 2023}
        shili/swj/2024: {年度: 2024}
    ## 正例
        shili/swj/2023:
          年度: 2023
          基础数据表:
            经费控制情况:
              三公经费:
                合计: {本年决算数: 5}
                公务用车购置和维护经费: {合计: {本年决算数: 3}, 公车运行维护: {本年决算数: 3}}
                公务接待: {本年决算数: 2}
              项目支出:
                合计: {本年决算数: 100}
                业务工作经费: {本年决算数: 40}
                运行维护经费: {本年决算数: 20}
                上级专项资金:
                  合计: {本年决算数: 40}
                  逐项: [{名称: 示例农贸市场改造专项, 本年决算数: 40}]
              公用经费:
                合计: {本年决算数: 60}
                办公经费: {本年决算数: 20}
                水费、电费、差旅费: {本年决算数: 15}
                会议费、培训费: {本年决算数: 5}
              政府采购金额: {本年决算数: 12}
              部门基本支出预算调整: {本年决算数: 300}
        shili/swj/2024:
          年度: 2024
          基础数据表:
            经费控制情况:
              政府采购金额: {上年决算数: }
    ## 边界
        shili/swj/2022: {年度: 2022}
        shili/swj/2024: {年度: 2024}
    """
    yield from each(consecutive(case), _continuous, ONE_YEAR_ONLY)


def _continuous(years: Years) -> Answers:
    before, after = years.before.report, years.after.report
    for last, this in _same_rows(before.base.spending, after.base.spending):
        yield from _continues(this.prior, last.final, before)


def _continues(stated: Cell, final: Cell, before: Report) -> Answers:
    if isinstance(stated, Empty) and isinstance(final, Empty):
        return
    if isinstance(stated, Empty) or isinstance(final, Empty):
        yield NotEnough(missing(stated, final))
    elif not stated.repeats(final):
        yield Fault(
            stated,
            f"“{stated.name}”填报 {stated}，{before.fiscal_year} 年度报告的本年决算数为 {final}",
            expected=final,
            see=(final,),
            hint="核对两年的报告；上年报告错了的，更正上年报告并说明",
        )


def _same_rows(before: Spending, after: Spending) -> Iterator[tuple[Row, Row]]:
    """The rows of the form side by side, and special funds of the same name."""
    yield from zip(_fixed(before), _fixed(after), strict=True)
    last = {fund.title.text: fund for fund in before.project.special.each}
    for fund in after.project.special.each:
        if fund.title.text in last:
            yield last[fund.title.text], fund


def _fixed(spending: Spending) -> list[Row]:
    return [row for row in spending.rows() if not isinstance(row, SpecialFund)]


@rule("K004", stage=Stage.CORPUS, basis=_CODING)
def department_without_one_lead(case: CorpusCase) -> Answers:
    """单位名录的编码不合编码规则。

    ## 为什么
    前三位相同的是一个部门，其中 001 是主管部门，有且只有一个；编码错了，所属单位就归错了部门。
    ## 反例
        名录:
          单位:
            - {名称: 示例县教育局, 目录: jyj, 编码: "205002", 性质: 主管部门}
        shili/swj/2024: {年度: 2024}
    ## 正例
        名录:
          单位:
            - {名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101002", 性质: 所属单位}
        shili/swj/2024: {年度: 2024}
    ## 边界
        名录: {单位: [{名称: 示例县商务局, 编码: }]}
        shili/swj/2024: {年度: 2024}
    """
    yield from each(tuple(case.registers.values()), _codes_fit, "没有单位名录")


def _codes_fit(register: Register) -> Answers:
    coded = [unit for unit in register.units if unit.code]
    if len(coded) < len(register.units):
        yield NotEnough(f"“{register.region}”的单位名录有单位没有编码")
    for unit in coded:
        yield from _code_fits(unit, register)


def _code_fits(unit: RegisteredUnit, register: Register) -> Answers:
    code = unit.code.text
    leads = {other.code.text for other in register.units}
    if not UNIT_CODE.fullmatch(code):
        yield Fault(unit.code, f"“{unit.title}”的编码“{code}”不是 6 位数字")
    elif unit.kind and code.endswith(LEAD) is not (unit.kind.value is UnitKind.LEAD):
        yield Fault(
            unit.code,
            f"“{unit.title}”是{unit.kind}，编码是“{code}”",
            see=(unit.kind,),
            hint=f"主管部门的编码以 {LEAD} 结尾，所属单位的不是",
        )
    elif code[:3] + LEAD not in leads:
        yield Fault(
            unit.code,
            f"“{unit.title}”的编码“{code}”，名录里没有主管部门 {code[:3]}{LEAD}",
            hint="核对前三位；主管部门也要写入名录",
        )


@rule("K005", stage=Stage.CORPUS, basis=_CODING)
def register_code_occurs_twice(case: CorpusCase) -> Answers:
    """单位名录里的编码重复。

    ## 为什么
    一个编码只对应一个单位；重复的编码会把两个单位的报告混在一起。
    ## 反例
        名录:
          单位:
            - {名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101001"}
        shili/swj/2024: {年度: 2024}
    ## 正例
        名录:
          单位:
            - {名称: 示例县投资促进事务中心, 目录: tczx, 编码: "101002"}
        shili/swj/2024: {年度: 2024}
    ## 边界
        名录:
          单位:
            - {名称: 示例县投资促进事务中心, 目录: tczx, 编码: }
            - {名称: 示例县粮食储备中心, 目录: lszx, 编码: }
        shili/swj/2024: {年度: 2024}
    """
    yield from each(tuple(case.registers.values()), _codes_differ, "没有单位名录")


def _codes_differ(register: Register) -> Answers:
    first: dict[str, RegisteredUnit] = {}
    for unit in (unit for unit in register.units if unit.code):
        other = first.setdefault(unit.code.text, unit)
        if other is not unit:
            yield Fault(
                unit.code,
                f"“{unit.title}”的编码“{unit.code}”与“{other.title}”相同",
                see=(other.code,),
                hint="核对哪一个写错",
            )
