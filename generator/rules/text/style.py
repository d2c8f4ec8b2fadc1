"""Remarks on style: punctuation, widths, typing errors, repetition. One remark per kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.narrative.phrases import HAN, cut, says
from generator.rules.core import Answers, Case, Fault, rule
from generator.rules.tables import each
from generator.rules.text import wording
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.reading import Words
    from generator.narrative.document import Paragraph
    from generator.narrative.text import Narrative

_PUNCTUATION = "标点符号用法（GB/T 15834）：中文用全角标点，句末用句号"
_SHOWN = 3


def _examples(spots: Sequence[Words]) -> str:
    return "、".join(f"“{spot}”" for spot in spots[:_SHOWN])


_ENDINGS = tuple("。！？；：!?;:”’）)…|")
_AROUND_TEXT = " \t\u3000*_"  # blanks, and what makes a paragraph bold
_ENOUGH = 6
_TAIL = 8


@rule("N317", severity=Severity.INFO, basis=_PUNCTUATION)
def sentence_without_full_stop(case: Case) -> Answers:
    """段落末尾没有句号。

    ## 为什么
    没有句号，看不出一段话是否写完。
    ## 反例
        正文: |
          # 报告

          1.资金使用：专款专用，按进度付款
    ## 正例
        正文: |
          # 报告

          1.产出指标完成情况分析

          2.生态效益分析：无

          - 资金使用：专款专用，按进度付款。
    ## 边界
        正文: |
          # 报告

          **资金使用：专款专用，按进度付款。**
    """
    yield from each(wording.texts(case), _unfinished, wording.NO_TEXT)


def _unfinished(text: Narrative) -> Answers:
    lines = [line for line in wording.body(text) if _is_unfinished(line.text.strip(_AROUND_TEXT))]
    ends = [(line, len(line.text.rstrip())) for line in lines]
    spots = [wording.spot(line, max(end - _TAIL, 0), end) for line, end in ends]
    if spots:
        yield Fault(
            spots[0],
            f"有 {len(spots)} 段末尾没有句号：{_examples(spots)}",
            see=tuple(spots[1:]),
            hint="写完的加句号；没有写完的补上",
            rows=len(spots),
        )


def _is_unfinished(text: str) -> bool:
    """Whether it says something and does not end; ``1.产出指标分析`` and ``…：无`` do not say."""
    parts = cut(text, "，。；：,;")
    says = len(parts) > 1 and len(parts[-1]) != 1 and len(text) > _ENOUGH
    return says and not text.endswith(_ENDINGS)


class _Kind(NamedTuple):
    """A kind of slip, and what to write instead."""

    title: str
    words: str
    hint: str


# Cheaper to compile than the range of Chinese characters, of which this is all but the same.
_WIDE = r"[^\x00-\xff]"
_SLIPS = (
    _Kind("半角标点", rf"(?<=[^\x00-\x28\x2a-\xff])[,:;?!](?=\s*{_WIDE})", "中文之间用全角标点"),
    _Kind("全角数字", r"[\uff10-\uff19]+", "数字用半角"),
    _Kind("重叠标点", "[，。；：、]{2}", "只留一个标点"),
    _Kind("标点前有空格", rf"(?<={_WIDE})\s{{1,50}}(?=[，。；：、])", "删去空格"),
)
_AROUND = 2


@rule("N318", severity=Severity.INFO, basis=_PUNCTUATION)
def punctuation_of_mixed_width(case: Case) -> Answers:
    """标点和数字的全角、半角混用。

    ## 为什么
    混用的标点和全角数字不美观，也让检索和核对漏掉。
    ## 反例
        正文: |
          # 报告

          离休人员2人,死亡１人。，
    ## 正例
        正文: |
          # 报告

          离休人员2人，比值1:2，1,200元。
    ## 边界
        正文: |
          # 报告

          商户问：“何时开业？”，答：“6:30……”。
    """
    yield from each(wording.texts(case), _slips, wording.NO_TEXT)


def _slips(text: Narrative) -> Answers:
    for kind in _SLIPS:
        spots = [
            wording.spot(line, max(match.start() - _AROUND, 0), match.end() + _AROUND)
            for line in wording.paragraphs(text)
            for match in re.finditer(kind.words, line.text)
        ]
        if spots:
            yield Fault(
                spots[0],
                f"{kind.title} {len(spots)} 处：{_examples(spots)}",
                see=tuple(spots[1:]),
                hint=kind.hint,
                rows=len(spots),
            )


_TYPOS = (
    ("缺泛", "缺乏"),
    ("满意率度", "满意率"),
    ("资金专项资金", "专项资金"),
    ("帐[务户]", "账"),
    ("按装(?!修)(?!备)(?!机)(?!置)(?!配)", "安装"),
    ("既使(?!.{0,500}又)", "即使"),
    ("布署", "部署"),
    ("报消(?!费)(?!防)(?!息)", "报销"),
    (r"占(?!地)(?!用)[^，。；第\d]{0,10}\d+(?:\.\d+)?(?=[，。；])", "占…%"),
)


@rule("N319", severity=Severity.INFO, basis="用字规范")
def known_typing_errors(case: Case) -> Answers:
    """有错别字或漏字。

    ## 为什么
    错别字影响公开文件的严肃；“占32.5”漏了百分号，数字就读不懂。
    ## 反例
        正文: |
          # 报告

          缺泛前瞻性，项目支出占全部支出的32.5。
    ## 正例
        正文: |
          # 报告

          缺乏前瞻性，项目支出占全部支出的32.5%。
    ## 边界
        正文: |
          # 报告

          既使群众受益，又使企业增收；按装修标准验收，上报消费者投诉3件。
    """
    yield from each(wording.texts(case), _typos, wording.NO_TEXT)


def _typos(text: Narrative) -> Answers:
    found = [
        (wording.spot(line, *match.span()), right)
        for line in wording.body(text)
        for wrong, right in _TYPOS
        for match in re.finditer(wrong, line.text)
    ]
    if found:
        shown = "、".join(f"“{spot}”应为“{right}”" for spot, right in found[:_SHOWN])
        yield Fault(
            found[0][0],
            f"疑有 {len(found)} 处错别字：{shown}",
            see=tuple(spot for spot, _ in found[1:]),
            hint="逐处核对",
            rows=len(found),
        )


_SELF = ("我部门|本部门", "我单位|本单位")


@rule("N322", severity=Severity.INFO, basis="一份报告里自称一致：部门报告称部门，单位报告称单位")
def unit_calls_itself_two_ways(case: Case) -> Answers:
    """自称一处是部门，一处是单位。

    ## 为什么
    部门整体报告说的是一个部门；“我部门”“我单位”混用，分不清说的是全部门还是本级。
    ## 反例
        正文: |
          # 报告

          我部门内设股室4个。我单位严格执行预算。
    ## 正例
        正文: |
          # 报告

          我部门内设股室4个。我部门严格执行预算。
    ## 边界
        正文: |
          # 报告

          我部门内设股室4个，所属单位1个。各单位严格执行预算。
        项目正文: |
          # 项目报告

          本单位组织实施。
    """
    yield from each(wording.texts(case), _itself, wording.NO_TEXT)


def _itself(text: Narrative) -> Answers:
    ways = [[*_calls(text, words)] for words in _SELF]
    if all(ways):
        rarer, other = sorted(ways, key=len)
        yield Fault(
            rarer[0],
            f"这里自称“{rarer[0]}”，另有 {len(other)} 处称“{other[0]}”",
            see=(*rarer[1:], other[0]),
            hint="全文统一；说的是所属单位的，写出单位名称",
            rows=len(rarer),
        )


def _calls(text: Narrative, words: str) -> Iterator[Words]:
    for line in wording.body(text) if says(text.content, words) else ():
        for match in re.finditer(words, line.text):
            yield wording.spot(line, *match.span())


_LONG = 20  # characters: longer than the name of a fund


@rule("N320", severity=Severity.INFO, basis="文字简洁，不重复")
def passages_repeated(case: Case) -> Answers:
    """两段话有相同的长句。

    ## 为什么
    同一句话写了两遍，多半是拼接时没有删去；读者要多读一遍，还会以为是两件事。
    ## 反例
        正文: |
          # 报告

          1.组织实施重要消费品市场调控和重要生产资料流通管理。

          2.承担重要消费品市场调控和重要生产资料流通管理的责任。
    ## 正例
        正文: |
          # 报告

          1.组织实施重要消费品市场调控和重要生产资料流通管理。

          2.承担市场调控和流通管理的责任。
    ## 边界
        正文: |
          # 报告

          组织实施重要消费品市场调控和重要生产资料流通管理。

          承担重要消费品市场调控和重要生产资料流通管控的责任。
    """
    yield from each(wording.texts(case), _repeats, wording.NO_TEXT)


def _repeats(text: Narrative) -> Answers:
    pairs = list(_same_passages(text))
    if pairs:
        first, again = pairs[0]
        yield Fault(
            again,
            f"有 {len(pairs)} 段与前面重复，如“{again}”",
            see=(first, *(spot for pair in pairs[1:] for spot in pair)),
            hint="合并或删去一处",
            rows=len(pairs),
        )


def _same_passages(text: Narrative) -> Iterator[tuple[Words, Words]]:
    """Per later paragraph, the first passage that stands in an earlier one as well."""
    seen: dict[str, tuple[Paragraph, int]] = {}
    for line in wording.body(text):
        mine = {line.text[at : at + _LONG]: (line, at) for at in reversed(_starts(line.text))}
        known = next((passage for passage in reversed(mine) if passage in seen), None)
        if known is not None:
            (other, there), (_, here) = seen[known], mine[known]
            length = _common(other.text[there:], line.text[here:])
            yield (
                wording.spot(other, there, there + length),
                wording.spot(line, here, here + length),
            )
        seen = {**mine, **seen}


def _starts(text: str) -> list[int]:
    """Where a stretch without punctuation and numbers can start that is long enough."""
    stretches = re.finditer(rf"{HAN}{{{_LONG},}}", text)
    return [at for m in stretches for at in range(m.start(), m.end() - _LONG + 1)]


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
