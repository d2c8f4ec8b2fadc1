"""Owns the command line: parses arguments, calls, prints. Imports late, for a quick start.

Exit codes: 0 nothing stops publication, 1 findings, 2 wrong call or unreadable configuration.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.console import Outcome

FINDINGS = 1
WRONG_CALL = 2


class UsageError(Exception):
    """A call that cannot be carried out, with one line that says why."""


class _Help(argparse.HelpFormatter):
    """Help at a fixed width: to ask the terminal, argparse would load shutil each time."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


class _Parser(argparse.ArgumentParser):
    """argparse that answers in Chinese."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  argparse's own options
        super().__init__(**{"formatter_class": _Help, **settings})

    def error(self, message: str) -> NoReturn:
        raise UsageError(_chinese(message))


_WORDS = (
    ("unrecognized arguments", "没有这个参数"),
    ("invalid choice", "不可用的选项"),
    ("choose from", "可选"),
    ("the following arguments are required", "缺少参数"),
    ("expected one argument", "需要一个值"),
    ("argument", "参数"),
)


def _chinese(message: str) -> str:
    for english, chinese in _WORDS:
        message = message.replace(english, chinese)
    return message


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; what it returns is the exit code."""
    gc.disable()  # one short run: what it allocates, the end of the process frees
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except UsageError as error:
        print(f"jixiao：{error}", file=sys.stderr)
        print("用法见 jixiao --help", file=sys.stderr)
        return WRONG_CALL


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="jixiao", description="绩效自评公开：核对数据文件，说明规则，新建站点。")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, prog="jixiao")
    check = commands.add_parser("check", help="核对报告，列出不符之处")
    check.add_argument("paths", nargs="*", type=Path, metavar="路径", help="报告或内容文件夹")
    check.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="输出格式"
    )
    check.add_argument("--output", type=Path, metavar="文件", help="写入文件，不写则输出到屏幕")
    check.add_argument("--unchecked", action="store_true", help="列出无法核验的规则和原因")
    check.set_defaults(run=_check)
    explain = commands.add_parser("explain", help="说明一条规则")
    explain.add_argument("code", metavar="代码", help="规则代码，如 X003")
    explain.set_defaults(run=_explain)
    schema = commands.add_parser("schema", help="写出供编辑器使用的 JSON Schema")
    schema.add_argument(
        "folder", nargs="?", type=Path, default=Path("content/.schema"), metavar="文件夹"
    )
    schema.set_defaults(run=_schema)
    new = commands.add_parser("new", help="在空文件夹里新建一个站点")
    new.add_argument("folder", type=Path, metavar="文件夹")
    new.set_defaults(run=_new)
    return parser


def _check(options: argparse.Namespace) -> int:
    from generator import console

    outcome = _outcome(options.paths)
    if options.format == "text":
        written = console.text(outcome, unchecked=options.unchecked)
    else:
        written = {"json": console.as_json, "github": console.github}[options.format](outcome)
    _write(written, options.output)
    return FINDINGS if outcome.failed else 0


def _outcome(paths: list[Path]) -> Outcome:
    from generator import console, corpus
    from generator.settings import Settings, today

    start = time.monotonic()
    content, folders = _reports(paths)
    settings = Settings(content.parent, content, today())
    portal = corpus.portal(corpus.assess_all(folders, settings), settings)
    seconds = f"{time.monotonic() - start:.1f}"
    return console.Outcome(portal, console.file_lines(content.parent), seconds)


def _reports(paths: list[Path]) -> tuple[Path, list[Path]]:
    """The content folder, and the report folders at or below ``paths``."""
    from generator import corpus

    content = _content(paths[0] if paths else Path("content"))
    found = list[Path]()
    for path in paths or [content]:
        if not path.is_dir():
            raise UsageError(f"没有文件夹“{path}”")
        folders = corpus.folders(path.resolve())
        if not folders:
            raise UsageError(f"“{path}”里没有报告（report.yml）")
        found.extend(folders)
    return content, sorted(set(found))


def _content(path: Path) -> Path:
    """The content folder that ``path`` lies in: three levels above a report, by its layout."""
    from generator.assess import REPORT

    resolved = path.resolve()
    for folder in (resolved, *resolved.parents):
        if (folder.parent / "mkdocs.yml").is_file():
            return folder
    return resolved.parents[2] if (resolved / REPORT).is_file() else resolved


def _write(written: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(written)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(written, "utf-8")
    except OSError as error:
        raise UsageError(f"写不了文件“{output}”：{error.strerror}") from error


def _explain(options: argparse.Namespace) -> int:
    from generator import console
    from generator.rules.documentation import explain

    entry = explain(options.code)
    if entry is None:
        raise UsageError(f"没有规则“{options.code}”")
    title = f"{entry.code}  {entry.title}（{entry.severity.word}）"
    waivable = "可以作情况说明" if entry.waivable else "不能作情况说明，只能改正"
    sections = (*entry.sections, ("依据", entry.basis), ("情况说明", waivable))
    sys.stdout.write(console.explanation(title, sections))
    return 0


def _schema(options: argparse.Namespace) -> int:
    from generator import schema

    for name, document in schema.documents().items():
        _write(document, options.folder / name)
        print(options.folder / name)
    return 0


def _new(options: argparse.Namespace) -> int:
    from generator import scaffold, schema

    try:
        written = scaffold.create(options.folder)
    except scaffold.NotEmptyError as error:
        raise UsageError(f"“{options.folder}”不是空文件夹：{error}") from error
    except OSError as error:
        raise UsageError(f"写不了“{options.folder}”：{error.strerror}") from error
    for name, document in schema.documents().items():
        _write(document, options.folder / "content" / ".schema" / name)
    print(f"已新建 {len(written)} 个文件。下一步：")
    print(f"  cd {options.folder}")
    print("  jixiao check")
    print("  mkdocs build")
    return 0
