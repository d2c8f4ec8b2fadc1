"""Owns a region's own rules as they come out of ``rules.yml``: rules like ours, or its faults.

Must not read files, nor know any region or any type of rule. Imported only where a region has
such a file: the families that every check walks are the modules beside this package.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.findings import Finding
from generator.rules.core import LOCAL_LETTER, LocalRules, Rule, Stage, broken_rule, run
from generator.rules.local.types import check, one_line
from generator.rules.local.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.local_rules import LocalRule, RuleFile
    from generator.rules.core import Case, Result


def local_rules(file: RuleFile) -> LocalRules:
    """The rules in ``file``; each name in them is held against what a report can have."""
    findings, made = list[Finding](), dict[str, Rule]()
    for spec in file.rules:
        faults = [*_faults(spec, made), *check(spec).faults()]
        findings.extend(faults)
        if not faults:
            made[spec.code.text] = _rule(spec)
    return LocalRules(tuple(made.values()), tuple(findings))


def checked(case: Case) -> tuple[Result, ...]:
    """What the rules of its region say of a report."""
    values = Values(case.report)
    return tuple(run(rule, values, None) for rule in case.local)


def _rule(spec: LocalRule) -> Rule:
    return Rule(
        code=spec.code.text,
        name=f"local-rule-{spec.code.text.lower()}",
        severity=spec.level.value.severity,
        stage=Stage.REPORT,
        basis=one_line(spec.basis),
        waivable=True,
        check=check(spec),
    )


def _faults(spec: LocalRule, before: dict[str, Rule]) -> Iterator[Finding]:
    """What can be wrong with a rule of any type."""
    code, level = spec.code, spec.level
    if not re.fullmatch(rf"{LOCAL_LETTER}\d{{3}}", code.text, re.ASCII):
        yield broken_rule(
            code.span, f"代码“{code}”", f"请写 {LOCAL_LETTER} 加三位数字，如 {LOCAL_LETTER}001"
        )
    elif code.text in before:
        yield broken_rule(code.span, f"代码“{code}”用了两次", "一条规则一个代码")
    for words in (spec.title, level, spec.basis):
        if not words:
            yield broken_rule(words.span, f"“{words.name}”空着", "请补上")
