"""Owns the reports that tests use: a consistent one, with a test's own keys laid over it.

Everything is written in the users' own YAML; no test builds a Report by hand.
"""

from __future__ import annotations

import re
import textwrap
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from generator.findings import from_refusal
from generator.model.reading import Reader
from generator.model.report import Report
from generator.settings import Settings
from generator.source import Text, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.findings import Finding

HERE = Path(__file__).parent
TODAY = date(2025, 6, 30)
PROJECTS = "项目"
NARRATIVE = "正文"
PROJECT_NARRATIVE = "项目正文"


def load(text: str) -> Any:
    """Plain data of a YAML text; every scalar stays a text, as our reader keeps it."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def overlaid(base: Any, changes: Any) -> Any:
    """``changes`` over ``base``: mappings merge, lists merge by the first value of an item."""
    if isinstance(base, dict) and isinstance(changes, dict):
        merged = {key: overlaid(base.get(key), value) for key, value in changes.items()}
        return {**base, **merged}
    if isinstance(base, list) and isinstance(changes, list) and changes:
        return _overlaid_items(base, changes)
    return changes


def _overlaid_items(base: list[Any], changes: list[Any]) -> list[Any]:
    items = list(base)
    for change in changes:
        titles = [_title(item) for item in items]
        if isinstance(change, dict) and _title(change) in titles:
            position = titles.index(_title(change))
            items[position] = overlaid(items[position], change)
        else:
            items.append(change)
    return items


def _title(item: Any) -> Any:
    return next(iter(item.values()), None) if isinstance(item, dict) else item


def write_report(folder: Path, changes: str = "", narrative: str = "") -> Path:
    """A report folder: the consistent report with ``changes``, in the users' own keys.

    ``项目`` lays changes over the consistent project (an empty list leaves no project);
    a project of another 对应专项资金 is the consistent one under that name.
    ``正文`` replaces the narrative, ``项目正文`` adds a report on the projects.
    """
    data = overlaid(load((HERE / "consistent.yml").read_text("utf-8")), load(changes) or {})
    projects = data.pop(PROJECTS, [{}])
    (folder / "projects").mkdir(parents=True, exist_ok=True)
    text = narrative or (HERE / "consistent.md").read_text("utf-8")
    (folder / "report.md").write_text(data.pop(NARRATIVE, text), "utf-8")
    project_narrative = data.pop(PROJECT_NARRATIVE, "")
    if project_narrative:
        (folder / "projects" / "report.md").write_text(project_narrative, "utf-8")
    (folder / "report.yml").write_text(dump(data), "utf-8")
    model = load((HERE / "consistent-project.yml").read_text("utf-8"))
    for number, project in enumerate(projects, 1):
        text = dump(overlaid(model, project))
        (folder / "projects" / f"p{number}.yml").write_text(text, "utf-8")
    return folder


def write_register(region: Path, changes: str = "") -> None:
    """The consistent register with ``changes``; none when they are a blank text."""
    data = overlaid(load((HERE / "consistent-units.yml").read_text("utf-8")), load(changes))
    if data:
        (region / "units.yml").write_text(dump(data), "utf-8")


def dump(data: Any) -> str:
    """YAML text of plain data, in the order given."""
    dumper = yaml.CSafeDumper
    return yaml.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1000)


def read_report(text: str) -> tuple[Report, tuple[Finding, ...]]:
    """A report.yml by itself, with everything that keeps it from being read."""
    node, refusals = parse(Text("report.yml", text))
    assert node is not None
    reader = Reader()
    report = reader.record(Report, node)
    return report, (*map(from_refusal, refusals), *reader.findings)


def marked(text: str) -> list[tuple[int, str]]:
    """Line and code of the findings that a YAML text expects: ``得分: 8  # <- S004``."""
    return [
        (number, code)
        for number, line in enumerate(text.split("\n"), 1)
        for code in re.findall(r"[A-Z]\d{3}", line.partition("# <-")[2])
    ]


def places(findings: Iterable[Finding]) -> list[tuple[int, str]]:
    """Line and code of findings, to compare with what is ``marked``."""
    return sorted((finding.span.line, finding.rule) for finding in findings)


def settings(root: Path) -> Settings:
    """A site at ``root`` on a fixed day."""
    return Settings(root, root / "content", TODAY)


def block(docstring: str, heading: str) -> str:
    """The text under ``## heading`` of a docstring, without its indent."""
    lines = textwrap.dedent(docstring.partition("\n")[2]).split("\n")
    if f"## {heading}" not in lines:
        return ""
    start = lines.index(f"## {heading}") + 1
    end = next((n for n in range(start, len(lines)) if lines[n].startswith("## ")), len(lines))
    return textwrap.dedent("\n".join(lines[start:end])).strip("\n")
