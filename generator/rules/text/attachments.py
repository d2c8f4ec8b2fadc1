"""Rules about the list of attachments and the references to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.rules.core import Answers, Case, Fault, NotApplicable, NotEnough, rule
from generator.rules.text import wording
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.reading import Words
    from generator.narrative.document import Paragraph
    from generator.narrative.text import Narrative

_ATTACHED = "附件说明的序号和名称与附件一致"
_ENTRY = rf"(?:{wording.ATTACHED}\s*(?:(\d+)\s*[.、]\s*)?|\s*(\d+)\s*[.、]\s*)(\S.*)"


class _Part(NamedTuple):
    """What a report consists of: how it is called, and how an entry that means it reads."""

    title: str
    words: str


_BASE = _Part("部门整体支出绩效评价基础数据表", "基础数据")
_PROJECT_REPORT = _Part("项目绩效自评报告", "项目.*自评报告")
_PROJECT_TABLE = _Part("项目支出绩效自评表", "项目.*自评表")
_UNIT_TABLE = _Part("部门整体支出绩效自评表", "自评表")
_PARTS = (_BASE, _PROJECT_REPORT, _PROJECT_TABLE, _UNIT_TABLE)


class _Entry(NamedTuple):
    """An entry of the list of attachments; ``number`` is blank where it has none."""

    number: str
    spot: Words

    @property
    def part(self) -> _Part | None:
        """What it means."""
        return next((part for part in _PARTS if re.search(part.words, self.spot.text)), None)


def _entries(text: Narrative) -> list[_Entry]:
    found = ((line, re.match(_ENTRY, line.text)) for line in wording.tail(text))
    return [
        _Entry(match[1] or match[2] or "", wording.spot(line, *match.span(3)))
        for line, match in found
        if match
    ]


def _present(case: Case) -> Iterator[_Part]:
    if case.report.base.stated:
        yield _BASE
    yield _UNIT_TABLE
    if case.projects:
        yield _PROJECT_TABLE
    if case.project_narrative.present:
        yield _PROJECT_REPORT


def _own_number(case: Case) -> Paragraph | None:
    """Where the project report calls itself 附件N, above its title."""
    top = wording.paragraphs(case.project_narrative)[:1]
    return next((line for line in top if re.fullmatch(r"附件\s*\d+", line.text.strip())), None)


def _taken(case: Case, entry: _Entry) -> Paragraph | None:
    """The line by which the project report claims the number of another attachment."""
    own = _own_number(case)
    digits = own.text.strip().removeprefix("附件").strip() if own else None
    return own if digits == entry.number and entry.part is not _PROJECT_REPORT else None


@rule("N306", severity=Severity.WARNING, basis=_ATTACHED)
def attachment_list_differs(case: Case) -> Answers:
    """附件说明与实际的附件不一致。

    ## 为什么
    附件说明列两个，实际有四个，或序号对不上，读者找不到所引的附件。
    ## 反例
        正文: |
          # 报告

          正文。

          附件：1.部门整体支出绩效评价基础数据表
    ## 正例
        正文: |
          # 报告

          正文。

          附件：

          1.部门整体支出绩效评价基础数据表

          2.部门整体支出绩效自评表

          3.项目支出绩效自评表

          4.满意度问卷
    ## 边界
        正文: |
          # 报告

          正文。
    """
    entries = _entries(case.narrative)
    if not entries:
        yield NotApplicable("正文没有附件说明")
        return
    wrong = [*_differences(case, entries)]
    if wrong:
        own = _own_number(case)
        yield Fault(
            entries[0].spot,
            f"附件说明与附件不一致：{'；'.join(wrong)}",
            see=(*(e.spot for e in entries[1:]), *(wording.whole(line) for line in (own,) if line)),
            hint="逐个核对附件的序号、名称和个数",
            rows=len(wrong),
        )


def _differences(case: Case, entries: list[_Entry]) -> Iterator[str]:
    listed, present = [entry.part for entry in entries], list(_present(case))
    for part in present:
        if part not in listed:
            yield f"没有列“{part.title}”"
    # Where there is a special fund, X006 says that its project table is missing.
    owed = case.report.base.spending.special_spent
    for part in (_BASE, _PROJECT_REPORT, *(() if owed else (_PROJECT_TABLE,))):
        if part in listed and part not in present:
            yield f"列了“{part.title}”，报告里没有"
    for entry in entries:
        own = _taken(case, entry)
        if own:
            yield f"{own.text.strip()}列为“{entry.spot}”，项目绩效自评报告也是{own.text.strip()}"


@rule("N307", basis=_ATTACHED)
def reference_leads_to_another_attachment(case: Case) -> Answers:
    """正文所引的附件不存在，或是另一个附件。

    ## 为什么
    正文写“详见附件2”，附件2却是另一份文件，读者照着找，看到的不是所说的内容。
    ## 反例
        正文: |
          # 报告

          详见附件3。

          附件：1.部门整体支出绩效评价基础数据表

          2.部门整体支出绩效自评表
    ## 正例
        正文: |
          # 报告

          详见附件2。

          附件：1.部门整体支出绩效评价基础数据表

          2.部门整体支出绩效自评表
    ## 边界
        正文: |
          # 报告

          详见附件2。
    """
    own = _own_number(case)
    references = [
        (line, match)
        for text in wording.texts(case)
        for line in wording.body(text)
        for match in re.finditer(r"(?:详?见)?附件\s*(\d+)(?!-)", line.text)
        if line != own
    ]
    entries = _entries(case.narrative)
    if not references:
        yield NotApplicable("正文没有引用附件")
    elif not entries:
        yield NotEnough("正文没有附件说明")
    for line, match in references if entries else ():
        meant = [entry for entry in entries if entry.number == match[1]]
        spot = wording.spot(line, *match.span())
        yield from _leads(case, spot, meant) if meant else _leads_nowhere(spot, entries)


def _leads_nowhere(spot: Words, entries: list[_Entry]) -> Answers:
    yield Fault(
        spot,
        f"正文写“{spot}”，附件说明里没有这个序号",
        see=tuple(entry.spot for entry in entries),
        hint="核对附件的序号",
    )


def _leads(case: Case, spot: Words, meant: list[_Entry]) -> Answers:
    own = _taken(case, meant[0])
    if own:
        yield Fault(
            spot,
            f"正文写“{spot}”，附件说明里它是“{meant[0].spot}”，"
            f"标着{own.text.strip()}的却是项目绩效自评报告",
            see=(meant[0].spot, wording.whole(own)),
            hint="一个序号只给一个附件；改附件的序号或正文的引用",
        )
