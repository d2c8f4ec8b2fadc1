"""What else may lie in content/: links, folders, odd names. Told at the check, never read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from tests.builders import write_register, write_report
from tests.sites import built, mkdocs_build, prepared

if TYPE_CHECKING:
    from pathlib import Path

HOME = "content/shili/swj/2024"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", "utf-8")
    write_report(tmp_path / HOME)
    write_register(tmp_path / "content" / "shili")
    return tmp_path


def checked(site: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["check", str(site / "content")])
    return code, capsys.readouterr().out


@pytest.mark.parametrize("name", ["units.yml", "rules.yml", "baseline.yml", "other.yml"])
@pytest.mark.parametrize("target", ["/nonexist", "/etc/hostname", "."])
def test_a_link_in_a_region_is_told_and_not_followed(
    name: str, target: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = site / "content" / "shili" / name
    link.unlink(missing_ok=True)
    link.symlink_to(target)
    code, out = checked(site, capsys)
    assert code == 1
    assert out.count(f"content/shili/{name}:1:1  错误 Y011") == 1


def test_a_pipe_in_a_region_is_told_and_not_waited_for(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(site / "content" / "shili" / "zz.yml")
    code, out = checked(site, capsys)
    assert code == 1
    assert "content/shili/zz.yml:1:1  错误 Y011" in out


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("...yml", "projects/...yml"),
        (".yml", "projects/.yml"),
        ("a#b.yml", "projects/a#b.yml"),
        ("a%2fb.yml", "projects/a%2fb.yml"),
        ("农贸.yml", "projects/农贸.yml"),
        ("<img src=x>.yml", "projects/<img src=x>.yml"),
        ("a\nb.yml", "projects/a\ufffdb.yml"),
        ("\x1b[2J.yml", "projects/\ufffd[2J.yml"),
        (os.fsdecode(b"\xff.yml"), "projects/\\udcff.yml"),
        ("密码Xx000000#.yml", "projects/密码****"),
    ],
)
def test_a_project_file_is_named_as_its_page(
    name: str, shown: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = site / HOME / "projects"
    (folder / "p1.yml").rename(folder / name)
    code, out = checked(site, capsys)
    assert code == 1
    assert "错误 M013  项目表的文件名不合规" in out
    assert shown in out


@pytest.mark.parametrize("folder", ["content", "content/shili", "content/shili/swj"])
def test_a_report_one_folder_too_high(
    folder: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(site / folder)
    code, out = checked(site, capsys)
    assert code == 1
    assert f"{folder}/report.yml:1:1  错误 M008" in out
    assert "如 content/shili/jiaoyu/2024" in out


def whole(folder: Path, site: Path) -> Path:
    """The same content as a site that can be built."""
    (folder / "whole").mkdir()
    return prepared(folder / "whole", site / "content")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda region: (region / "x.yml").symlink_to("."),
        lambda region: (region / "rules.yml").symlink_to("/nonexist"),
        lambda region: (region / "swj/2024/projects/...yml").write_text("甲: 乙\n", "utf-8"),
        write_report,
    ],
    ids=["link to itself", "link to nowhere", "name that leads up", "report without a unit"],
)
def test_a_build_that_finds_such_keeps_the_old_site(
    spoil: object, tmp_path: Path, site: Path
) -> None:
    assert callable(spoil)
    home = whole(tmp_path, site)
    before = sorted(path.name for path in built(home).rglob("*"))
    spoil(home / "content" / "shili")
    run = mkdocs_build(home)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert sorted(path.name for path in (home / "site").rglob("*")) == before


def test_a_folder_that_is_no_report_file_is_left_alone(tmp_path: Path, site: Path) -> None:
    home = whole(tmp_path, site)
    (home / HOME / "report.old.yml").symlink_to("/etc/hostname")
    made = built(home) / "shili" / "swj" / "2024" / "data" / "report.json"
    assert "report.old.yml" not in made.read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "shili/caizheng/2024/report.yaml",
        "shili/caizheng/2024/Report.yml",
        "shili/caizheng/2024/report.yml.txt",
        "shili/swj/2024/report.MD",
        "shili/swj/2024/projects/b.yaml",
        "shili/units.yaml",
    ],
)
def test_a_file_that_nobody_reads_is_told(
    name: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = site / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("表式: hunan-2024\n", "utf-8")
    code, out = checked(site, capsys)
    assert code == 1
    assert f"content/{name}:1:1  错误 M014" in out


@pytest.mark.parametrize("name", ["notes.md", "form.xlsx", "projects/readme.txt", "other.yml"])
def test_other_files_may_lie_beside_a_report(
    name: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / HOME / name).write_text("甲: 乙\n", "utf-8")
    assert checked(site, capsys)[0] == 0
