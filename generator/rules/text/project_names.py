"""Rules about the projects that a narrative names: the same ones everywhere, under one name."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.model.reading import shortened
from generator.narrative import project_lists
from generator.narrative.phrases import without
from generator.rules.core import Answers, Case, Fault, rule
from generator.rules.text import wording
from generator.values import NamedTuple

if TYPE_CHECKING:
    from generator.model.reading import Words
    from generator.narrative.project_lists import Named

_ALIKE = 2  # so many projects in common make two lists comparable
_FEW = "正文没有两处以上列举项目"
_SHOWN = 4
# Nobody lists more projects; every name is compared with every other.
_MOST = 200
_LEAD = 10


def _lists(case: Case) -> list[tuple[Named, ...]]:
    lines = wording.body(case.project_narrative)
    found = (names for line in lines for names in project_lists.lists(line))
    return [names for names in found if len(names) <= _MOST]


def _spot(named: Named) -> Words:
    return wording.spot(named.paragraph, named.start, named.start + len(named.name))


def _bare(named: Named) -> str:
    """A name without the quotation marks that one place has and another has not."""
    return without(named.name, '“”"《》')


class _Difference(NamedTuple):
    """What one list has and another has not, in words, and where it shows."""

    at: Named
    words: str


@rule("N217", severity=Severity.WARNING, basis="各处所列项目应一致")
def project_lists_differ(case: Case) -> Answers:
    """各段所列的项目不一致。

    ## 为什么
    自评范围列五个项目，自评对象列四个，资金一段又换了一个，读者不知道究竟有哪些项目。
    ## 反例
        项目正文: |
          # 项目报告

          （一）开展范围：绩效自评围绕招商引资、农贸市场改造、企业补助、家电以旧换新等项目开展。

          （二）对象：招商引资、农贸市场改造、企业补助、废品回收等项目。
    ## 正例
        项目正文: |
          # 项目报告

          （一）开展范围：招商引资、农贸市场改造、企业补助，共3个项目。

          （二）资金：招商引资27万元，绿洲农贸市场改造77.7万元，对企业的补助资金97.3万元。
    ## 边界
        项目正文: |
          # 项目报告

          （一）开展范围：招商引资、农贸市场改造、企业补助等项目。

          （二）对象：城东学校、城西学校、城南学校等项目。
    """
    lists = _lists(case)
    others = lists[1:]
    yield from wording.nothing(case, others, _FEW)
    found = [gap for other in others for gap in _differences(lists[0], other)]
    if found:
        yield Fault(
            _spot(found[0].at),
            f"各处所列项目不一致：{'；'.join(gap.words for gap in found[:_SHOWN])}",
            see=(_spot(lists[0][0]), *(_spot(gap.at) for gap in found[1:])),
            hint="以下达的项目为准，各处列同样的项目，用同样的名称",
            rows=len(found),
        )


def _differences(first: tuple[Named, ...], other: tuple[Named, ...]) -> list[_Difference]:
    """What one list has and the other has not; nothing when they speak of other things."""
    added = [name for name in other if not any(name.means(one) for one in first)]
    if len(other) - len(added) < _ALIKE:
        return []
    where = f"“{shortened(other[0].paragraph.text, _LEAD)}”一段"
    lacking = [name for name in first if not any(name.means(one) for one in other)]
    gaps = [_Difference(other[0], f"{where}没有“{name.name}”") for name in lacking]
    return [*gaps, *(_Difference(name, f"{where}多出“{name.name}”") for name in added)]


@rule("N321", severity=Severity.INFO, basis="一个项目用一个名称")
def one_project_under_several_names(case: Case) -> Answers:
    """同一个项目用了几个名称。

    ## 为什么
    名称不同，读者和检索都会当成不同的项目。
    ## 反例
        项目正文: |
          # 项目报告

          （一）开展范围：招商引资、绿洲农贸市场改造、对企业的补助等项目。

          （二）资金：招商引资27万元，农贸市场改造77.7万元，企业补助资金97.3万元。
    ## 正例
        项目正文: |
          # 项目报告

          （一）开展范围：招商引资、农贸市场改造、企业补助等项目。

          （二）资金：招商引资27万元，农贸市场改造77.7万元，企业补助97.3万元。
    ## 边界
        项目正文: |
          # 项目报告

          （一）开展范围：招商引资、“农贸市场改造”、对企业的补助等项目。

          （二）资金：招商引资27万元，农贸市场改造77.7万元，对企业的补助97.3万元。
    """
    named = [name for found in _lists(case) for name in found][:_MOST]
    yield from wording.nothing(case, named, _FEW)
    pairs = {
        frozenset((one.name, other.name)): (one, other)
        for one, other in combinations(named, 2)
        if _bare(one) != _bare(other) and one.means(other)
    }
    if pairs:
        shown = "；".join(f"“{a.name}”与“{b.name}”" for a, b in list(pairs.values())[:_SHOWN])
        spots = tuple(dict.fromkeys(_spot(name) for pair in pairs.values() for name in pair))
        yield Fault(
            spots[1],
            f"同一个项目有几个名称：{shown}",
            see=(spots[0], *spots[2:]),
            hint="统一为下达文件上的名称",
            rows=len(pairs),
        )
