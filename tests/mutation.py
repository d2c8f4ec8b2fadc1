"""Owns slips: what one wrong keystroke in a consistent site looks like, and who notices it.

Takes generated sites, makes one slip at a time in the later year's report, and asks the checks
again. A slip is noticed when a finding of level error or warning stands anywhere in the site
that did not stand there before; a new remark is counted beside, since of a slip that rounding
may explain there is only one. ``make mutate`` prints the shares for each operator, and the cells
that nothing guards.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.assess import assess
from generator.corpus import portal
from generator.findings import Severity
from generator.forms import form as forms
from generator.source import Text, parse, walk
from tests import generate, naive_scoring
from tests.builders import dump, load, settings
from tests.generate_indicators import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.assess import Assessment
    from generator.findings import Finding
    from generator.source import Scalar
    from tests.generate import Site

Data = dict[str, Any]

EARLIER, LATER = (f"{generate.FOLDER}/{year}" for year in generate.YEARS)
# Written here and nowhere on a disk: a run writes some ten thousand files.
MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None  # noqa: S108


class Mutant(NamedTuple):
    """One slip: the new text of one file. ``guarded`` says that an identity holds the cell."""

    operator: str
    place: str
    file: str
    text: str
    guarded: bool = False


class Verdict(NamedTuple):
    """What became of a slip; ``rule`` is the first that noticed it, blank when none did.

    ``remarked``: there is a new finding, of whatever level.
    """

    operator: str
    place: str
    guarded: bool
    rule: str
    remarked: bool


# ------------------------------------------------------------------ trying out slips


class Bench:
    """A site on which slips are tried, one at a time; all else is assessed only once."""

    def __init__(self, site: Site, root: Path) -> None:
        self.settings = settings(root)
        self.site = site
        self.texts = generate.texts(site)
        generate.write(self.settings.content, self.texts)
        self.earlier = self._assessed(EARLIER)
        before = self._of_site(self._assessed(LATER))
        self.before, self.remarked = _alarms(before), _remarks(before)

    def verdict(self, mutant: Mutant) -> Verdict:
        """Who notices ``mutant``."""
        path = self.settings.content / mutant.file
        path.write_text(mutant.text, "utf-8")
        later = self._assessed(LATER)
        # Most slips show in the report itself: only the others need the whole site.
        found = later.findings
        if not _alarms(found) - self.before:
            found = self._of_site(later)
        path.write_text(self.texts[mutant.file], "utf-8")
        new = _alarms(found) - self.before
        rule, remarked = min(new)[0] if new else "", bool(_remarks(found) - self.remarked)
        return Verdict(mutant.operator, mutant.place, mutant.guarded, rule, remarked)

    def _assessed(self, address: str) -> Assessment:
        return assess(self.settings.content / address, self.settings)

    def _of_site(self, later: Assessment) -> tuple[Finding, ...]:
        return tuple(portal((self.earlier, later), self.settings).all_findings)


_Alarm = tuple[str, str, str, str]


def _alarms(findings: Iterable[Finding]) -> frozenset[_Alarm]:
    return frozenset(_key(f) for f in findings if f.severity is not Severity.INFO)


def _remarks(findings: Iterable[Finding]) -> frozenset[_Alarm]:
    """Findings of every level."""
    return frozenset(map(_key, findings))


def _key(finding: Finding) -> _Alarm:
    return finding.rule, finding.span.file, finding.span.place, finding.message


def tried(site: Site, mutants: Callable[[Bench], Iterable[Mutant]]) -> list[Verdict]:
    """The verdict on every slip that ``mutants`` makes of ``site``."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        bench = Bench(site, Path(folder))
        return [bench.verdict(mutant) for mutant in mutants(bench)]


# ------------------------------------------------------------------ cells


class Cell(NamedTuple):
    """A number in a data file; ``record`` is what it stands in, as plain data."""

    file: str
    scalar: Scalar
    record: Data

    @property
    def word(self) -> str:
        return self.scalar.span.place.rpartition(".")[2]

    @property
    def text(self) -> str:
        return self.scalar.text

    @property
    def place(self) -> str:
        """The kind of cell: names of rows and headings of indicators do not matter."""
        return _general(self.file, self.scalar.span.place) + self.state

    @property
    def state(self) -> str:
        """Of a measure: whether points were lost, so that the score depends on it."""
        if self.word not in ("年度指标值", "实际完成值"):
            return ""
        return "（有扣分）" if _lost(self.record) else "（满分）"


_HEADINGS = re.compile(r"绩效指标(\.[^.\[]+){2}\[.*\]")


def _general(file: str, place: str) -> str:
    table = "项目表：" if "/projects/" in file else ""
    place = _HEADINGS.sub("绩效指标[…]", place)
    return table + re.sub(r"\[[^]…]*]", "[…]", place)


def _lost(row: Data) -> bool:
    """Whether an indicator lost points; one without a score is computed like any other."""
    return "偏差原因" in row and row["偏差原因"] in REASONS


_NUMBER = re.compile(r"\d+(\.\d+)?")
_NO_CELLS = ("年度", "编码", "序号")


def cells(bench: Bench) -> Iterator[Cell]:
    """Every number cell of the later report and its projects."""
    for file in _data_files(bench):
        data = load(bench.texts[file])
        node, _ = parse(Text(file, bench.texts[file]))
        assert node is not None
        for scalar in walk(node):
            word = scalar.span.place.rpartition(".")[2]
            if _NUMBER.fullmatch(scalar.text) and word not in _NO_CELLS:
                yield Cell(file, scalar, _record(data, scalar))


def _data_files(bench: Bench) -> list[str]:
    return [n for n in bench.texts if n.startswith(LATER) and n.endswith(".yml")]


def _record(data: Any, scalar: Scalar) -> Data:
    """The mapping that holds ``scalar``, found by walking its place."""
    for step in re.findall(r"([^.\[]+)(?:\[([^]]*)])?", scalar.span.place)[:-1]:
        word, title = step
        data = data[word]
        if title:
            data = next(item for item in data if next(iter(item.values())) == title)
    assert isinstance(data, dict)
    return data


def replaced(bench: Bench, cell: Cell, text: str) -> str:
    """The file with ``text`` in place of the cell."""
    lines = bench.texts[cell.file].split("\n")
    span = cell.scalar.span
    line = lines[span.line - 1]
    start = span.column - 1
    lines[span.line - 1] = f"{line[:start]}'{text}'{line[start + span.width :]}"
    return "\n".join(lines)


# ------------------------------------------------------------------ which cells an identity holds


class Guards:
    """Says which cells stand in an identity that the report declares: sums, rates, scores."""

    def __init__(self, bench: Bench) -> None:
        self.report = load(bench.texts[f"{LATER}/report.yml"])
        self.last = load(bench.texts[f"{EARLIER}/report.yml"])
        self.files = {file: load(bench.texts[file]) for file in _data_files(bench)}

    def hold(self, cell: Cell) -> bool:
        """Whether a slip in ``cell``, too large to be a rounding, breaks an identity."""
        place, word = cell.scalar.span.place, cell.word
        if "绩效指标" in place:
            return self._indicator(cell)
        if "经费控制情况" in place:
            return word == "上年决算数" or self._spending(place, word)
        if "财政供养人员情况" in place:
            return "控制率" in cell.record
        if "楼堂馆所" in place:
            return {"规模控制率", "投资概算控制率"} <= set(cell.record)
        if word == "执行率":  # of a small amount, the rounded parts leave the rate open
            return Fraction(cell.record["全年预算数"]) >= 2
        alone = place.endswith("年度预算申请.年初预算数") and "基础数据表" not in self.report
        return not alone

    def _spending(self, place: str, column: str) -> bool:
        """公用经费 and 政府采购 stand in no sum; 其中 items are at most the whole."""
        if "三公经费" in place:
            return self._summed(place, column)
        return "公用经费" not in place and "政府采购" not in place

    def _summed(self, place: str, column: str) -> bool:
        """三公经费: whether a total of the column is stated at or above the row."""
        rows = self.report["基础数据表"]["经费控制情况"]["三公经费"]
        stated = _NUMBER.fullmatch(rows.get("合计", {}).get(column, "")) is not None
        cars = rows["公务用车购置和维护经费"].get("合计", {})
        return stated or (
            "公务用车" in place and _NUMBER.fullmatch(cars.get(column, "")) is not None
        )

    def _indicator(self, cell: Cell) -> bool:
        row, word = cell.record, cell.word
        if word == "分值":
            return True
        table = self.files[cell.file]
        table = table.get("自评表", table)
        measured = row.get("计分方法") not in ("评判", "定性") and "单位" in row
        if word == "得分":
            return measured or ("得分" in table["总分"])
        weight, score = Fraction(row["分值"]), Fraction(row.get("得分", "0"))
        total_known = "得分" in row or "得分" in table["总分"]
        telling = 1 <= score <= weight - Fraction("0.02")
        return measured and _lost(row) and total_known and telling


# ------------------------------------------------------------------ slips in one number


def _shown(value: Decimal, like: str = "") -> str:
    """Digits without an exponent, with no fewer decimals than ``like`` has."""
    places = max(len(like.partition(".")[2]), -int(value.as_tuple().exponent))
    return f"{value:.{min(places, 6)}f}"


def _last_digit(cell: Cell) -> Iterator[str]:
    unit = Decimal(1).scaleb(-len(cell.text.partition(".")[2]))
    yield from _both_ways(cell, unit)


def _both_ways(cell: Cell, step: Decimal) -> Iterator[str]:
    value = Decimal(cell.text)
    yield _shown(value + step, cell.text)
    if value >= step:
        yield _shown(value - step, cell.text)


_STEPS = {"执行率": 1, "控制率": 1, "编制数": 1, "实际在职人数": 1}


def _beyond_rounding(cell: Cell) -> Iterator[str]:
    """Up and down by the least that no rounding explains."""
    unit = Decimal(1).scaleb(-len(cell.text.partition(".")[2]))
    if cell.word in ("年度指标值", "实际完成值") or "楼堂馆所" in cell.scalar.span.place:
        step = max(unit, (Decimal(cell.text) / 50).quantize(unit))
    else:
        step = max(unit, Decimal(_STEPS[cell.word])) if cell.word in _STEPS else Decimal("0.1")
    yield from _both_ways(cell, step)


def _transposed(cell: Cell) -> Iterator[str]:
    """The first two neighbouring digits that differ, swapped."""
    text = cell.text
    for at in range(len(text) - 1):
        left, right = text[at], text[at + 1]
        swapped = text[:at] + right + left + text[at + 2 :]
        if left != right and "." not in left + right and not re.match(r"0\d", swapped):
            yield swapped
            return


def _yuan_for_wan(cell: Cell) -> Iterator[str]:
    if Decimal(cell.text):
        yield _shown(Decimal(cell.text) * 10_000)


def _wan_for_yuan(cell: Cell) -> Iterator[str]:
    if Decimal(cell.text):
        yield _shown(Decimal(cell.text) / 10_000)


def _sign(cell: Cell) -> Iterator[str]:
    if Decimal(cell.text):
        yield f"-{cell.text}"


def _blank(cell: Cell) -> Iterator[str]:
    """A number lost; of a 0, a blank takes no amount away, and a remark asks what it means."""
    if Decimal(cell.text) and not _computed(cell):
        yield ""


def _computed(cell: Cell) -> bool:
    """Cells that the form computes and a clerk may leave out: nothing is lost with them."""
    place = cell.scalar.span.place
    rates = ("执行率", "控制率", "规模控制率", "投资概算控制率")
    measured = "绩效指标" not in place or cell.record.get("计分方法") not in ("定性", "评判")
    score = cell.word == "得分" and measured and ("单位" in cell.record or "绩效指标" not in place)
    total = (".合计." in place and "公用经费" not in place) or cell.word == "合计"
    prescribed = cell.word == "分值" and "绩效指标" not in place
    return cell.word in rates or score or total or prescribed


def _neighbour(cell: Cell) -> Iterator[str]:
    """The number that stands next in the row."""
    words = list(cell.record)
    after = words[words.index(cell.word) + 1 :]
    texts = [str(cell.record[word]) for word in after if isinstance(cell.record[word], str)]
    following = next((text for text in texts if _NUMBER.fullmatch(text)), None)
    if following is not None and Decimal(following) != Decimal(cell.text):
        yield following


NUMERIC: dict[str, Callable[[Cell], Iterator[str]]] = {
    "末位±1": _last_digit,
    "超出舍入±": _beyond_rounding,
    "数字换位": _transposed,
    "乘一万": _yuan_for_wan,
    "除以一万": _wan_for_yuan,
    "变号": _sign,
    "留空": _blank,
    "抄邻格": _neighbour,
}


def numeric(bench: Bench) -> Iterator[Mutant]:
    """Every slip in every number cell."""
    guards = Guards(bench)
    for cell in cells(bench):
        held = guards.hold(cell)
        for operator, slips in NUMERIC.items():
            for text in slips(cell):
                yield Mutant(operator, cell.place, cell.file, replaced(bench, cell, text), held)


# ------------------------------------------------------------------ slips in rows, words, dates


class _Row(NamedTuple):
    """A row of a table: where it hangs, and under which key."""

    parent: Any
    key: Any
    place: str

    @property
    def data(self) -> Data:
        row = self.parent[self.key]
        assert isinstance(row, dict)
        return row

    @property
    def numbers(self) -> list[str]:
        return [k for k, v in self.data.items() if isinstance(v, str) and _NUMBER.fullmatch(v)]


def _rows(node: Any, place: str = "") -> Iterator[_Row]:
    """Every mapping with two or more numbers in it, but for the table as a whole."""
    items: Iterable[tuple[Any, Any]] = ()
    if isinstance(node, dict):
        items = node.items()
    elif isinstance(node, list):
        items = enumerate(node)
    for key, value in items:
        if not isinstance(value, dict | list):
            continue
        title = next(iter(value.values()), "") if isinstance(value, dict) else ""
        below = f"{place}[{title}]" if isinstance(key, int) else f"{place}.{key}".lstrip(".")
        row = _Row(node, key, below)
        if isinstance(value, dict) and len(row.numbers) > 1:
            yield row
        yield from _rows(value, below)


_COMPUTED_ROWS = re.compile(r"(三公经费|公务用车购置和维护经费|项目支出|上级专项资金)\.合计$")
_WHOLE = re.compile(r"年度预算申请|项目资金$|总分|财政供养人员情况|按.*性质分")


def structural(bench: Bench) -> Iterator[Mutant]:
    """Rows dropped and swapped, cells swapped, wrong grades, years moved."""
    for file in _data_files(bench):
        data = load(bench.texts[file])

        def mutant(operator: str, place: str, file: str = file, data: Any = data) -> Mutant:
            return Mutant(operator, _general(file, place), file, dump(data))

        yield from _dropped(data, mutant)
        yield from _swapped_rows(data, mutant)
        yield from _swapped_cells(data, mutant)
        yield from _graded(data, bench, mutant)
        yield from _moved_years(data, mutant)


_Make = Callable[[str, str], Mutant]


def _dropped(data: Data, mutant: _Make) -> Iterator[Mutant]:
    for row in list(_rows(data)):
        if _COMPUTED_ROWS.search(row.place) or _WHOLE.search(row.place):
            continue
        kept = dict(row.parent) if isinstance(row.parent, dict) else list(row.parent)
        del row.parent[row.key]
        yield mutant("漏一行", row.place)
        _restore(row.parent, kept)


def _restore(node: Any, kept: Any) -> None:
    node.clear()
    node.update(kept) if isinstance(node, dict) else node.extend(kept)


def _swapped_rows(data: Data, mutant: _Make) -> Iterator[Mutant]:
    rows = list(_rows(data))
    for one, other in pairwise(rows):
        words = [w for w in one.numbers if w in other.numbers]
        mine, theirs = ([row.data[w] for w in words] for row in (one, other))
        if _WHOLE.search(one.place + other.place) or len(words) < 2 or mine == theirs:
            continue
        one.data.update(zip(words, theirs, strict=True))
        other.data.update(zip(words, mine, strict=True))
        yield mutant("两行互换", one.place)
        one.data.update(zip(words, mine, strict=True))
        other.data.update(zip(words, theirs, strict=True))


def _swapped_cells(data: Data, mutant: _Make) -> Iterator[Mutant]:
    for row in _rows(data):
        cells_ = row.data
        for one, other in pairwise(row.numbers):
            left, right = cells_[one], cells_[other]
            if Decimal(left) == Decimal(right):
                continue
            cells_[one], cells_[other] = right, left
            yield mutant("两格互换", f"{row.place}.{one}")
            cells_[one], cells_[other] = left, right


def _graded(data: Data, bench: Bench, mutant: _Make) -> Iterator[Mutant]:
    table = data.get("自评表", data)
    right = table.get("等级")
    for band in naive_scoring.form(bench.site.form)["等级"]:
        if right and band["名称"] != right:
            table["等级"] = band["名称"]
            yield mutant("等级错", "等级")
            table["等级"] = right


_DAY = re.compile(r"(20\d\d)(-\d\d-\d\d)?")


def _moved_years(data: Any, mutant: _Make, place: str = "") -> Iterator[Mutant]:
    """Every date, and the year of the report, a year earlier and a year later."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in list(items):
        below = f"{place}[…]" if isinstance(key, int) else f"{place}.{key}".lstrip(".")
        if isinstance(value, dict | list):
            yield from _moved_years(value, mutant, below)
        elif (found := _DAY.fullmatch(value)) and ("日期" in str(key) or key == "年度"):
            for years in (-1, 1):
                data[key] = f"{int(found[1]) + years}{found[2] or ''}"
                yield mutant("日期差一年", below)
            data[key] = value


# ------------------------------------------------------------------ slips in the narrative

_STATED = re.compile(
    r"(?<![\d.〔附件])\d+(?:\.\d+)?(?=万元|%|人|分|个|户|件|场|公里|起|天|元|平方米)"
)


def narrative(bench: Bench) -> Iterator[Mutant]:
    """Every number with a unit in the texts: its last digit, beyond rounding, and its unit."""
    for file in (name for name in bench.texts if name.startswith(LATER) and name.endswith(".md")):
        for found in _STATED.finditer(bench.texts[file]):
            yield from _misstated(file, bench.texts[file], found)


def _misstated(file: str, text: str, found: re.Match[str]) -> Iterator[Mutant]:
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    place = re.sub(r"\d+(\.\d+)?", "…", line)[-12:]
    value, unit = Decimal(found[0]), Decimal(1).scaleb(-len(found[0].partition(".")[2]))
    slips = {
        "正文末位": value + unit,
        "正文超出舍入": value + max(unit, Decimal("0.1")),
        "正文差一万倍": value * 10_000,
    }
    for operator, wrong in slips.items():
        if wrong != value:
            new = text[: found.start()] + _shown(wrong, found[0]) + text[found.end() :]
            yield Mutant(operator, place, file, new)


# ------------------------------------------------------------------ the report


def everything(bench: Bench) -> Iterator[Mutant]:
    """All slips of all kinds."""
    yield from numeric(bench)
    yield from structural(bench)
    yield from narrative(bench)


def sampled(bench: Bench, shares: dict[str, float], otherwise: float) -> Iterator[Mutant]:
    """A seeded part of all slips: of each operator its share, else ``otherwise``."""
    rng = Random(f"{bench.site.form}/{bench.site.seed}")  # noqa: S311
    for mutant in everything(bench):
        if rng.random() < shares.get(mutant.operator, otherwise):
            yield mutant


def run(task: tuple[str, int], shares: dict[str, float], otherwise: float) -> list[Verdict]:
    """The verdicts on one generated site; may run in any process."""
    form, seed = task
    pick = partial(sampled, shares=shares, otherwise=otherwise)
    return tried(generate.site(form, seed), pick)


class Tally(NamedTuple):
    """How many slips there were, and how many were noticed."""

    made: int
    noticed: int

    @property
    def percent(self) -> Decimal:
        return (Decimal(100) * self.noticed / self.made).quantize(Decimal("0.1"))

    def __str__(self) -> str:
        return f"{self.percent}% ({self.noticed}/{self.made})" if self.made else "–"


def tally(verdicts: Iterable[Verdict]) -> Tally:
    rules = [verdict.rule for verdict in verdicts]
    return Tally(len(rules), sum(map(bool, rules)))


def remarked(verdicts: Iterable[Verdict]) -> Tally:
    """As ``tally``, new remarks included."""
    found = [verdict.remarked for verdict in verdicts]
    return Tally(len(found), sum(found))


def by_operator(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[verdict.operator].append(verdict)
    return groups


def table(results: dict[str, list[Verdict]]) -> Iterator[str]:
    """Markdown: one line an operator, one column a form."""
    names = list(results)
    yield "| operator | " + " | ".join(names) + " |"
    yield "|---" * (len(names) + 1) + "|"
    grouped = {name: by_operator(verdicts) for name, verdicts in results.items()}
    for operator in dict.fromkeys(op for groups in grouped.values() for op in groups):
        made = [groups.get(operator, []) for groups in grouped.values()]
        yield _row(operator, map(tally, made))
        yield _row(f"{operator}, remarks included", map(remarked, made))
        if operator in NUMERIC:
            held = [[v for v in verdicts if v.guarded] for verdicts in made]
            yield _row(f"{operator}, cells in an identity", map(tally, held))
            yield _row(f"{operator}, cells in an identity, remarks included", map(remarked, held))


def _row(title: str, shares: Iterable[Tally]) -> str:
    return f"| {title} | " + " | ".join(map(str, shares)) + " |"


def unguarded(verdicts: Iterable[Verdict], operators: Iterable[str]) -> Iterator[str]:
    """The kinds of cells in which slips went unnoticed, the most frequent first."""
    missed: Counter[tuple[str, str]] = Counter()
    made: Counter[tuple[str, str]] = Counter()
    for verdict in verdicts:
        if verdict.operator in operators:
            made[verdict.operator, verdict.place] += 1
            missed[verdict.operator, verdict.place] += not verdict.rule
    for (operator, place), count in missed.most_common():
        if count:
            yield f"{operator}\t{count}/{made[operator, place]}\t{place}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=5, help="how many sites for each form")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--form", action="append", help="only this form (may be repeated)")
    parser.add_argument("--share", type=float, default=0.3, help="part of the frequent operators")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    arguments = parser.parse_args()
    names = arguments.form or forms.names()
    whole = ("超出舍入±", "漏一行", "等级错", "日期差一年", "两行互换", "正文超出舍入")
    work = partial(run, shares=dict.fromkeys(whole, 1.0), otherwise=arguments.share)
    seeds = range(arguments.first, arguments.first + arguments.sites)
    tasks = [(name, seed) for name in names for seed in seeds]
    results: dict[str, list[Verdict]] = {name: [] for name in names}
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for (name, _), verdicts in zip(tasks, pool.map(work, tasks), strict=True):
            results[name].extend(verdicts)
    together = [verdict for verdicts in results.values() for verdict in verdicts]
    operators = [op for op in by_operator(together) if op != "末位±1"]
    lines = (*table(results), "", "Unnoticed, by kind of cell:", *unguarded(together, operators))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
