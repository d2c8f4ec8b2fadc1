"""Owns the hashes of the files that a report was made from. The only one here that reads files."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from generator.forms import form as forms
from generator.source import is_own_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.exports.subject import Subject


def input_hashes(subject: Subject, root: Path) -> list[dict[str, Any]]:
    """Name, size and SHA-256 of every file that the report rests on, by name."""
    found = {path.relative_to(root).as_posix(): path for path in _content(subject, root)}
    content = {name: path for name, path in found.items() if is_own_file(path, name)}
    rules = {f"forms/{path.name}": path for path in _forms(subject.case.form)}
    files = (*sorted(content.items()), *sorted(rules.items()))
    return [_hash(name, path.read_bytes()) for name, path in files]


def _hash(name: str, content: bytes) -> dict[str, Any]:
    return {"file": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _content(subject: Subject, root: Path) -> Iterator[Path]:
    """The report's folder, and what its region states for all: register, rules, baseline."""
    folder = (root / subject.assessment.file).parent
    region = (folder, *folder.parents)[subject.address.count("/")]
    for pattern in ("report.yml", "report.md", "projects/*.yml", "projects/report.md"):
        yield from folder.glob(pattern)
    yield from region.glob("*.yml")


def _forms(form: forms.Form) -> Iterator[Path]:
    """The form's file, then those it inherits from."""
    yield forms.FOLDER / f"{form.name}.yml"
    if form.parent:
        yield from _forms(forms.load(form.parent.text))
