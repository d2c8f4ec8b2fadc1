"""Rules about the reasons that the narrative owes to its readers."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.figures import PERCENT
from generator.findings import Severity
from generator.narrative.phrases import says
from generator.rules.core import Answers, Case, Fault, known, rule
from generator.rules.tables import each
from generator.rules.text import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.statements import Statement, Story

_LAST_YEAR = "上年|去年|同比|上一年"
_REASONS = "原因|由于|因|主要是|系|受|随着|落实|按照|为了"
_NAME = "因公"  # 因公出国 gives no reason
_REACH = 2  # paragraphs, with its own, in which a reason is looked for


@rule("N218", severity=Severity.WARNING, basis="收支增减较大的写明原因；界限见表式")
def change_of_money_without_reason(case: Case) -> Answers:
    """正文写了增减幅度，没有写原因。

    ## 为什么
    “比上年下降35%”之后，公众要问的就是为什么。原因写在同一段、下一段，或变动说明里都可以。
    只看金额的增减；人次、件数这样的成绩不在此列。
    ## 公式
    正文所写金额的增减幅度 ≤ 表式界限“增减说明”，超过的写明原因
    ## 反例
        正文: |
          # 报告

          全年三公经费支出4.2万元，比上年下降16%。
    ## 正例
        正文: |
          # 报告

          全年三公经费支出4.2万元，比上年下降16%，主要是压减公务接待。全年办理备案210件，比上年增长40%。
    ## 边界
        正文: |
          # 报告

          全年三公经费支出4.2万元，比上年下降10.0%。
    """
    reading = told.read(case)
    moved = [
        (story, statement)
        for story in (reading.main, reading.project)
        for sentence in story.of_sentences()
        for statement in _changes_of_money(sentence)
    ]
    yield from each(moved, lambda pair: _reasoned(*pair, case), "正文没有写金额的增减幅度")


def _changes_of_money(sentence: tuple[Statement, ...]) -> Iterator[Statement]:
    """The rates of change since last year, of an amount before them in their sentence."""
    rates = [s for s in sentence if s.figure.unit == PERCENT and s.change]
    if rates and says(sentence[0].sentence.text, _LAST_YEAR):
        first = next((s.start for s in sentence if s.is_money), rates[-1].start)
        yield from (rate for rate in rates if first < rate.start)


def _reasoned(story: Story, statement: Statement, case: Case) -> Answers:
    limit = known(case.form.thresholds.reasoned)
    large = any(statement.figure.low > most.value for most in limit)
    if large and not _is_reasoned(statement, story) and not case.report.explained(_what(statement)):
        yield Fault(
            statement.figure,
            f"“{_what(statement)}”{statement.change} {statement.figure}，没有写原因",
            hint="在这一句后面写明主要原因，或在“变动说明”补一条",
        )


def _what(statement: Statement) -> str:
    return statement.subject or statement.clause


def _is_reasoned(statement: Statement, story: Story) -> bool:
    """Whether the paragraph, or the next one, gives a reason."""
    at = bisect_left(story.paragraphs, statement.paragraph.line, key=lambda line: line.line)
    return _gives_reason("".join(line.text for line in story.paragraphs[at : at + _REACH]))


@lru_cache(maxsize=1)  # every change in a paragraph asks
def _gives_reason(text: str) -> bool:
    return bool(says(text.replace(_NAME, ""), _REASONS))
