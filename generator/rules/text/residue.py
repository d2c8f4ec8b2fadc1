"""Rules about what is left in the narrative of a template, of another file, of a conversion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.narrative import outline
from generator.narrative.numbers import NumberKind, numbers
from generator.narrative.phrases import ends, says
from generator.rules.core import Answers, Case, Fault, NotApplicable, rule
from generator.rules.text import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.reading import Words
    from generator.narrative.document import Paragraph

_BLANKS = "模板里的占位文字应换成实际内容"
_LEFT = (
    r"×{2,}|(?<![A-Za-z])X{2,}(?![A-Za-z])|[X×](?=[年月日县市区局])|_{2,}"
    r"|(?<![\d.])0等方面|\[(?:image|bookmark)[^\]]{0,500}\]|!\[[^\]]{0,500}\]\([^)]{0,500}\)"
    r"|\[[^\]]{0,500}\]\((?!https?://)[^)]{0,500}\)|^#{1,6}(?=[^#\s])"
    "|增加（减少）|增长（下降）|减少（增加）|（填写[^）]{0,500}）|（此处[^）]{0,3}(?:填|写|插入)[^）]{0,500}）"
)
_AROUND = 2
# Markdown's other way to set bold type; inside a word it is a blank to fill in.
_BOLD = r"(?<!\w)__(?=[^\s_])([^_]*)(?<=[^\s_])__(?!\w)"


def _lines(case: Case) -> Iterator[Paragraph]:
    for text in wording.texts(case):
        yield from wording.paragraphs(text)


def _found(case: Case, words: str, after: int = 0) -> list[Words]:
    """Every place where ``words`` stand, with ``after`` more characters."""
    return [
        wording.spot(line, match.start(), min(match.end() + after, len(line.text)))
        for line in _lines(case)
        for match in re.finditer(words, _without_bold(line.text))
    ]


def _without_bold(text: str) -> str:
    """``text`` with spaces in place of the signs for bold type, every character at its place."""
    return re.sub(_BOLD, r"  \1  ", text) if "__" in text else text


@rule("N308", severity=Severity.WARNING, basis=_BLANKS)
def template_words_in_narrative(case: Case) -> Answers:
    """正文还留着模板或转换的痕迹。

    ## 为什么
    “××”“主要用于0等方面”“增加（减少）”是等人填写的地方，“[bookmark: …]”是文字处理软件的标记，
    留在公开的正文里，等于没有写完。
    ## 反例
        正文: |
          # 报告

          2.运行维护经费0万元。主要用于0等方面。
    ## 正例
        正文: |
          # 报告

          用于10等方面，面积3×4米，**加粗**，XML文件。
    ## 边界
        正文: |
          # 报告

          采购XXL号工作服3套，尺寸见图×。
    """
    if not wording.texts(case):
        yield NotApplicable(wording.NO_TEXT)
    for spot in _found(case, _LEFT):
        yield Fault(
            spot,
            f"“{spot}”是模板或转换留下的文字",
            hint="换成实际内容；没有这一项的，删去这句话",
        )


@rule("N309", severity=Severity.WARNING, basis="没有支出的不写用途")
def purpose_of_no_money(case: Case) -> Answers:
    """金额是0，却写了用途。

    ## 为什么
    没有花钱就没有用途；写了用途，读者会以为金额填错了。
    ## 反例
        正文: |
          # 报告

          以旧换新项目专项资金0万元，主要用于家电以旧换新。
    ## 正例
        正文: |
          # 报告

          以旧换新项目专项资金10万元，主要用于家电以旧换新。
    ## 边界
        正文: |
          # 报告

          以旧换新项目专项资金0.01万元，主要用于家电以旧换新。
    """
    if not wording.texts(case):
        yield NotApplicable(wording.NO_TEXT)
    for spot in _found(case, r"(?<![\d.,，])0(?:\.0+)?万元[，。,]?(?:全部|主要)?用于(?!0)"):
        yield Fault(
            spot,
            f"金额是 0，仍写“{spot}…”",
            hint="核对金额；确实没有支出的，删去用途",
        )


_NAMES_THE_UNIT = "单位为|单位均为|单位都为|单位统一为|单位一律为"
_NEAR = 10  # characters, of which these have fewer
_BARE_UNITS = "|".join(
    f"{before}{unit}" for before in "中，、为计" for unit in ("元", "千元", "万元", "亿元")
)


@rule("N310", basis="金额须写明数字")
def unit_without_number(case: Case) -> Answers:
    """有“万元”而没有数字。

    ## 为什么
    “其中万元”，名称和金额都没有填，读者不知道缺了哪一笔。
    ## 反例
        正文: |
          # 报告

          项目支出共计108万元，其中万元，业务工作经费44万元。
    ## 正例
        正文: |
          # 报告

          项目支出共计108万元，其中业务工作经费44万元。
    ## 边界
        正文: |
          # 报告

          表中金额单位为万元。
    """
    if not wording.texts(case):
        yield NotApplicable(wording.NO_TEXT)
    for line in _lines(case):
        # Most paragraphs have none, and to look for all numbers takes its time.
        bare = says(line.text, _BARE_UNITS)
        for number in numbers(line) if bare else ():
            named = ends(line.text[max(number.start - _NEAR, 0) : number.start], _NAMES_THE_UNIT)
            if number.kind is NumberKind.MISSING and not named:
                spot = wording.spot(line, max(number.start - _AROUND, 0), number.end)
                yield Fault(
                    spot,
                    f"“{spot}”缺少名称或金额",
                    hint="补上名称和数字；没有这一笔的，删去",
                )


_FRAGMENTS = (
    rf"(?:围绕|关于|根据|按照|包括|以及|对于)[、，]|^[（(][{outline.NUMERALS}]+[）)]是"
    # 目的的实现, 为了了解, 温和和善: the same character twice, and right.
    "|、[、，。]|(?<!目)的的|(?<!为)(?<!除)了了(?!解)|(?<!温)和和(?!美)(?!气)"
)


@rule("N311", severity=Severity.INFO, basis="语句完整")
def fragments_of_other_wording(case: Case) -> Answers:
    """句子有残缺，像是删改剩下的。

    ## 为什么
    “围绕、招商引资”“（二）是进一步健全”是删改或拼接后剩下的残句。
    ## 反例
        正文: |
          # 报告

          绩效自评围绕、招商引资等项目开展。
    ## 正例
        正文: |
          # 报告

          绩效自评围绕招商引资等项目开展。
    ## 边界
        正文: |
          # 报告

          为了了解商户意见，走访达到目的的项目的企业。
    """
    found = _found(case, _FRAGMENTS, _AROUND + _AROUND)
    if not wording.texts(case):
        yield NotApplicable(wording.NO_TEXT)
    if found:
        yield Fault(
            found[0],
            f"有 {len(found)} 处残句，如“{found[0]}”",
            see=tuple(found[1:]),
            hint="补上缺的词，或删去多余的词",
            rows=len(found),
        )


@rule("N312", severity=Severity.INFO, basis="机构名称与机构设置一致")
def offices_of_another_level(case: Case) -> Answers:
    """内设股室的单位，正文写“处室”。

    ## 为什么
    县级部门内设的是股室；写“处室”的，多是照抄上级的文件。
    ## 反例
        正文: |
          # 报告

          我部门内设股室4个。

          加强局业务处室的沟通配合。
    ## 正例
        正文: |
          # 报告

          我单位内设处室5个，由总务处牵头、各处室配合。
    ## 边界
        正文: |
          # 报告

          我部门内设股室4个。
    """
    found = _found(case, "(?:业务|各|内设|职能)?处室")
    if not any("股室" in line.text for line in _lines(case)):
        yield NotApplicable("正文没有写内设股室")
    elif found:
        yield Fault(
            found[0],
            f"内设的是股室，这里写“{found[0]}”",
            see=tuple(found[1:]),
            hint="改为股室，或核对机构设置",
            rows=len(found),
        )
