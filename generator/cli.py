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

from generator import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.console import Outcome
    from generator.corpus import Portal
    from generator.dataset import Publisher
    from generator.review.baseline import Written
    from generator.rules.documentation import Documentation
    from generator.settings import Settings

FINDINGS = 1
WRONG_CALL = 2


class UsageError(Exception):
    """A call that cannot be carried out, with one line that says why."""


class _Help(argparse.HelpFormatter):
    """Help at a fixed width: to ask the terminal, argparse would load shutil each time."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """The first line, in Chinese."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse that answers in Chinese."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  argparse's own options
        super().__init__(**{"formatter_class": _Help, "add_help": False, **settings})
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示用法")

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
    parser = _parser(arguments)
    try:
        options = parser.parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except UsageError as error:
        print(f"jixiao：{error}", file=sys.stderr)
        print("用法见 jixiao --help", file=sys.stderr)
        return WRONG_CALL


def _parser(arguments: Sequence[str] | None) -> argparse.ArgumentParser:
    """The commands; only one that ``arguments`` call for is told what it takes."""
    words = sys.argv[1:] if arguments is None else arguments
    parser = _Parser(prog="jixiao", description="绩效自评公开：核对数据文件，说明规则，新建站点。")
    parser.add_argument(
        "--version", action="version", version=f"jixiao {__version__}", help="显示版本"
    )
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, prog="jixiao")
    for name, (title, fill) in _COMMANDS.items():
        command = commands.add_parser(name, help=title)
        if name in words:
            fill(command)
    return parser


def _fill_check(check: argparse.ArgumentParser) -> None:
    check.add_argument("paths", nargs="*", type=Path, metavar="路径", help="报告或内容文件夹")
    check.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="输出格式"
    )
    check.add_argument("--output", type=Path, metavar="文件", help="写入文件，不写则输出到屏幕")
    check.add_argument("--full", action="store_true", help="不论多长，逐处列出原文和改法")
    check.add_argument("--unchecked", action="store_true", help="列出无法核验的规则和原因")
    check.add_argument("--explain", action="store_true", help="列出算式和两边的取值范围")
    check.set_defaults(run=_check)


def _fill_explain(explain: argparse.ArgumentParser) -> None:
    explain.add_argument("code", metavar="代码", help="规则代码，如 X003")
    explain.set_defaults(run=_explain)


def _fill_baseline(baseline: argparse.ArgumentParser) -> None:
    baseline.add_argument(
        "path",
        nargs="?",
        type=Path,
        default=Path("content"),
        metavar="路径",
        help="内容文件夹或一个地区的文件夹",
    )
    baseline.add_argument("--start-over", action="store_true", help="不管已有的，重新冻结全部")
    baseline.set_defaults(run=_baseline)


def _fill_schema(schema: argparse.ArgumentParser) -> None:
    schema.add_argument(
        "folder", nargs="?", type=Path, default=Path("content/.schema"), metavar="文件夹"
    )
    schema.set_defaults(run=_schema)


def _fill_export(export: argparse.ArgumentParser) -> None:
    export.add_argument(
        "path",
        nargs="?",
        type=Path,
        default=Path("content"),
        metavar="路径",
        help="内容文件夹，或其中的一部分",
    )
    export.add_argument("--output", type=Path, required=True, metavar="文件夹", help="写入的文件夹")
    export.set_defaults(run=_export)


def _fill_new(new: argparse.ArgumentParser) -> None:
    new.add_argument("folder", type=Path, metavar="文件夹")
    new.set_defaults(run=_new)


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("核对报告，列出不符之处", _fill_check),
    "explain": ("说明一条规则", _fill_explain),
    "baseline": ("冻结历史遗留的不符之处，或删去已改正的", _fill_baseline),
    "schema": ("写出供编辑器使用的 JSON Schema", _fill_schema),
    "export": ("写出供下载的 CSV 和 JSON", _fill_export),
    "new": ("在空文件夹里新建一个站点", _fill_new),
}


def _check(options: argparse.Namespace) -> int:
    from generator import console

    outcome = _outcome(options.paths)
    if options.format != "text":
        written = {"json": console.as_json, "github": console.github}[options.format](outcome)
    elif options.full or options.explain:
        written = console.text(outcome, unchecked=options.unchecked, explain=options.explain)
    else:
        written = console.page(outcome, unchecked=options.unchecked)
    _write(written, options.output)
    return FINDINGS if outcome.failed else 0


def _outcome(paths: list[Path]) -> Outcome:
    from generator import console
    from generator.review import baseline

    start = time.monotonic()
    settings, portal = _portal(paths)
    portal = baseline.applied(portal, settings)
    seconds = f"{time.monotonic() - start:.1f}"
    return console.Outcome(portal, console.file_lines(settings.root), seconds)


def _portal(paths: list[Path]) -> tuple[Settings, Portal]:
    from generator import corpus

    content, folders = _reports(paths)
    settings = _settings(content)
    return settings, corpus.portal(corpus.assess_all(folders, settings), settings)


def _settings(content: Path) -> Settings:
    from generator.settings import Settings, today

    return Settings(content.parent, content, today())


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


def _baseline(options: argparse.Namespace) -> int:
    from generator.review import baseline

    settings, portal = _portal([options.path])
    blocked = False
    for region in portal.regions:
        if region.address not in portal.complete:
            raise UsageError("冻结要看过一个地区的全部报告，请给出内容文件夹或地区的文件夹")
        try:
            written = baseline.written(region, settings, start_over=options.start_over)
        except baseline.UnreadableError as error:
            raise UsageError(f"“{error}”有错，先按 jixiao check 改正") from error
        except baseline.TooManyError as error:
            raise UsageError(f"“{error}”会超过数据文件的大小，请先改正一部分") from error
        except OSError as error:
            raise UsageError(f"写不了“{region.address}”的基线：{error.strerror}") from error
        _tell(region.title, written)
        blocked |= bool(written.refused or written.unfreezable)
    return FINDINGS if blocked else 0


def _tell(region: str, written: Written) -> None:
    print(f"{region}：冻结 {len(written.entries)} 处，删去已改正的 {written.removed} 处")
    for new in written.refused:
        print(f"  新的不符之处不能加入：{new.rule}  {new.report}  {new.place}  “{new.value}”")
    if written.refused:
        print("  请改正或写情况说明；确要重新冻结全部，用 --start-over")
    for finding in written.unfreezable:
        place = f"{finding.span.file}:{finding.span.line}"
        print(f"  不能冻结，只能改正：{finding.rule}  {place}  {finding.message}")


def _explain(options: argparse.Namespace) -> int:
    from generator.rules.documentation import explain

    entry = explain(options.code)
    entries = [("", entry)] if entry else _own_rules(options.code.upper())
    if not entries:
        raise UsageError(f"没有规则“{options.code}”")
    sys.stdout.write("\n".join(_explanation(region, found) for region, found in entries))
    return 0


def _own_rules(code: str) -> list[tuple[str, Documentation]]:
    """What each region of the site we stand in calls ``code``."""
    from generator import corpus
    from generator.rules.documentation import documented

    content = _content(Path("content"))
    regions = sorted(file.parent.name for file in content.glob(f"*/{corpus.RULES}"))
    return [
        (region, documented(rule))
        for region in regions
        for rule in corpus.own_rules(region, _settings(content)).rules
        if rule.code == code
    ]


def _explanation(region: str, entry: Documentation) -> str:
    from generator import console
    from generator.narrative import sensitive

    title = f"{entry.code}  {entry.title}（{entry.severity.word}）"
    waivable = "可以作情况说明" if entry.waivable else "不能作情况说明，只能改正"
    own = f"{region} 的地方规则" if region else ""
    sections = (*entry.sections, ("依据", entry.basis), ("情况说明", waivable), ("适用", own))
    written = console.explanation(title, sections)
    return sensitive.masked(written) if region else written


def _schema(options: argparse.Namespace) -> int:
    from generator import schema

    for name, document in schema.documents().items():
        _write(document, options.folder / name)
        print(options.folder / name)
    return 0


def _export(options: argparse.Namespace) -> int:
    from generator import console
    from generator.exports.files import files
    from generator.exports.writing import write

    content, chosen = _reports([options.path])
    outcome = _outcome([content])  # some checks need all reports, whichever are written
    if outcome.failed:
        sys.stderr.write(console.stopped(outcome))
        return FINDINGS
    made = files(outcome.portal, _publisher(content.parent), content.parent)
    if options.path.resolve() != content:
        folders = tuple(f"{folder.relative_to(content).as_posix()}/" for folder in chosen)
        made = {name: data for name, data in made.items() if name.startswith(folders)}
    try:
        write(options.output, made)
    except OSError as error:
        raise UsageError(f"写不了“{options.output}”：{error.strerror}") from error
    print(f"已写出 {len(made)} 个文件：{options.output}")
    return 0


def _publisher(root: Path) -> Publisher:
    """What ``mkdocs.yml`` says of the site, as the plugin would read it."""
    from generator.dataset import LICENCE, publisher
    from generator.source import Mapping, Scalar, Text, parse, read_text

    if not (root / "mkdocs.yml").exists():
        return publisher("")
    text = read_text(root / "mkdocs.yml", "mkdocs.yml")
    node, refusals = parse(text) if isinstance(text, Text) else (None, ())
    if not isinstance(node, Mapping):
        raise UsageError("读不出 mkdocs.yml")
    refused = {refusal.span.line for refusal in refusals}
    extra = node.get("extra")
    title = node.get("site_name")
    licence = extra.get(LICENCE) if isinstance(extra, Mapping) else None
    fields = dict(licence.entries) if isinstance(licence, Mapping) else {}
    for value in (title, licence, *fields.values()):
        if value is not None and value.span.line in refused:
            raise UsageError(f"读不懂 mkdocs.yml 第 {value.span.line} 行，请直接写出内容")
    stated = {key.text: value.text for key, value in fields.items() if isinstance(value, Scalar)}
    name = title.text if isinstance(title, Scalar) else ""
    return publisher(name, licence.text if isinstance(licence, Scalar) else stated)


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
