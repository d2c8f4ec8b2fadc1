"""Rules about dates, years and document numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.model.report import State
from generator.narrative.phrases import HAN
from generator.rules.core import Answers, Case, Fault, NotEnough, rule
from generator.rules.reports.deadlines import DAYS_TO_PUBLISH, deadline
from generator.rules.tables import each

if TYPE_CHECKING:
    from generator.model.reading import Day, Words
    from generator.model.report import Report

_AFTER_THE_YEAR = "自评在年度终了之后进行"
_NUMBERING = "党政机关公文格式：发文字号用六角括号括年份，不编虚位，不加“第”字"


def _written(report: Report) -> list[Day]:
    """The dates that the two reports carry, as far as they are given."""
    return [day for day in (report.disclosure.written, report.project_report.written) if day]


@rule("T001", basis=_AFTER_THE_YEAR)
def report_is_older_than_its_year(case: Case) -> Answers:
    """成文日期早于年度终了。

    ## 为什么
    报告用了全年的决算数，不可能在年度结束之前写成；常见的是年份写错，或照搬了上年的报告。
    ## 公式
    成文日期 ≥ 次年 1 月 1 日
    ## 反例
        项目绩效自评报告: {成文日期: 2024-03-15}
    ## 正例
        项目绩效自评报告: {成文日期: 2025-03-15}
    ## 边界
        年度: 不详
        发布信息: {成文日期: }
    """
    year, days = case.report.fiscal_year, _written(case.report)
    if year is None or not days:
        yield NotEnough("未填：年度或成文日期")
        return
    for day in days:
        if day.value is not None and day.value.year <= year:
            likely = f"{year + 1}年{day.value.month}月{day.value.day}日"
            yield Fault(
                day,
                f"成文日期 {day.chinese}，早于 {year} 年度终了",
                see=(case.report.year,),
                hint=f"核对年份，是否应为 {likely}",
            )


# Brackets of any kind: whether they are the right ones is another rule's.
_YEAR_IN_BRACKETS = r"\W(20\d\d)\W"


@rule("T002", basis="自评按布置通知进行")
def report_is_older_than_notice(case: Case) -> Answers:
    """成文日期早于布置通知的年份。

    ## 为什么
    先有通知，后有自评。成文日期已经早于年度终了的，见 T001，不再重复。
    ## 公式
    成文日期的年份 ≥ 布置通知文号〔〕内的年份
    ## 反例
        发布信息: {布置通知文号: 示财绩〔2026〕1号}
    ## 正例
        发布信息: {布置通知文号: 示财绩〔2025〕1号}
    ## 边界
        发布信息: {布置通知文号: 示财绩〔2026〕1号, 成文日期: 2024-03-14}
    """
    notice, days = case.report.disclosure.notice_number, _written(case.report)
    found = re.search(_YEAR_IN_BRACKETS, notice.text)
    if not found or not days:
        yield NotEnough("没有布置通知文号的年份，或没有成文日期")
        return
    own = case.report.fiscal_year or 0
    for day in days:
        if day.value is not None and own < day.value.year < int(found[1]):
            yield Fault(
                day,
                f"成文日期 {day.chinese}，早于布置通知“{notice}”的年份",
                see=(notice,),
                hint="核对成文日期和布置通知文号",
            )


@rule("T003", basis="定稿并经终审之后才能公开")
def published_before_it_was_final(case: Case) -> Answers:
    """发布日期早于成文或终审。

    ## 为什么
    还没有写成、没有终审的报告不能公开。
    ## 公式
    发布日期 ≥ 成文日期，发布日期 ≥ 终审日期
    ## 反例
        发布信息: {发布日期: 2025-03-18}
    ## 正例
        发布信息: {发布日期: 2025-03-20}
    ## 边界
        发布信息: {发布日期: }
    """
    disclosure = case.report.disclosure
    days = (disclosure.written, *_final_days(case.report))
    before = [(day.value, day) for day in days if day.value is not None]
    published = disclosure.published
    if published.value is None or not before:
        yield NotEnough("没有发布日期，或没有成文日期和终审日期")
        return
    latest, day = max(before, key=lambda dated: dated[0])
    if published.value < latest:
        what = "成文" if day is disclosure.written else "终审"
        yield Fault(
            published,
            f"发布日期 {published.chinese}，早于{what}日期 {day.chinese}",
            see=(day,),
            hint="核对三个日期；未经终审的先不要发布",
        )


def _final_days(report: Report) -> list[Day]:
    return [step.day for step in report.workflow.steps if step.state.value is State.FINAL]


@rule("T004", basis="财政部门批复后二十日内向社会公开")
def published_too_late(case: Case) -> Answers:
    """发布日期晚于批复后二十日。

    ## 为什么
    决算批复后二十日内须向社会公开，绩效自评随决算公开。
    ## 公式
    发布日期 ≤ 批复日期 + 20 日
    ## 反例
        发布信息: {发布日期: 2025-04-10}
    ## 正例
        发布信息: {发布日期: 2025-04-09}
    ## 边界
        发布信息: {批复日期: }
    """
    approved, published = case.report.disclosure.approved, case.report.disclosure.published
    if approved.value is None or published.value is None:
        yield NotEnough("未填：批复日期或发布日期")
        return
    taken = published.value - approved.value
    if published.value > deadline(approved.value):
        yield Fault(
            published,
            f"批复日期 {approved.chinese}，发布日期 {published.chinese}，相隔 {taken.days} 日，"
            f"超过 {DAYS_TO_PUBLISH} 日",
            see=(approved,),
            hint="核对两个日期；确实晚了的，在情况说明里写明原因",
        )


_NUMBER = rf"{HAN}+〔20\d\d〕[1-9]\d*号"
_ALMOST = rf"({HAN}+)\s*[〔\[［【(（]\s*(20\d\d)年?\s*[〕\]］】)）]\s*第?\s*0*([1-9]\d*)\s*号?"


@rule("T005", severity=Severity.WARNING, basis=_NUMBERING)
def document_number_is_malformed(case: Case) -> Answers:
    """文号的写法不合公文格式。

    ## 为什么
    文号写法统一，才能检索和核对。
    ## 反例
        发布信息: {文号: "示商发[2025]第03号"}
    ## 正例
        发布信息: {文号: 示商发〔2025〕3号}
    ## 边界
        发布信息: {文号: , 布置通知文号: }
    """
    disclosure = case.report.disclosure
    numbers = [n for n in (disclosure.document_number, disclosure.notice_number) if n]
    yield from each(numbers, _well_formed, "没有文号")


def _well_formed(number: Words) -> Answers:
    if not re.fullmatch(_NUMBER, number.text):
        almost = re.fullmatch(_ALMOST, number.text)
        likely = f"“{almost[1]}〔{almost[2]}〕{almost[3]}号”" if almost else "如“示商发〔2025〕3号”"
        yield Fault(
            number,
            f"{number.name}“{number}”的写法不合公文格式",
            hint=f"应写作{likely}：六角括号，不加“第”，序号前不加 0",
        )


@rule("T006", basis="标题的年度就是报告的年度")
def title_names_another_year(case: Case) -> Answers:
    """标题的年度与报告年度不同。

    ## 为什么
    标题写着另一年，读者会以为是另一份报告；常见于照搬上年的文件。
    ## 反例
        发布信息: {标题: 2023年度示例县商务局部门整体支出绩效自评报告}
    ## 正例
        发布信息: {标题: 2024年度示例县商务局部门整体支出绩效自评报告}
    ## 边界
        年度: 不详
    """
    report = case.report
    titles = [t for t in (report.disclosure.title, report.project_report.title) if t]
    if report.fiscal_year is None or not titles:
        yield NotEnough("未填：年度或标题")
        return
    for title in titles:
        years = re.findall(r"(20\d\d)\s*年", title.text)
        if years and str(report.fiscal_year) not in years:
            yield Fault(
                title,
                f"标题写的是 {'、'.join(years)} 年，报告年度是 {report.fiscal_year} 年",
                see=(report.year,),
                hint="核对标题和年度哪一处填错",
            )


@rule("T007", basis="日期记载已经发生的事")
def date_lies_in_the_future(case: Case) -> Answers:
    """日期晚于今天。

    ## 为什么
    成文、批复、发布、更正和流程各步都是已经发生的事，晚于今天的必是填错。
    ## 反例
        发布信息: {发布日期: 2052-03-28}
    ## 正例
        发布信息: {发布日期: 2025-03-28}
    ## 边界
        发布信息: {成文日期: , 批复日期: , 发布日期: }
        工作流程: {经过: 无此项}
    """
    yield from each(_all_days(case.report), lambda day: _not_later(day, case), "没有填日期")


def _all_days(report: Report) -> list[Day]:
    disclosure = report.disclosure
    steps = (step.day for step in report.workflow.steps)
    corrections = (correction.day for correction in disclosure.corrections)
    days = (disclosure.approved, disclosure.published, *_written(report), *steps, *corrections)
    return [day for day in days if day]


def _not_later(day: Day, case: Case) -> Answers:
    if day.value is not None and day.value > case.today:
        yield Fault(day, f"{day.name} {day.chinese}，还没有到", hint="核对年份")


@rule("T008", basis=_AFTER_THE_YEAR)
def step_is_older_than_year_end(case: Case) -> Answers:
    """流程的一步早于年度终了。

    ## 为什么
    送审、终审的是全年的自评，不可能在年度结束之前；常见的是年份写错。填报可以提前开始。
    ## 公式
    送审、退回、终审日期 ≥ 次年 1 月 1 日
    ## 反例
        工作流程: {经过: [{岗位: 经办岗, 日期: 2024-03-14}]}
    ## 正例
        工作流程: {经过: [{岗位: 经办岗, 日期: 2025-03-14}]}
    ## 边界
        工作流程: {经过: [{岗位: 经办岗, 动作: 填报, 日期: 2024-12-20}]}
    """
    year, steps = case.report.fiscal_year, case.report.workflow.steps
    days = [step.day for step in steps if step.state.value is not State.DRAFT and step.day]
    if year is None or not days:
        yield NotEnough("未填：年度或流程日期")
        return
    for day in days:
        if day.value.year <= year:
            yield Fault(
                day,
                f"这一步在 {day.chinese}，早于 {year} 年度终了",
                see=(case.report.year,),
                hint=f"核对年份，是否应为 {year + 1}年{day.value.month}月{day.value.day}日",
            )
