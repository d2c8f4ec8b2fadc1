"""Owns how a researcher recomputes from the downloads every aggregate that pages show.

The program is printed on the data page, and the tests run what is printed on what was built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.dataset import DUE, MISSING, PUBLICATION, REPORT, REPORTS
from generator.values import NamedTuple
from generator.yearbook import UNGRADED, Status

if TYPE_CHECKING:
    from collections.abc import Iterator


class Step(NamedTuple):
    """Aggregates of some pages: how to come by them in words, and as a part of the program."""

    where: str
    words: str
    code: str


START = f"""\
import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

MISSING = {MISSING}


def table(name):
    with open(name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def grouped(rows, *columns):
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row[column] for column in columns)].append(row)
    return groups.items()


def numbers(rows, column):
    return [Decimal(row[column]) for row in rows if row[column] not in MISSING]


def mean(values):
    exact = sum(values) / len(values)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


reports = table("{REPORTS.file}")
units = table("{PUBLICATION.file}")
for row in reports + units:
    row["region"] = (row["{REPORT}"] or row.get("单位地址")).partition("/")[0]
"""

STEPS = (
    Step(
        "首页、年度页：应公开、已公开、其中逾期、尚未公开",
        f"{PUBLICATION.file} 里同一地区、同一年度、“应公开”为“{DUE}”的行计数；"
        "有报告地址的是已公开，其中发布日期晚于公开期限的是逾期",
        f"""\
for (region, year), rows in grouped(units, "region", "年度"):
    due = [row for row in rows if row["应公开"] == "{DUE}"]
    there = [row for row in due if row["{REPORT}"]]
    late = [row for row in there if row["发布日期"] > row["公开期限"] > ""]
    overdue = [row for row in due if row["状态"] == "{Status.OVERDUE.value}"]
    if due:
        print("年度", region, year, "应公开", len(due), sep="\\t")
        print("年度", region, year, "已公开", len(there), sep="\\t")
        print("年度", region, year, "其中逾期", len(late), sep="\\t")
        print("年度", region, year, "尚未公开", len(due) - len(there), sep="\\t")
    if overdue:
        print("年度", region, year, "其中已逾期", len(overdue), sep="\\t")
""",
    ),
    Step(
        "首页、年度页：收录报告、平均得分",
        f"{PUBLICATION.file} 里同一地区、同一年度有报告地址的行数；{REPORTS.file} 里同样的行，"
        "“得分”相加，除以有得分的行数，四舍五入到两位小数，不足两份的不算",
        f"""\
for (region, year), rows in grouped(units, "region", "年度"):
    held = [row for row in rows if row["{REPORT}"]]
    print("年度", region, year, "收录报告", len(held), sep="\\t")
for (region, year), rows in grouped(reports, "region", "年度"):
    scores = numbers(rows, "得分")
    if len(scores) > 1:
        print("年度", region, year, "平均得分", mean(scores), sep="\\t")
        print("年度", region, year, "有得分", len(scores), sep="\\t")
        print("年度", region, year, "表式", len(grouped(rows, "表式")), sep="\\t")
""",
    ),
    Step(
        "首页、年度页：等级分布",
        f"{REPORTS.file} 的这些行按“等级标准”分开，再按“等级”计数；"
        "标准里有而没有报告的等级是 0，只有一份报告的不列",
        f"""\
for (region, year), rows in grouped(reports, "region", "年度"):
    for (scale,), alike in grouped(rows, "等级标准"):
        grades = [row["等级"] or "{UNGRADED}" for row in alike]
        bands = [part.partition("：")[0] for part in scale.split("；")]
        for grade in dict.fromkeys(bands + grades):
            if len(rows) > 1:
                print("等级", region, year, grade, grades.count(grade), sep="\\t")
""",
    ),
    Step(
        "比较页：单位数、平均得分、扣分",
        "这些行按“表式”“口径”分开，口径为空的不要，两行以上的是一张比较表；扣分 = 100 - 得分",
        """\
for key, rows in grouped(reports, "region", "年度", "表式", "口径"):
    scores = numbers(rows, "得分")
    if len(rows) > 1 and key[-1]:
        print("比较", *key, "单位数", len(rows), sep="\\t")
        if len(scores) > 1:
            print("比较", *key, "平均得分", mean(scores), sep="\\t")
            print("比较", *key, "有得分", len(scores), sep="\\t")
        for row in rows:
            for score in numbers([row], "得分"):
                print("扣分", row["报告地址"], 100 - score, sep="\\t")
""",
    ),
    Step(
        "年度页、比较页、单位页：各份报告的预算、执行、得分和等级",
        f"照列 {REPORTS.file} 的各行，不用计算；单位页的图是同样的数，"
        "一亿元以上的除以 10000，写成亿元",
        f"""\
for row in reports:
    for name in ("年初预算数", "全年预算数", "全年执行数", "执行率", "得分", "等级"):
        print("报告", row["{REPORT}"], name, row[name], sep="\\t")
""",
    ),
    Step(
        "“关于本站”一页：收录报告",
        f"{REPORTS.file} 的行数",
        """\
print("关于", "收录报告", len(reports), sep="\\t")
""",
    ),
)


def program() -> str:
    """All steps as one program that needs Python and nothing else."""
    return "\n\n".join(_parts())


def _parts() -> Iterator[str]:
    yield START
    for step in STEPS:
        yield f"# {step.where}\n{step.code}"
