"""Owns projects/report.md of generated reports: money and indicators of every project again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

Data = dict[str, Any]


def project_text(unit: str, year: int, projects: dict[str, Data], written: date) -> str:
    """The report on projects, in the six chapters that the form asks for."""
    blocks = [
        f"# {year}年度项目支出绩效自评报告",
        f"（{unit}）",
        f"{written.year}年{written.month}月{written.day}日",
        "## 一、绩效目标分解下达情况",
        *(_money(name, project) for name, project in projects.items()),
        "## 二、绩效自评工作开展情况",
        f"（一）时间及方式：{written.year}年{written.month}月，核对台账并现场核查。",
        "## 三、绩效目标完成情况分析",
        *(line for name, project in projects.items() for line in _results(name, project)),
        "## 四、存在的主要问题及产生的原因",
        "（一）项目前期论证不够深入，个别环节衔接不畅。",
        "## 五、下一步改进措施及建议",
        "（一）提前开展项目论证，明确各环节的牵头股室。",
        "## 六、绩效自评结果拟应用和公开情况",
        "自评结果作为安排下年预算的依据，在县政府网站公开。",
    ]
    return "\n\n".join(blocks) + "\n"


def _money(name: str, project: Data) -> str:
    funds = project["项目资金"]
    return f"{name}全年预算数{funds['全年预算数']}万元，全年执行数{funds['全年执行数']}万元。"


def _results(name: str, project: Data) -> Iterator[str]:
    yield f"### {name}"
    rows = (
        row
        for groups in project["绩效指标"].values()
        for group in groups.values()
        for row in group
        if row.get("单位")
    )
    for number, row in enumerate(rows, 1):
        yield (
            f"{number}.{row['三级指标']}目标值{row['年度指标值']}{row['单位']}，"
            f"实际完成{row['实际完成值']}{row['单位']}。"
        )
