"""Owns the shape of a region's baseline: the findings of old years that no longer block.

Must not know how one is applied or written.
"""

from __future__ import annotations

from generator.model.reading import Listed, Prose, Record, Rows, Words, word


class Frozen(Record):
    """一处冻结的不符：规则、报告、位置、当时的原值和应有的值都相同才算它。"""

    title_word = "规则"

    rule: Words = word("规则", Prose(), "规则代码，如 X003", required=True)
    report: Words = word("报告", Prose(), "报告的地址，如 shili/commerce/2019", required=True)
    place: Words = word("位置", Prose(), "不符之处的项名路径")
    value: Words = word("原值", Prose(), "该处填写的内容；内容一变，就不再冻结")
    due: Words = word("应为", Prose(), "规则算出的内容；别处改了，它一变，就不再冻结")


class Baseline(Record):
    """一个地区的历史遗留问题；只减不增，由 jixiao baseline 写出。"""

    note: Words = word("说明", Prose())
    frozen: Listed = word("冻结", Rows(Frozen), required=True)
