"""Rules about the form of the narrative; what it says is another family's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.model import naming
from generator.rules.core import Answers, Case, Fault, rule
from generator.rules.tables import each

if TYPE_CHECKING:
    from collections.abc import Collection

    from generator.narrative.text import Narrative, Placeholder


def _texts(case: Case) -> list[Narrative]:
    return [text for text in (case.narrative, case.project_narrative) if text.present]


@rule("N001", basis="正文里双花括号中的名称须是报告里有的", waivable=False)
def unknown_placeholder(case: Case) -> Answers:
    """正文引用了报告里没有的项。

    ## 为什么
    双花括号里的名称会换成报告里的数字；名称不对，或花括号没有写全，公开的页面上就会留下花括号。
    ## 反例
        正文: |
          # 报告

          全年执行 {{ 自评表.年度预算申请.全年执行 }} 万元。
    ## 正例
        正文: |
          # 报告

          全年执行 {{ 自评表.年度预算申请.全年执行数 }} 万元。
    ## 边界
        正文: |
          # 报告

          没有引用。
    """
    used = [placeholder for text in _texts(case) for placeholder in text.placeholders()]
    stray = [brace for text in _texts(case) for brace in text.stray_braces()]
    names = naming.values(case.report) if used else {}
    for brace in stray:
        yield Fault(
            brace.span,
            f"“{brace.name}”的花括号不成对，或不是半角的双花括号",
            hint="引用报告里的项写成 {{ 自评表.等级 }}；不引用的，删去花括号",
        )
    if used or not stray:
        yield from each(
            used, lambda placeholder: _known(placeholder, names), "正文没有引用报告里的项"
        )


def _known(placeholder: Placeholder, names: Collection[str]) -> Answers:
    if placeholder.name not in names:
        yield Fault(
            placeholder.span,
            f"报告里没有“{placeholder.name}”，或它没有填",
            hint=_nearest(placeholder.name, names),
        )


def _nearest(name: str, names: Collection[str]) -> str:
    import difflib  # noqa: PLC0415  only when something is misspelt

    near = difflib.get_close_matches(name, sorted(names), n=3, cutoff=0.5)
    if not near:
        return "名称是项名的路径，如 自评表.年度预算申请.全年执行数"
    return f"是否指：{'、'.join(near)}"


@rule("N002", severity=Severity.WARNING, basis="自评报告按章节编写")
def narrative_without_heading(case: Case) -> Answers:
    """正文没有标题。

    ## 为什么
    没有标题就没有目录，读者和读屏软件都找不到章节。
    ## 反例
        正文: |
          一、部门基本情况

          本单位负责全县商贸管理。
    ## 正例
        正文: |
          # 一、部门基本情况

          本单位负责全县商贸管理。
    ## 边界
        正文: |
          ###### 一、部门基本情况

          本单位负责全县商贸管理。
    """
    yield from each(_texts(case), _has_heading, "没有正文")


def _has_heading(text: Narrative) -> Answers:
    if not any(text.headings()):
        yield Fault(text.start, "正文没有一个标题", hint="在章节标题前写“# ”或“## ”，# 后空一格")


@rule("N003", severity=Severity.WARNING, basis="正文用 Markdown 书写")
def html_in_narrative(case: Case) -> Answers:
    """正文里有 HTML 标签。

    ## 为什么
    为安全起见，网页不执行正文里的标签，读者看到的是标签本身。
    ## 反例
        正文: |
          # 报告

          全年<b>414</b>万元。
    ## 正例
        正文: |
          # 报告

          全年**414**万元，控制率<90%，见<https://example.com>。
    ## 边界
        正文: |
          # 报告

          加粗不写&lt;b&gt;，写**414**；1 < b 时不变。
    """
    yield from each(_texts(case), _plain, "没有正文")


def _plain(text: Narrative) -> Answers:
    tags = tuple(text.tags())
    if tags:
        yield Fault(
            tags[0],
            f"正文里有 {len(tags)} 处 HTML 标签，会原样显示",
            see=tags[1:],
            hint="改用 Markdown：加粗写 **文字**，换行空一行",
            rows=len(tags),
        )
