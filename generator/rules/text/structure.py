"""Rules about the structure of the narrative: its chapters and the numbers before them."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.model.reading import Words, shortened
from generator.narrative import outline
from generator.narrative.phrases import starts
from generator.rules.core import Answers, Case, Fault, rule
from generator.rules.tables import each
from generator.rules.text import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.narrative.outline import Line
    from generator.narrative.text import Narrative

_LEVELS = "公文结构层次序数依次为“一、”“（一）”“1.”“（1）”"
_CHAPTER_HEADING = 2
_BELOW_HEADINGS = 7
_SHOWN = 3
_LABEL = 12


@lru_cache(maxsize=4)
def _outline(text: Narrative) -> tuple[Line, ...]:
    listed = wording.tail(text)
    return outline.outline(text, listed[0].line if listed else len(text.lines) + 1)


def _spots(lines: Sequence[Line]) -> tuple[Words, ...]:
    """Places of lines, each called by its number and first words."""
    return tuple(Words("正文", shortened(line.text.strip(), _LABEL), line.span) for line in lines)


@rule("N301", severity=Severity.WARNING, basis="自评报告按表式规定的提纲编写")
def required_chapter_missing(case: Case) -> Answers:
    """正文缺少规定的章节。

    ## 为什么
    表式规定了自评报告的提纲；缺了一章，公众不知道是没有这项收支，还是没有写。
    没有的，也写一句“无”。
    ## 反例
        正文: |
          # 报告

          ## 一、部门基本情况

          本部门负责商贸管理。
    ## 正例
        正文: |
          # 报告

          ## 一、部门基本情况
          ## 二、一般公共预算支出情况
          ## 三、政府性基金预算支出情况
          ## 四、国有资本经营预算支出情况
          ## 五、社会保险基金预算支出情况
          ## 六、部门整体支出绩效情况
          ## 七、存在的问题及原因分析
          ## 八、下一步改进措施
    ## 边界
        表式: mof-2020
        正文: |
          # 报告

          ## 一、部门基本情况
    """
    form = case.form
    pairs = (
        (case.narrative, form.chapters),
        (case.project_narrative, form.project_chapters),
    )
    asked = [(text, chapters) for text, chapters in pairs if text.present and chapters]
    yield from each(asked, lambda item: _chapters(*item), "表式没有规定提纲，或没有正文")


def _chapters(text: Narrative, required: tuple[Words, ...]) -> Answers:
    headings = tuple(text.headings())
    titles = "\n".join(heading.title for heading in headings)
    lacking = [words.text for words in required if words.text not in titles]
    if lacking:
        yield Fault(
            headings[0] if headings else text.start,
            f"正文缺少 {len(lacking)} 章：{'、'.join(lacking)}",
            hint="按提纲补上标题和内容；没有这项收支的写明“无”",
            rows=len(lacking),
        )


@rule("N302", severity=Severity.WARNING, basis=_LEVELS)
def numbers_do_not_run_on(case: Case) -> Answers:
    """标题或条目的序号不连续，或章号写法不一。

    ## 为什么
    “三、”之后是“4、”“5、”，又回到“六、”，引用第几章时就说不清；跳号的，可能漏了内容。
    ## 反例
        正文: |
          # 报告

          ## 一、部门基本情况
          ## 2、支出情况
          ## 三、绩效情况

          1.数量。

          3.质量。
    ## 正例
        正文: |
          # 报告

          ## 一、部门基本情况

          1.负责商贸管理。

          2.负责市场建设。

          ## 二、支出情况

          1.基本支出。
    ## 边界
        正文: |
          # 报告

          ## 概述

          2025.1.3号会议。

          正文。
    """
    yield from each(wording.texts(case), _running_on, wording.NO_TEXT)


def _running_on(text: Narrative) -> Answers:
    jumps = (line for series in _series(text) for line in _jumps(series))
    wrong = _spots([*_strange_chapters(text), *jumps])
    if wrong:
        shown = "、".join(f"“{spot}”" for spot in wrong[:_SHOWN])
        yield Fault(
            wrong[0],
            f"有 {len(wrong)} 处序号与前面接不上：{shown}",
            see=wrong[1:],
            hint="章用“一、二、三、”，依次编号，不跳号、不重号",
            rows=len(wrong),
        )


def _strange_chapters(text: Narrative) -> list[Line]:
    """Chapters numbered in another style than ``一、``."""
    chapters = [line for line in _outline(text) if line.heading == _CHAPTER_HEADING]
    return [line for line in chapters if line.mark and line.mark.level != outline.CHAPTER]


def _series(text: Narrative) -> list[list[Line]]:
    """Numbered lines that count on from each other: of one depth, under one parent."""
    done: list[list[Line]] = []
    open_: dict[tuple[int, int], list[Line]] = {}
    for line in _outline(text):
        if line.mark or line.heading:
            depth = _depth(line)
            done += [open_.pop(other) for other in list(open_) if other > depth]
            open_.setdefault(depth, []).append(line)
    return [*done, *open_.values()]


def _depth(line: Line) -> tuple[int, int]:
    """Paragraphs lie below every heading, even where both are numbered （一）."""
    if line.heading or line.mark is None:
        return line.heading, 0
    return _BELOW_HEADINGS, line.mark.level


def _jumps(series: list[Line]) -> Iterator[Line]:
    """Lines whose number is not the next one; a series may start anew at 1."""
    numbered = [(line, line.mark.value) for line in series if line.mark]
    for (_, before), (line, value) in pairwise(numbered):
        if value not in (1, before + 1):
            yield line


@rule("N303", severity=Severity.INFO, basis=_LEVELS)
def child_numbered_like_its_parent(case: Case) -> Answers:
    """下级条目用了与上级标题同样的序号。

    ## 为什么
    （一）之下再用（一），分不清哪个是标题、哪个是条目。
    ## 反例
        正文: |
          # 报告

          ### （一）部门职能职责

          (一)负责商贸管理。

          (二)负责市场建设。
    ## 正例
        正文: |
          # 报告

          1.负责商贸管理。

          ### （一）部门职能职责

          1.负责商贸管理。
    ## 边界
        正文: |
          # 报告

          ### 部门职能职责

          (一)负责商贸管理。

          (二)负责市场建设。
    """
    yield from each(wording.texts(case), _like_parent, wording.NO_TEXT)


def _like_parent(text: Narrative) -> Answers:
    found = _spots(_like_their_parents(text))
    if found:
        yield Fault(
            found[0],
            f"标题之下的 {len(found)} 条与标题用了同级的序号，如“{found[0]}”",
            see=found[1:],
            hint="（一）之下用“1.”，“1.”之下用“（1）”",
            rows=len(found),
        )


@lru_cache(maxsize=4)
def _like_their_parents(text: Narrative) -> tuple[Line, ...]:
    found: list[Line] = []
    parent = 0
    for line in _outline(text):
        if line.heading:
            parent = line.mark.level if line.mark else 0
        elif line.mark and line.mark.level == parent:
            found.append(line)
    return tuple(found)


_TWICE = "|".join(f"{what}{n}" for what in ("成绩", "问题", "措施") for n in outline.NUMERALS)


@rule("N304", severity=Severity.INFO, basis=_LEVELS)
def level_skipped_or_numbered_twice(case: Case) -> Answers:
    """序号越级，或一条有两个序号。

    ## 为什么
    “一、”之下直接用“（1）”，跳过了两级；“（1）成绩一”编了两次号。
    ## 反例
        正文: |
          # 报告

          ## 六、部门整体支出绩效情况

          （1） 成绩一：招商引资工作精准实效，签约3个。
    ## 正例
        正文: |
          # 报告

          ## 六、部门整体支出绩效情况

          （一）招商引资工作精准实效，签约3个：

          1.第一批：

          （1）两个。
    ## 边界
        正文: |
          # 报告

          （1）两个。
    """
    yield from each(wording.texts(case), _levels, wording.NO_TEXT)


def _levels(text: Narrative) -> Answers:
    lines = [(line, line.mark) for line in _outline(text) if line.mark]
    above = accumulate((mark.level for _, mark in lines), _level_above, initial=0)
    skipped = [
        line
        for (line, mark), level in zip(lines, above, strict=False)
        if mark.level == outline.ITEM and level == outline.CHAPTER
    ]
    twice = [
        line
        for line, mark in lines
        if starts(line.text.strip().removeprefix(mark.text).strip(), _TWICE)
    ]
    for found, what in ((_spots(skipped), "在章下直接用了“（1）”"), (_spots(twice), "编了两次号")):
        if found:
            yield Fault(
                found[0],
                f"有 {len(found)} 条{what}，如“{found[0]}”",
                see=found[1:],
                hint="“一、”之下用“（一）”，再下用“1.”，一条只编一个号，括号后不空格",
                rows=len(found),
            )


def _level_above(before: int, level: int) -> int:
    """The level of the nearest numbered line that is above an item, once ``level`` is read."""
    return level if level < outline.ITEM else before


@rule("N305", severity=Severity.INFO, basis=_LEVELS)
def one_level_in_two_styles(case: Case) -> Answers:
    """同一级序号有两种写法。

    ## 为什么
    “1.”与“1、”、“（一）”与“(一)”混用，像是几份文件拼成的。
    ## 反例
        正文: |
          # 报告

          1.产出指标。

          2、效益指标。
    ## 正例
        正文: |
          # 报告

          1.产出指标。

          2.效益指标。
    ## 边界
        正文: |
          # 报告

          1.产出指标。

          2、3月完成效益指标。
    """
    yield from each(wording.texts(case), _styles, wording.NO_TEXT)


def _styles(text: Narrative) -> Answers:
    """One finding, at the first line in the rarer style; N302 and N303 are not said again."""
    said = {*_like_their_parents(text), *_strange_chapters(text)}
    by_style: dict[str, list[Line]] = {}
    for line in _outline(text):
        if line.mark and line not in said:
            by_style.setdefault(line.mark.style, []).append(line)
    mixed = [pair for pair in outline.STYLES.values() if len(by_style.keys() & {*pair}) > 1]
    rarer = [line for pair in mixed for line in min((by_style[s] for s in pair), key=len)]
    odd = _spots(sorted(rarer, key=lambda line: line.span.line))
    if odd:
        kinds = "；".join(f"“{'”与“'.join(pair)}”" for pair in mixed)
        yield Fault(
            odd[0],
            f"同一级序号有两种写法：{kinds}",
            see=odd[1:],
            hint="全文统一为“一、”“（一）”“1.”“（1）”，括号用全角",
            rows=len(odd),
        )
