"""What holds for all of the code, whatever it does."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.forms.form import FORM_FAULT
from generator.model.faults import FaultKind
from generator.rules import core
from generator.source import RefusalKind

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[1] / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))
# Departments and counties are data: of one region, and of the made-up one in our examples.
NAMES = ("绥宁", "示例县")
NUMBERS_ARE_MADE_IN = PACKAGE / "figures.py"
# How like two words must be to suggest one for the other is no figure of a report.
NO_FIGURES = {"cutoff"}

every_module = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE))
)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def docstrings(module: ast.Module) -> set[ast.expr]:
    owners = (
        node.body[0]
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
    )
    return {first.value for first in owners if isinstance(first, ast.Expr)}


def inexact(module: ast.Module) -> Iterator[str]:
    """Every place that could make or round a number: ``line 3: float``."""
    allowed = {
        id(keyword.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in NO_FIGURES
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in {"float", "round", "Decimal", "quantize", "fsum"}:
                yield f"line {node.lineno}: {name}("
        number = node.value if isinstance(node, ast.Constant) else None
        if isinstance(number, float) and id(node) not in allowed:
            yield f"line {getattr(node, 'lineno', 0)}: {number}"


@every_module
def test_numbers_are_made_and_rounded_in_one_module(path: Path) -> None:
    found = list(inexact(tree(path)))
    if path == NUMBERS_ARE_MADE_IN:
        assert not [place for place in found if "Decimal(" not in place and "quantize" not in place]
    else:
        assert found == []


@every_module
def test_no_code_knows_a_place(path: Path) -> None:
    module = tree(path)
    free = docstrings(module)
    texts = [
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in free
    ]
    assert [text for text in texts if any(name in text for name in NAMES)] == []


@pytest.mark.parametrize(
    "code",
    [
        "x = 0.1",
        "x = -1e3",
        "x = float('1')",
        "x = round(y, 2)",
        "x = Decimal('0.1')",
        "x = decimal.Decimal('0.1')",
        "x = y.quantize(z)",
        "def f(cutoff=0.5): ...",
        "x = y if y < 0.5 else f(cutoff=z)",
    ],
)
def test_the_ban_on_floats_bites(code: str) -> None:
    assert len(list(inexact(ast.parse(code)))) == 1


def test_no_code_of_a_finding_is_given_twice() -> None:
    codes = [
        *(kind.code for kind in RefusalKind),
        *(kind.code for kind in FaultKind),
        FORM_FAULT[0],
        *(rule.code for rule in core.rules()),
    ]
    assert sorted(codes) == sorted(set(codes))
