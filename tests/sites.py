"""Builds whole sites for tests with `mkdocs build`, as users do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def prepared(folder: Path, content: Path, below: str = "") -> Path:
    """``folder`` as a site of ours with a copy of ``content`` below its own content folder."""
    for name in ("theme_overrides", "generator"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(content, folder / "content" / below)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def mkdocs_build(site: Path) -> subprocess.CompletedProcess[str]:
    """What `mkdocs build` says in the folder ``site``."""
    return build(site, [str(Path(sys.executable).with_name("mkdocs")), "build"])


def build(site: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    """What ``command`` says in the folder ``site``, on a fixed day."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1751241600"}
    return subprocess.run(
        command, cwd=site, env=environment, capture_output=True, text=True, check=False
    )


def built(site: Path) -> Path:
    """What `mkdocs build` publishes for ``site``."""
    run = mkdocs_build(site)
    assert run.returncode == 0, run.stderr
    return site / "site"
