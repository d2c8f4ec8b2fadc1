"""Rules about what the narrative leaves out: facts behind a claim, measures behind a problem."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.narrative import claims, outline
from generator.narrative.numbers import NumberKind, numbers
from generator.narrative.phrases import cut, says
from generator.rules import tables
from generator.rules.core import Answers, Case, Fault, NotApplicable, rule
from generator.rules.text import wording
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.document import Paragraph
    from generator.narrative.text import Heading, Narrative
    from generator.rules.text.wording import Said

_FACTS = "绩效要用数字和事实说明"
_VALUES = frozenset(
    {NumberKind.AMOUNT, NumberKind.PERCENT, NumberKind.COUNT, NumberKind.SCORE, NumberKind.BARE}
)


def _has_number(line: Paragraph) -> bool:
    """Whether a paragraph states a number, or calls one up from the report."""
    return "{{" in line.text or any(number.kind in _VALUES for number in numbers(line))


def _chapter(text: Narrative, title: str) -> list[Paragraph]:
    return [line for line in wording.body(text) if title in line.chapter]


@rule("N212", severity=Severity.WARNING, basis="满意度和知晓率应来自调查")
def unanimous_without_survey(case: Case) -> Answers:
    """称人人满意或知晓，没有写明调查。

    ## 为什么
    “都很高”“大家都知晓”要有调查；没有调查，这样的结论就没有依据。指标见 I008、I014。
    ## 反例
        正文: |
          # 报告

          受益对象对项目的满意率都很高。
    ## 正例
        正文: |
          # 报告

          入户问卷120份，受益对象对项目的满意率都很高。
    ## 边界
        正文: |
          # 报告

          对不满意的事项逐件回复，群众满意率91.5%。
    """
    found = wording.admitted(case, claims.ALL_CONTENT)
    yield from wording.nothing(case, found, "正文没有这样的说法")
    said = [one for one in found if not _surveyed(case, one)]
    if said:
        yield Fault(
            said[0].spot,
            f"没有写明调查就说{'、'.join(f'“{one.text}”' for one in said)}",
            see=tuple(one.spot for one in said[1:]),
            hint="写明调查的方式、样本数和结果；没有调查的，不写这样的结论",
            rows=len(said),
        )


def _surveyed(case: Case, said: Said) -> bool:
    """Whether the paragraph tells of a survey, or 佐证 does of the rate that it repeats."""
    repeated = says(said.text, "100|百分之百")
    evidence = (row.indicator.evidence.text for row in tables.rows(case) if _is_opinion(row))
    told = any(says(text, claims.SURVEYED) for text in (evidence if repeated else ()))
    return told or _tells_of_survey(said.sentence.paragraph.text)


@lru_cache(maxsize=1)  # every sentence of a paragraph asks
def _tells_of_survey(text: str) -> bool:
    return bool(says(text, claims.SURVEYED))


def _is_opinion(row: tables.Row) -> bool:
    return bool(says(row.indicator.title.text, "满意|知晓"))


_BARE = 40  # characters of an achievement that is only a heading


@rule("N213", severity=Severity.WARNING, basis=_FACTS)
def achievements_are_bare_headings(case: Case) -> Answers:
    """主要绩效只有标题，没有数字。

    ## 为什么
    等级是“优秀”，所列成绩却没有一个金额、数量或比率，公众看不出好在哪里。
    ## 反例
        正文: |
          # 报告

          ## 六、部门整体支出绩效情况

          （一）招商引资工作精准实效。

          （二）市场体系建设有序开展。
    ## 正例
        正文: |
          # 报告

          ## 六、部门整体支出绩效情况

          （一）改造农贸市场1个。

          （二）市场体系建设有序开展。
    ## 边界
        正文: |
          # 报告

          ## 六、部门整体支出绩效情况

          市场体系建设有序开展。
    """
    lines = [line for line in _chapter(case.narrative, "绩效情况") if outline.mark(line.text)]
    if not lines:
        yield NotApplicable("正文没有逐条列出主要绩效")
    elif not any(_has_number(line) or len(line.text) > _BARE for line in lines):
        yield Fault(
            wording.whole(lines[0]),
            f"所列 {len(lines)} 条成绩只有一句话，没有金额、数量或比率",
            see=tuple(wording.whole(line) for line in lines[1:]),
            hint="每条写明做了多少、比上年或比目标怎样，数字与自评表一致",
            rows=len(lines),
        )


_ELSEWHERE = "见附件|见附表|见下表|见自评表"


@rule("N214", severity=Severity.INFO, basis=_FACTS)
def indicators_analysed_without_numbers(case: Case) -> Answers:
    """绩效指标完成情况的分析没有一个数字。

    ## 为什么
    “按上级要求完成任务”“及时付款”说明不了完成多少。
    ## 反例
        项目正文: |
          # 项目报告

          ## 三、项目绩效指标完成情况

          1.产出指标：按上级要求完成任务。
    ## 正例
        项目正文: |
          # 项目报告

          ## 三、项目绩效指标完成情况

          1.产出指标：改造农贸市场1个。
    ## 边界
        项目正文: |
          # 项目报告

          ## 三、项目绩效指标完成情况

          1.产出指标：改造农贸市场一个。
    """
    sections: dict[Heading, list[Paragraph]] = {}
    for text in wording.texts(case):
        for line in wording.body(text):
            for heading in [h for h in line.headings if "指标完成情况" in h.title][-1:]:
                sections.setdefault(heading, []).append(line)
    if not sections:
        yield NotApplicable("正文没有“指标完成情况”一节")
    for heading, lines in sections.items():
        if not any(_has_number(line) or says(line.text, _ELSEWHERE) for line in lines):
            yield Fault(
                heading.span,
                f"“{heading.title}”共 {len(lines)} 段，没有一个数字",
                hint="逐项写明指标值、完成值和差距，数字与自评表一致",
                rows=len(lines),
            )


class _Titled(NamedTuple):
    """A title, as a heading or before a colon, and the text that belongs to it."""

    title: str
    at: object
    text: str


@rule("N215", severity=Severity.WARNING, basis="各章写明标题所说的事项")
def title_promises_more_than_the_text(case: Case) -> Answers:
    """标题所说的事项，下文没有写。

    ## 为什么
    标题是“结果拟应用和公开情况”，下文既没有说结果怎么用，也没有说怎么公开，等于没有写。
    ## 反例
        项目正文: |
          # 项目报告

          ## 六、绩效自评结果拟应用和公开情况

          自评得分96分。
    ## 正例
        项目正文: |
          # 项目报告

          （三）时间及方式：2025年3月，现场核查。

          ## 六、绩效自评结果拟应用和公开情况

          结果作为下年预算的依据，在局网站公开。
    ## 边界
        项目正文: |
          # 项目报告

          ## 六、绩效自评结果拟应用和公开情况

          自评结果通报。
    """
    promised = [one for text in wording.texts(case) for one in _titled(text) if _promises(one)]
    yield from wording.nothing(case, promised, "没有这样的标题")
    for one in promised:
        lacking = [p.title for p in _promises(one) if not says(one.text, p.words)]
        if lacking:
            yield Fault(
                one.at,
                f"标题是“{one.title}”，下文没有说“{'”“'.join(lacking)}”",
                hint="按标题写明：结果怎样应用、在哪里公开；自评的时间和方式",
            )


def _titled(text: Narrative) -> Iterator[_Titled]:
    sections: dict[Heading, list[str]] = {}
    for line in wording.body(text):
        for heading in line.headings[-1:]:
            sections.setdefault(heading, []).append(line.text)
        title, colon, rest = line.text.partition("：")
        if colon:
            yield _Titled(title, wording.spot(line, 0, len(title)), rest)
    for heading, lines in sections.items():
        yield _Titled(heading.title, heading.span, "".join(lines))


def _promises(one: _Titled) -> list[claims.Promise]:
    return [promise for promise in claims.PROMISES if promise.title in one.title]


@rule("N216", severity=Severity.WARNING, basis="存在的问题应逐条有改进措施")
def problem_without_measure(case: Case) -> Answers:
    """所列的问题没有对应的改进措施。

    ## 为什么
    写了问题不写怎么改，明年还会是这个问题。
    ## 反例
        正文: |
          # 报告

          ## 七、存在的问题及原因分析

          （一）资产核算：固定资产清点没有形成常态化。

          ## 八、下一步改进措施

          （一）加快拨付进度。
    ## 正例
        正文: |
          # 报告

          ## 七、存在的问题及原因分析

          （一）资产核算：固定资产清点没有形成常态化。

          ## 八、下一步改进措施

          （一）每年12月清点固定资产。
    ## 边界
        正文: |
          # 报告

          ## 七、存在的问题及原因分析

          （一）资产核算：固定资产清点没有形成常态化。
    """
    chapters = [(_chapter(text, "问题"), _chapter(text, "措施")) for text in wording.texts(case)]
    pairs = [(problems, measures) for problems, measures in chapters if problems and measures]
    yield from wording.nothing(case, pairs, "正文没有问题和措施两章")
    for problems, measures in pairs:
        taken = "".join(line.text for line in measures)
        for topic in claims.TOPICS:
            named = [line for line in problems if topic in _head(line)]
            if named and topic not in taken:
                yield Fault(
                    wording.whole(named[0]),
                    f"问题一章写了“{topic}”，措施一章没有一条说到它",
                    see=tuple(wording.whole(line) for line in named[1:]),
                    hint=f"补一条关于“{topic}”的措施，写明做什么、什么时候完成",
                )


def _head(line: Paragraph) -> str:
    """What a problem is about: the words before the first punctuation."""
    return cut(line.text, "：:，。")[0]
