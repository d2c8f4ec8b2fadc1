"""Owns where a code is explained, and what the families of codes are called."""

from __future__ import annotations

from functools import cache

from generator.rules.core import LOCAL_LETTER, rules

INDEX = "rules"

# A family is the first letter of a code. A letter that is new here still gets its own list.
_FAMILIES = {
    "B": "基础数据表",
    "C": "填写完整",
    "E": "增减变动",
    "F": "资金",
    "G": "等级",
    "I": "绩效指标",
    "K": "单位、年度之间",
    "L": "地方规则",
    "M": "数据文件的内容",
    "N": "报告正文",
    "O": "单位与流程",
    "P": "公开信息",
    "S": "得分",
    "T": "日期与文号",
    "V": "情况说明",
    "W": "分值",
    "X": "表与表之间",
    "Y": "数据文件的写法",
    "Z": "敏感信息",
}


def family_of(letter: str) -> str:
    """The title of a family: its letter with its name."""
    return f"{letter} {_FAMILIES.get(letter, '')}".strip()


def has_page(code: str) -> bool:
    """Whether ``code`` is a rule; the codes of reading files are lines of the index."""
    return code in _codes()


def own_anchor(region: str, code: str) -> str:
    """The id of a region's own rule in the index."""
    return f"{region}-{code}"


def rule_address(code: str, page: str) -> tuple[str, str]:
    """Address and anchor of what explains ``code`` to readers of ``page``.

    A region's own rules are lines of the index; two regions may use the same code.
    """
    if code.startswith(LOCAL_LETTER):
        return INDEX, own_anchor(page.partition("/")[0], code)
    return (f"{INDEX}/{code}", "") if has_page(code) else (INDEX, code)


@cache
def _codes() -> frozenset[str]:
    return frozenset(rule.code for rule in rules())
