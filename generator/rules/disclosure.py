"""Rules about 发布信息: what has to be published with a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.model.reading import Words
from generator.model.report import Validity
from generator.rules.core import Answers, Case, Fault, NotApplicable, NotEnough, rule
from generator.rules.tables import each

if TYPE_CHECKING:
    from generator.model.reading import Chosen, Day
    from generator.model.report import Correction, Disclosure

_INDEX_NUMBER = re.compile(r"[0-9A-Za-z]+/20\d\d-\d{5}")


@rule("P001", severity=Severity.WARNING, basis="政府信息索引号由机构代码、年份和五位序号组成")
def index_number_is_malformed(case: Case) -> Answers:
    """索引号的写法不合规则。

    ## 为什么
    索引号是检索政府信息的钥匙，写法不统一就查不到。
    ## 反例
        发布信息: {索引号: 101001001-2025-3}
    ## 正例
        发布信息: {索引号: 101001001/2025-00003}
    ## 边界
        发布信息: {索引号: }
    """
    number = case.report.disclosure.index_number
    if not number:
        yield NotApplicable("没有填索引号")
    elif not _INDEX_NUMBER.fullmatch(number.text):
        yield Fault(
            number,
            f"索引号“{number}”的写法不对",
            hint="写成 机构代码/四位年份-五位序号，如 000014349/2025-00110",
        )


@rule("P002", basis="主动公开的政府信息须载明标题、索引号、分类、机构、日期和公开方式")
def disclosure_is_incomplete(case: Case) -> Answers:
    """发布信息没有填全。

    ## 为什么
    缺了这些，公众不知道是谁、什么时候发布的，也检索不到。
    ## 反例
        发布信息: {索引号: , 公开方式: }
    ## 正例
        发布信息: {文号: , 关键词: }
    ## 边界
        来源: {类型: 转录自公开文件}
        发布信息: {索引号: , 公开方式: }
    """
    blank = [item for item in _required(case.report.disclosure) if not item and not _told(item)]
    names = "、".join(item.name for item in blank)
    if blank and case.report.transcribed:
        yield NotEnough(f"转录件，原件未载明：{names}")
    elif blank:
        first, *others = blank
        yield Fault(
            first,
            f"发布信息未填：{names}",
            see=tuple(others),
            hint="在“发布信息”里补上",
            rows=len(blank),
        )


def _told(item: Words | Day | Chosen) -> bool:
    """Whether something stands there that could not be read, which is no blank."""
    return not isinstance(item, Words) and item.misread


def _required(disclosure: Disclosure) -> tuple[Words | Day | Chosen, ...]:
    return (
        disclosure.title,
        disclosure.index_number,
        disclosure.category,
        disclosure.publisher,
        disclosure.written,
        disclosure.published,
        disclosure.openness,
    )


_YEAR_OF_INDEX = re.compile(r"/(20\d\d)-")


@rule("P003", severity=Severity.WARNING, basis="索引号的年份是信息生成或发布的年份")
def index_number_of_another_year(case: Case) -> Answers:
    """索引号的年份不对。

    ## 为什么
    索引号按年编号。年份与成文、发布的年份都不同的，多半照抄了上年的索引号。
    ## 反例
        发布信息: {索引号: 101001001/2024-00003}
    ## 正例
        发布信息: {索引号: 101001001/2025-00004}
    ## 边界
        发布信息: {成文日期: , 发布日期: }
    """
    disclosure = case.report.disclosure
    found = _YEAR_OF_INDEX.search(disclosure.index_number.text)
    days = [day for day in (disclosure.written, disclosure.published) if day]
    if not found or not days:
        yield NotEnough("索引号里没有年份，或没有成文日期和发布日期")
    elif found[1] not in {str(day)[:4] for day in days}:
        yield Fault(
            disclosure.index_number,
            f"索引号“{disclosure.index_number}”是 {found[1]} 年的，"
            f"{days[-1].name}是 {days[-1].chinese}",
            see=tuple(days),
            hint="按发布当年的顺序编索引号",
        )


@rule("P004", severity=Severity.WARNING, basis="公开的信息须注明有效或废止，废止的指明代替的文件")
def validity_is_not_clear(case: Case) -> Answers:
    """没有注明时效，或没有写代替的文件。

    ## 为什么
    旧版留在网上时，读者要一眼看出它还算不算数，以及新版在哪里。
    ## 反例
        发布信息: {时效: 废止}
    ## 正例
        发布信息: {时效: 废止, 代替文件: 2024年度示例县商务局绩效自评报告（更正版）}
    ## 边界
        来源: {类型: 转录自公开文件}
        发布信息: {时效: }
    """
    disclosure = case.report.disclosure
    validity = disclosure.validity
    if case.report.transcribed:
        yield NotEnough("转录件，原件未载明时效")
    elif not disclosure.published:
        yield NotApplicable("没有发布日期")
    elif not validity:
        yield Fault(validity, "没有注明时效", hint="写“有效”；已经作废的写“废止”")
    elif validity.value is Validity.VOID and not disclosure.successor:
        yield Fault(
            validity,
            "已经废止，没有写由哪份文件代替",
            see=(disclosure.successor,),
            hint="在“代替文件”写明新版的标题或网址",
        )


_NOT_CORRECTED = "没有写明更正"


@rule("P005", basis="更正要写明改了什么、为什么、由哪个岗位更正")
def correction_is_not_explained(case: Case) -> Answers:
    """更正没有写原因或岗位。

    ## 为什么
    公开以后改了数字，读者要知道改了什么、为什么改。只写改动不写原因的，看不出是纠正填报，
    还是换了说法。
    ## 反例
        发布信息:
          更正:
            - {日期: 2025-05-12, 改动: 满意率94改为93, 岗位: 经办岗}
    ## 正例
        发布信息:
          更正:
            - {日期: 2025-05-12, 改动: 满意率94改为93, 原因: 问卷重复, 岗位: 经办岗}
    ## 边界
        发布信息: {更正: 无此项}
    """
    yield from each(list(case.report.disclosure.corrections), _explained, _NOT_CORRECTED)


def _explained(correction: Correction) -> Answers:
    blank = [item for item in (correction.reason, correction.role) if not item]
    if blank:
        first, *others = blank
        names = "、".join(item.name for item in blank)
        yield Fault(
            first,
            f"更正“{correction.change}”未填：{names}",
            see=tuple(others),
            hint="在这一条更正里补上",
        )


@rule("P006", basis="更正是对已经公开的报告作的改动")
def correction_precedes_publication(case: Case) -> Answers:
    """更正早于发布。

    ## 为什么
    发布以前的修改不是更正。日期早于发布日期的，多半年份写错；没有发布日期的，报告还没有公开。
    ## 公式
    更正日期 ≥ 发布日期
    ## 反例
        发布信息:
          更正:
            - {日期: 2025-03-27, 改动: 标题改字, 原因: 错字, 岗位: 经办岗}
    ## 正例
        发布信息:
          更正:
            - {日期: 2025-03-28, 改动: 标题改字, 原因: 错字, 岗位: 经办岗}
    ## 边界
        发布信息: {发布日期: , 更正: 无此项}
    """
    published = case.report.disclosure.published
    days = [c.day for c in case.report.disclosure.corrections if c.day]
    yield from each(days, lambda day: _after(published, day), _NOT_CORRECTED)


def _after(published: Day, day: Day) -> Answers:
    if published.value is None:
        yield Fault(
            day, "没有发布日期，却有更正", see=(published,), hint="补上发布日期，或删去更正"
        )
    elif day.value is not None and day.value < published.value:
        yield Fault(
            day,
            f"更正日期 {day.chinese}，早于发布日期 {published.chinese}",
            see=(published,),
            hint="核对两个日期",
        )
