"""Facts of the real report: what its figures speak of, and which of them say the same."""

from __future__ import annotations

from collections import defaultdict

from generator.model.facts import TOTAL_FUNDS, Key, Scope, Stage, facts
from tests.test_transcription import CASE, case_of

ALL_YEAR = Key(TOTAL_FUNDS, Scope.ALL, Stage.ADJUSTED, 2024)


def by_key() -> dict[Key, list[str]]:
    found = defaultdict(list)
    for fact in facts(case_of(CASE).report):
        found[fact.key].append(str(fact.figure))
    return found


def test_the_same_word_under_another_scope_is_another_fact() -> None:
    found = by_key()
    assert found[ALL_YEAR] == ["716.83 万元", "716.83 万元"]
    assert found[ALL_YEAR._replace(scope=Scope.GENERAL)] == ["591.97 万元"]
    assert found[ALL_YEAR._replace(scope=Scope.OTHER)] == ["15.52 万元"]


def test_a_column_tells_year_and_stage() -> None:
    found = by_key()
    basic = Key("部门基本支出预算调整", Scope.ALL, Stage.FINAL, 2024)
    assert found[basic] == ["471.83 万元"]
    assert found[basic._replace(year=2023)] == ["504.19 万元"]
    assert found[basic._replace(stage=Stage.INITIAL)] == ["264.01 万元"]


def test_a_blank_cell_states_no_fact() -> None:
    assert Key("政府采购金额", Scope.ALL, Stage.INITIAL, 2024) not in by_key()
