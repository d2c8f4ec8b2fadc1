"""Rules about 发布信息: what has to be published with a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.rules.core import Answers, Case, Fault, NotApplicable, NotEnough, rule

if TYPE_CHECKING:
    from generator.model.reading import Chosen, Day, Words
    from generator.model.report import Disclosure

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
    blank = [item for item in _required(case.report.disclosure) if not item]
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
