"""The day of approval of a year, from a region's register."""

from __future__ import annotations

from datetime import date

from generator.model.reading import Reader
from generator.model.register import Register
from generator.rules.reports.deadlines import approvals
from generator.source import Text, parse

REGISTER = """
地区: 示例县
批复:
  - {年度: 2024, 日期: 2025-03-09}
  - {年度: 2024, 日期: 2025-03-01}
  - {年度: 不详, 日期: 2025-03-09}
  - {年度: 2023, 日期: }
单位: []
"""


def test_the_last_batch_counts_and_what_cannot_be_read_does_not() -> None:
    node, _ = parse(Text("units.yml", REGISTER))
    assert node is not None
    register = Reader().record(Register, node)
    assert approvals(register) == {2024: date(2025, 3, 9)}
