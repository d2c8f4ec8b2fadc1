"""Every form that is shipped, and what is found when a form contradicts itself."""

from __future__ import annotations

import shutil
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figures import Figure
from generator.findings import Severity
from generator.forms import form as forms
from generator.forms.form import Algorithm, Band
from generator.model.reading import YesNo
from generator.rules import core
from tests.builders import load, marked, places

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.findings import Finding
    from generator.forms.form import Form

FORMS = [forms.load(name) for name in forms.names()]
CENT = Decimal("0.01")

every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.name))


def scales(form: Form) -> list[list[Band]]:
    """The grades, and the bands of every method that has some."""
    banded = [m.bands for m in form.methods if m.algorithm.value is Algorithm.BANDS]
    return [list(bands) for bands in (form.grades, *banded)]


def owners(bands: Iterable[Band], value: Decimal) -> int:
    return sum(band.holds(value) for band in bands)


# ------------------------------------------------------------------ the forms as shipped


@every_form
def test_a_form_is_called_like_its_file_and_has_no_fault(form: Form) -> None:
    again, findings = forms.read(forms.FOLDER / f"{form.name}.yml")
    assert findings == ()
    assert again is not None
    assert form.name.text in forms.names()


@every_form
def test_the_weights_sum_to_a_hundred(form: Form) -> None:
    assert sum(weight.value for weight in form.weights) == 100
    assert form.weight(forms.EXECUTION) is not None
    assert form.weight("没有这一类") is None


@every_form
def test_at_every_bound_exactly_one_band_holds(form: Form) -> None:
    for bands in scales(form):
        bounds = {bound for b in bands for bound in (b.floor, b.ceiling) if bound is not None}
        assert {0, 100} <= bounds
        near = [bound + step for bound in bounds for step in (-CENT, 0, CENT)]
        for value in near:
            assert owners(bands, value) == (0 <= value <= 100), value


@every_form
@given(st.integers(0, 10**6).map(lambda n: Decimal(n).scaleb(-4)))
def test_every_score_has_exactly_one_grade(form: Form, score: Decimal) -> None:
    assert [owners(bands, score) for bands in scales(form)] == [1] * len(scales(form))
    grade = form.grade(score)
    assert grade is not None
    assert grade.holds(score)


@every_form
def test_a_form_cites_where_it_comes_from(form: Form) -> None:
    assert len(form.citations) >= 1
    assert all(citation.title and citation.verified for citation in form.citations)


@every_form
def test_the_defaults_are_methods_and_levels_are_of_rules_that_exist(form: Form) -> None:
    number, text = form.method(form.defaults.number.text), form.method(form.defaults.text.text)
    assert number is not None
    assert text is not None
    assert text.algorithm.value is Algorithm.BANDS
    assert form.by_algorithm(Algorithm.EXECUTION) is not None
    assert forms.unknown_rules(form, {rule.code for rule in core.rules()}) == ()


@pytest.mark.parametrize(
    ("name", "score", "grade"),
    [
        ("hunan-2024", "90", "良好"),
        ("hunan-2024", "90.01", "优秀"),
        ("hunan-2024", "80", "良好"),
        ("hunan-2024", "79.99", "较差"),
        ("mof-2020", "90", "优"),
        ("mof-2020", "89.99", "良"),
        ("mof-2021-cost", "60", "中"),
        ("mof-2021-nocost", "59.99", "差"),
        ("hebei", "0", "差"),
        ("hebei", "100", "优"),
        ("hebei", "100.01", None),
        ("hebei", "-0.01", None),
    ],
)
def test_grades_are_read_as_the_form_prints_them(name: str, score: str, grade: str | None) -> None:
    band = forms.load(name).grade(Decimal(score))
    assert (band and str(band.title)) == grade


def test_a_band_is_told_in_words() -> None:
    words = [band.words for band in forms.load("hunan-2024").grades]
    assert words[:2] == ["高于 90，至多 100", "不低于 80，至多 90"]


def test_a_form_inherits_what_it_does_not_write() -> None:
    hunan, mof = forms.load("hunan-2024"), forms.load("mof-2020")
    assert [str(m.title) for m in hunan.methods] == [str(m.title) for m in mof.methods]
    assert [str(g.title) for g in hunan.grades] != [str(g.title) for g in mof.grades]
    assert (hunan.base_table.value, mof.base_table.value) == (YesNo.YES, YesNo.NO)
    assert (hunan.money_decimals, hunan.score_decimals) == (2, 2)


# ------------------------------------------------------------------ forms with faults

BROKEN = {
    "grades overlap": """\
表式: broken
继承: mof-2020
等级:
  - {名称: 优, 不低于: 90, 至多: 100}      # <- M011
  - {名称: 良, 不低于: 80, 至多: 90}
  - {名称: 差, 不低于: 0, 低于: 80}
""",
    "grades leave a gap at a bound": """\
表式: broken
继承: mof-2020
等级:
  - {名称: 优, 高于: 90, 至多: 100}        # <- M011
  - {名称: 良, 不低于: 80, 低于: 90}
  - {名称: 差, 不低于: 0, 低于: 80}
""",
    "grades leave a gap between bounds": """\
表式: broken
继承: mof-2020
等级:
  - {名称: 优, 不低于: 90, 至多: 100}      # <- M011
  - {名称: 良, 不低于: 80, 低于: 89}
  - {名称: 差, 不低于: 0, 低于: 80}
""",
    "a grade has no upper end": """\
表式: broken
继承: mof-2020
等级:
  - {名称: 优, 不低于: 90, 至多: 100}      # <- M011 M011
  - {名称: 差, 不低于: 0}
""",
    "grades begin above zero": """\
表式: broken
继承: mof-2020
等级:
  - {名称: 优, 不低于: 60, 至多: 100}      # <- M011
""",
    "no grade holds zero": """\
表式: broken
继承: mof-2020
等级:
  - {名称: 优, 高于: 0, 至多: 100}         # <- M011
""",
    "no grade holds a hundred": """\
表式: broken
继承: mof-2020
等级:
  - {名称: 优, 不低于: 0, 低于: 100}       # <- M011
""",
    "weights sum to 95": """\
表式: broken
继承: mof-2020
权重:
  预算执行率: 10                           # <- M011
  产出指标: 50
  效益指标: 35
""",
    "there are no weights": """\
表式: broken                               # <- M011
继承: mof-2020
权重: {}
""",
    "defaults are no methods": """\
表式: broken
继承: mof-2020
默认计分方法:
  数值: 顺向                               # <- M011
  成本: 反向
  文字: 定性分                             # <- M011
""",
    "bands of a method overlap": """\
表式: broken
继承: mof-2020
默认计分方法: {数值: 定性, 成本: 定性, 文字: 定性}
计分方法:
  - 名称: 定性
    算法: 按完成档次
    档次:
      - {名称: 达成, 不低于: 80, 至多: 100}  # <- M011
      - {名称: 未达成, 不低于: 0, 至多: 80}
""",
    "a method has no bands": """\
表式: broken                               # <- M001 M001 M001 M001 M001
继承: absent-parts
名称: 甲
权重: {预算执行率: 100}
计分方法:
  - {名称: 定性, 算法: 按完成档次}         # <- M011
  - {名称: 其他, 算法: 其他}               # <- M006
默认计分方法: {数值: 定性, 成本: 定性, 文字: 定性}
规则级别: [{规则: F001, 级别: 重要}]       # <- M006
等级: [{名称: 优, 不低于: 0, 至多: 100}]
""",
}


def read(folder: Path, text: str) -> tuple[Form | None, tuple[Finding, ...]]:
    shutil.copy(forms.FOLDER / "mof-2020.yml", folder)
    (folder / "absent-parts.yml").write_text("适用地区: 甲\n", "utf-8")
    (folder / "broken.yml").write_text(text, "utf-8")
    return forms.read(folder / "broken.yml")


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_form_that_contradicts_itself(tmp_path: Path, text: str) -> None:
    _, findings = read(tmp_path, text)
    assert places(findings) == marked(text)
    assert {finding.span.file for finding in findings} == {"forms/broken.yml"}
    assert {finding.severity for finding in findings} == {Severity.ERROR}


def test_a_faulty_form_says_what_is_wrong(tmp_path: Path) -> None:
    _, (finding,) = read(tmp_path, BROKEN["weights sum to 95"])
    assert finding.message == "权重合计应为 100，现为 95 分"
    _, (finding,) = read(tmp_path, BROKEN["grades overlap"])
    assert finding.message == "“良”与“优”之间有重叠或空缺"


def test_a_form_that_is_no_yaml_or_lacks_its_parent(tmp_path: Path) -> None:
    for text, code in [("表式: [", "Y003"), ("表式: 甲\n继承: nowhere", "Y011")]:
        form, (finding,) = read(tmp_path, text)
        assert (form, finding.rule) == (None, code)


def test_a_level_is_given_to_a_rule_that_exists(tmp_path: Path) -> None:
    text = """\
表式: broken
继承: mof-2020
规则级别:
  - {规则: F001, 级别: 提醒}
  - {规则: F999, 级别: 说明}               # <- M011
"""
    form, findings = read(tmp_path, text)
    assert form is not None
    assert findings == ()
    known = {rule.code for rule in core.rules()}
    assert places(forms.unknown_rules(form, known)) == marked(text)
    assert form.level("F001", Severity.ERROR) is Severity.WARNING
    assert form.level("F999", Severity.ERROR) is Severity.INFO
    assert form.level("F002", Severity.ERROR) is Severity.ERROR


def test_a_shipped_form_with_a_fault_would_stop_us() -> None:
    with pytest.raises(ValueError, match="Y011"):
        forms.load("nowhere")


def test_the_forms_say_in_yaml_what_they_say_in_python() -> None:
    raw = load((forms.FOLDER / "hebei.yml").read_text("utf-8"))
    hebei = forms.load("hebei")
    assert {w.name: str(w.value) for w in hebei.weights} == raw["权重"]
    assert all(isinstance(weight, Figure) for weight in hebei.weights)


@pytest.mark.parametrize(
    "text", ["表式: broken\n继承: broken\n", "- 表式: broken\n"], ids=["its own heir", "a list"]
)
def test_a_form_that_is_none(tmp_path: Path, text: str) -> None:
    form, findings = read(tmp_path, text)
    assert form is None
    assert [(finding.rule, finding.span.line) for finding in findings] == [("M011", 1)]
