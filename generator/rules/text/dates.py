"""Rules about years, dates and the unit's name in the narrative."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.model.reading import Words
from generator.narrative.phrases import cut, says
from generator.rules.core import Answers, Case, Fault, NotApplicable, NotEnough, rule
from generator.rules.tables import each
from generator.rules.text import told, wording
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.reading import Day
    from generator.narrative.document import Paragraph, Sentence
    from generator.narrative.text import Narrative

_REPORTED = (
    r"(?P<year>20\d\d)年(?:度)?的?"
    "(?:部门|单位|整体|项目|基本|财政|一般公共|政府性基金|支出|预算|决算|绩效|自评|共计?)(?:支出)?"
)
_COMPARING = (
    "上年|去年|同比|相比|比20|较20|与20|和20|增长|下降|结转|对比|以来|年末|年底"
    "|-20|—20|－20|至20|～20|已于"
)
_PLANNING = "编制|安排|计划|拟|将|作为|依据|参考|挂钩|下达|调整|申报"


@rule("N313", basis="报告写的是本年度；上年只用于对比，下年只用于计划")
def another_year_is_reported(case: Case) -> Answers:
    """正文把别的年度当作本年度来写。

    ## 为什么
    2024年度的报告写“2023年度的项目支出绩效自评”，多半是照搬上年的报告。
    所列数字对得上本年的，见 N102，不再重复。
    ## 反例
        正文: |
          # 报告

          时间及方式：2023年度的项目支出绩效自评。
    ## 正例
        正文: |
          # 报告

          2024年度项目支出绩效自评，比2023年度项目支出多一个项目。

          《关于下达2023年项目支出预算的通知》所列结余。

          ## 八、下一步改进措施

          结果作为2025年预算编制的依据。
    ## 边界
        年度: 不详
        正文: |
          # 报告

          时间及方式：2023年度的项目支出绩效自评。
    """
    year = case.report.fiscal_year
    found = [
        (sentence, match)
        for text in wording.texts(case)
        for sentence in wording.sentences_with(text, _REPORTED)
        for match in re.finditer(_REPORTED, sentence.text)
    ]
    if year is None:
        yield NotEnough("未填：年度")
        return
    titled = list(_titled(case, year))
    yield from wording.nothing(case, (*found, *titled), "正文没有写年度")
    yield from titled
    misdated = _misdated(case)
    for sentence, match in found:
        if int(match["year"]) != year and not _excused(sentence, match, year):
            said = wording.Said(sentence, *match.span())
            if sentence not in misdated:
                yield Fault(
                    said.spot,
                    f"报告年度是 {year} 年，正文写“{said.text}”",
                    see=(case.report.year,),
                    hint="核对年份和内容是否都是本年度的；与上年对比的，写明“比上年”",
                )


_OTHER_YEARS = "上年|去年|以前年度|结转|结余|比|较|计划|规划|下一步|下年|明年"


def _titled(case: Case, year: int) -> Iterator[Fault]:
    """Headings of another year, unless they say why."""
    for text in wording.texts(case):
        for heading in text.headings():
            found = re.search(r"(20\d\d)年", heading.title)
            if found and int(found[1]) != year and not says(heading.title, _OTHER_YEARS):
                yield Fault(
                    Words("标题", heading.title, heading.span),
                    f"报告年度是 {year} 年，标题写“{heading.title}”",
                    see=(case.report.year,),
                    hint="核对年份；说的是上年或下年的，在标题里写明",
                )


def _misdated(case: Case) -> set[Sentence]:
    """The sentences of which N102 speaks."""
    return {bound.statement.sentence for bound in told.read(case).bound if bound.misdated}


def _excused(sentence: Sentence, match: re.Match[str], year: int) -> bool:
    """Whether another year may stand here: to compare with, to plan, or in a title quoted."""
    before = sentence.before(sentence.start + match.start())
    after = sentence.after(sentence.start + match.end())
    if before.rfind("《") > before.rfind("》") and "自评" not in match[0] + after:
        return True
    if says("".join((before + match["year"] + after).split()), _COMPARING):
        return True
    planned = wording.is_plan(sentence.paragraph) or says(before + match[0] + after, _PLANNING)
    return int(match["year"]) > year and bool(planned)


class _Dated(NamedTuple):
    """A line that is nothing but a date."""

    line: Paragraph
    date: re.Match[str]


def _dates(text: Narrative) -> list[_Dated]:
    shape = r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
    lines = ((line, re.fullmatch(shape, line.text.strip())) for line in wording.paragraphs(text))
    return [_Dated(line, match) for line, match in lines if match]


@rule("N314", basis="落款日期就是成文日期")
def signature_date_differs(case: Case) -> Answers:
    """正文的落款日期与成文日期不同。

    ## 为什么
    两处日期不同，读者不知道报告是哪一天写成的，检索和时限也都按错的日期算。
    ## 反例
        正文: |
          # 报告

          示例县商务局

          2025年3月4日
    ## 正例
        正文: |
          # 报告

          示例县商务局

          2025年3月14日
        项目绩效自评报告: {成文日期: 2025-03-15}
        项目正文: |
          # 项目报告

          2025年3月15日
    ## 边界
        发布信息: {成文日期: }
        正文: |
          # 报告

          2025年3月4日
    """
    pairs = (
        (case.narrative, case.report.disclosure.written),
        (case.project_narrative, case.report.project_report.written),
    )
    dated = [(one, day) for text, day in pairs for one in _dates(text)]
    yield from wording.nothing(case, dated, "正文没有落款日期")
    for one, day in dated:
        yield from _same_day(one, day)


def _same_day(one: _Dated, day: Day) -> Answers:
    if day.value is None:
        yield NotEnough(f"未填：{day.name}")
    elif (day.value.year, day.value.month, day.value.day) != tuple(map(int, one.date.groups())):
        yield Fault(
            wording.whole(one.line),
            f"正文落款 {one.date[0]}，“{day.name}”填的是 {day.chinese}",
            expected=day.chinese,
            see=(day,),
            hint="核对是哪一天，两处写成一样",
        )


@rule("N315", severity=Severity.INFO, basis="公文应有发文机关署名和成文日期")
def narrative_is_not_dated(case: Case) -> Answers:
    """正文没有署名和日期。

    ## 为什么
    没有日期，看不出报告是什么时候写的。
    ## 反例
        正文: |
          # 报告

          正文。
    ## 正例
        正文: |
          # 报告

          正文。

          示例县商务局

          2025年3月14日
    ## 边界
        正文: |
          # 报告

          示例县商务局 二〇二五年三月十四日
    """
    lines = wording.paragraphs(case.narrative)
    if not lines:
        yield NotApplicable(wording.NO_TEXT)
    elif not any(_ends_with_date(line) for line in lines):
        yield Fault(
            wording.whole(lines[-1]),
            "正文末尾没有署名和日期",
            hint="在附件说明之后写单位全称和成文日期",
        )


def _ends_with_date(line: Paragraph) -> bool:
    """Also behind the signature, and in Chinese numerals, as older documents have it."""
    text = line.text.rstrip()
    return text.endswith("日") and bool(re.search(r"年\s*\w{1,3}\s*月\s*\w{1,3}\s*日$", text))


@rule("N316", severity=Severity.WARNING, basis="单位名称全文一致")
def unit_is_called_otherwise(case: Case) -> Answers:
    """标题或落款写的不是本单位。

    ## 为什么
    正文的标题、署名与填报单位不同，可能照搬了别的单位的报告。
    ## 反例
        正文: |
          # 2024年度示例县教育局部门整体支出绩效自评报告

          正文。
    ## 正例
        正文: |
          # 2024年度示例县商务局部门整体支出绩效自评报告

          （示例县商务局）

          正文。

          示例县商务局

          2025年3月14日
    ## 边界
        正文: |
          # 报告

          2025年3月14日
    """
    named = [item for text in wording.texts(case) for item in _names(text)]
    unit = case.report.unit.title
    yield from each(named, lambda item: _is_unit(*item, unit), "标题和落款没有单位名称")


def _is_unit(name: str, at: object, unit: Words) -> Answers:
    if unit.text not in name:
        yield Fault(
            at,
            f"这里的单位是“{name}”，填报单位是“{unit}”",
            expected=unit.text,
            see=(unit,),
            hint="写单位全称；不是本单位的内容，改正",
        )


_TOP = 3
_SHORTEST, _LONGEST = 4, 30  # characters of the name of a unit
_NO_UNIT = "部门|单位|整体支出|项目"
# What the names of units end with; （征求意见稿） and 特此报告 are none.
_ORGANS = (*"局委办会院校学队站所处部厅社馆园镇乡场", "中心", "政府", "街道", "公司")


def _names(text: Narrative) -> Iterator[tuple[str, object]]:
    """The unit as the title, a line in brackets under it, and the line over a date call it."""
    for heading in text.headings():
        titled = re.search(
            rf"\d年度?+(?!{_NO_UNIT})(\S{{2,{_LONGEST}}}?)(?:{_NO_UNIT})", heading.title
        )
        if heading.level == 1 and titled:
            yield titled[1], heading
    lines, dated = wording.paragraphs(text), [one.line for one in _dates(text)]
    for line in lines[:_TOP]:
        name = line.text.strip()
        if name.startswith(("（", "(")) and name.endswith(("）", ")")) and _is_name(name[1:-1]):
            yield name[1:-1], wording.whole(line)
    for before, line in pairwise(lines):
        name = before.text.strip()
        if line in dated and _is_name(name):
            yield name, wording.whole(before)


def _is_name(text: str) -> bool:
    """Whether ``text`` may be the name of a unit, and is neither a sentence nor a date."""
    if not (_SHORTEST <= len(text) <= _LONGEST and text.endswith(_ORGANS)):
        return False
    return not re.search(r"\d", text) and len(cut(text, "，。；：（）()")) == 1
