"""Downloads, read back: nothing lost, nothing changed, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.cli import main
from generator.corpus import Portal
from generator.dataset import (
    MISSING,
    REPORT,
    REPORT_FILES,
    SITE_FILES,
    TABLES,
    UNCHECKED,
    Kind,
    Licence,
    publisher,
)
from generator.exports.files import files
from generator.exports.table import guarded, plain_text
from generator.exports.writing import write
from generator.figures import Figure, Typed
from generator.inventory import WHOLE
from generator.model import naming
from generator.pages.downloads import size
from tests.builders import write_report
from tests.test_pages import OWNER, Parsed, portal_of, repository, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.rules.core import Case

ROOT = Path(__file__).parents[1]
JIXIAO = Path(sys.executable).with_name("jixiao")
SEED = "suining/commerce/2024"
HOSTILE = "=HYPERLINK(1)"


@cache
def portal_here() -> Portal:
    return portal_of(ROOT)


@cache
def made_here() -> dict[str, bytes]:
    return files(portal_here(), OWNER, ROOT)


def rows(content: bytes) -> list[dict[str, str]]:
    """A CSV as its readers get it."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def table(name: str, made: dict[str, bytes] | None = None) -> list[dict[str, str]]:
    return rows((made or made_here())[f"data/{name}.csv"])


def document(address: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made_here()[f"{address}/data/report.json"])
    return found


def cases() -> Iterator[tuple[str, Case]]:
    for assessment in portal_here().assessments:
        assert assessment.case is not None
        yield assessment.address, assessment.case


def figures_of(case: Case) -> Iterator[Figure]:
    """Every figure of a report by another way than the downloads go: cells, then scorecards."""
    for record in (case.report, *case.projects):
        yield from (leaf for leaf in naming.each(record) if isinstance(leaf, Figure))
    for card in (table.card for table in case.tables):
        parts = (*card.classes, *((s.computed,) for s in card.indicators))
        for part in ((card.rate, card.execution, card.weight, card.total), *parts):
            yield from (figure for figure in part if isinstance(figure, Figure))


def described(figures: Iterable[Figure]) -> Counter[tuple[str, str, Decimal]]:
    """File, line and value; no file and line for what was computed."""
    return Counter(
        (span.file, str(span.line), f.value) if (span := typed_at(f)) else ("", "", f.value)
        for f in figures
        if f.name != "年度"
    )


def typed_at(figure: Figure) -> Any:
    return figure.origin.span if isinstance(figure.origin, Typed) else None


def test_facts_hold_every_figure_of_every_report_and_no_other() -> None:
    for address, case in cases():
        facts = rows(made_here()[f"{address}/data/facts.csv"])
        told = Counter((f["来源文件"], f["来源行"], Decimal(f["数值"])) for f in facts)
        assert told == described(figures_of(case)), address


def test_the_document_holds_the_same_figures_under_the_same_ids() -> None:
    for address, _ in cases():
        facts = rows(made_here()[f"{address}/data/facts.csv"])
        told = {f["稳定编号"]: (f["数值"], f["计量单位"]) for f in facts}
        stated = document(address)["figures"]
        assert told == {f["id"]: (f["value"], f["unit"]) for f in stated}, address
        assert len(told) == len(facts)


def test_an_id_is_the_address_of_a_row_that_shows_the_number() -> None:
    anchors = {address: set(Parsed(page.body).ids) for address, page in repository().items()}
    for fact in table("facts"):
        page, anchor = fact["稳定编号"].split("/index.html#")
        assert anchor in anchors[page], fact["稳定编号"]


def test_a_formula_leads_to_what_was_typed() -> None:
    by_id = {f["id"]: f for f in document(SEED)["figures"]}
    rate = by_id[f"{SEED}/sources/index.html#c-rate"]
    assert rate["origin"]["formula"] == "全年执行数 ÷ 全年预算数"
    inputs = [by_id[part["id"]] for part in rate["origin"]["inputs"]]
    assert [part["value"] for part in inputs] == ["716.83", "716.83"]
    assert {part["origin"]["kind"] for part in inputs} == {"stated"}
    line = (ROOT / "content" / SEED / "report.yml").read_text("utf-8").split("\n")
    assert all(part["origin"]["text"] in line[part["origin"]["line"] - 1] for part in inputs)


def test_an_amount_says_which_money_of_which_year() -> None:
    facts = {
        f["稳定编号"].partition("#")[2]: f for f in rows(made_here()[f"{SEED}/data/facts.csv"])
    }
    prior = facts["b-spending-basic-prior"]
    told = (prior["口径"], prior["阶段"], prior["事实年度"], prior["数值"], prior["计量单位"])
    assert told == ("全部资金", "决算", "2023", "504.19", "万元")
    general = facts["f-income-general"]
    assert (general["概念"], general["口径"]) == ("年度资金总额", "一般公共预算")


def test_every_text_that_was_stated_is_in_the_document() -> None:
    for address, case in cases():
        leaves = [leaf for r in (case.report, *case.projects) for leaf in naming.each(r)]
        stated = Counter(str(leaf) for leaf in leaves if not isinstance(leaf, Figure))
        assert Counter(text["text"] for text in document(address)["texts"]) == stated
        narratives = {text["file"]: text["text"] for text in document(address)["narratives"]}
        text = narratives[case.narrative.name]
        assert "{" not in text
        typed = (line for line in case.narrative.lines if "{" not in line)
        assert set(typed) <= set(text.split("\n"))


def test_inputs_can_be_verified_with_sha256sum(tmp_path: Path) -> None:
    inputs = [i for i in document(SEED)["inputs"] if i["file"].startswith("content/")]
    listed = tmp_path / "sums"
    listed.write_text("".join(f"{i['sha256']}  {i['file']}\n" for i in inputs), "utf-8")
    command = ["sha256sum", "--check", "--strict", str(listed)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    names = {i["file"].rpartition("/")[2] for i in document(SEED)["inputs"]}
    assert {"report.yml", "report.md", "units.yml", "hunan-2024.yml"} <= names


def test_tables_of_the_site_are_those_of_the_reports_together() -> None:
    for name in ("facts", "indicators"):
        parts = [made_here()[f"{address}/data/{name}.csv"] for address, _ in cases()]
        assert table(name) == [row for part in parts for row in rows(part)]


def test_every_file_that_is_announced_is_made_and_no_other() -> None:
    announced = {f"data/{file.name}" for file in SITE_FILES}
    for address, _ in cases():
        announced |= {f"{address}/data/{file.name}" for file in REPORT_FILES}
    assert set(made_here()) == announced


def test_reports_and_findings_count_alike() -> None:
    counts = Counter((f[REPORT], f["结果"], f["级别"]) for f in table("findings"))
    for report in table("reports"):
        for level in ("错误", "提醒", "说明"):
            assert report[level] == str(counts[report[REPORT], "未作说明", level])
        explained = [n for (where, how, _), n in counts.items() if (where, how) == of(report)]
        assert report["情况说明"] == str(sum(explained))


def of(report: dict[str, str]) -> tuple[str, str]:
    return report[REPORT], "情况说明"


def test_scores_of_indicators_and_of_the_rate_make_the_total() -> None:
    scores = defaultdict(list)
    for row in table("indicators"):
        if row["对象"] == WHOLE:
            stated = row["填报得分"]
            scores[row[REPORT]].append(Decimal(row["计算得分"] if stated in MISSING else stated))
    for report in table("reports"):
        total = Decimal(report["执行率得分"]) + sum(scores[report[REPORT]])
        assert total == Decimal(report["计算得分"]), report[REPORT]


# ---- the form of the files


def test_a_csv_is_marked_as_utf8_and_ends_its_lines_as_spreadsheets_do() -> None:
    for name, content in made_here().items():
        if name.endswith(".csv"):
            text = content.decode("utf-8")
            assert text.startswith("\ufeff地区,")
            assert text.endswith("\r\n")
            assert all(None not in row and None not in row.values() for row in rows(content)), name


def test_cells_of_numbers_are_numbers_or_say_why_not() -> None:
    for made in TABLES:
        numbers = [c.name for c in made.columns if c.kind in {Kind.NUMBER, Kind.COUNT, Kind.YEAR}]
        for row in table(made.name):
            for name in numbers:
                assert row[name] in MISSING or Decimal(row[name]).is_finite(), (name, row)


def test_the_package_describes_what_the_tables_have() -> None:
    package = json.loads(made_here()["data/datapackage.json"])
    assert package["title"] == "绩效自评公开"
    assert "licenses" not in package
    for resource in package["resources"]:
        content = made_here()[f"data/{resource['path']}"]
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(rows(content)[0])
        assert resource["bytes"] == len(content)
        assert resource["encoding"] == "utf-8"
        for field in fields:
            options = field.get("constraints", {}).get("enum")
            assert not options or {row[field["name"]] for row in rows(content)} <= {*options}
        key = resource["schema"].get("primaryKey")
        keys = [tuple(row[name] for name in key or row) for row in rows(content)]
        assert len(keys) == len(set(keys)), resource["name"]


@pytest.mark.parametrize(
    ("stated", "licence"),
    [
        (None, None),
        ("", None),
        ({"title": "没有名称"}, None),
        ("CC-BY-4.0", Licence("CC-BY-4.0", "", "")),
        ({"name": "CC0-1.0", "path": "https://a"}, Licence("CC0-1.0", "https://a", "")),
    ],
)
def test_a_licence_is_named_only_where_the_site_names_one(
    stated: object, licence: Licence | None
) -> None:
    owner = publisher("站", stated)
    assert owner.licence == licence
    package = json.loads(files(Portal((), (), ()), owner, ROOT)["data/datapackage.json"])
    named = package.get("licenses", [{}])[0].get("name")
    assert named == (licence.name if licence else None)


def test_json_is_canonical() -> None:
    for name, content in made_here().items():
        if name.endswith(".json"):
            found = json.loads(content)
            again = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            assert again.encode() == content
            assert not any(isinstance(leaf, float) for leaf in leaves(found)), name


def leaves(found: Any) -> Iterator[Any]:
    if isinstance(found, dict | list):
        for item in found.values() if isinstance(found, dict) else found:
            yield from leaves(item)
    else:
        yield found


# ---- spreadsheets must not run what is in a text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a", "'=1", "-"],
)
def test_a_text_that_looks_like_a_formula_is_guarded_and_can_be_had_back(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert plain_text(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "优秀", "-1", "-0.5", "101001", "012345", "1=1", "a+b"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == plain_text(guarded(text)) == text


def test_hostile_names_are_guarded_and_numbers_are_not(tmp_path: Path) -> None:
    changes = f"""
    单位: {{名称: '{HOSTILE}', 编码: '012345678901234567'}}
    自评表: {{绩效指标: {{产出指标: {{数量指标: [{{三级指标: '{HOSTILE}', 年度指标值: -5,
      实际完成值: '＝cmd', 分值: 1}}]}}}}}}
    """
    write_report(tmp_path / "content/shi/shangwu/2024", changes)
    made = files(portal_of(tmp_path), OWNER, tmp_path)
    row = next(r for r in table("indicators", made) if r["三级指标"].endswith(HOSTILE))
    assert row["单位"] == row["三级指标"] == f"'{HOSTILE}"
    assert row["单位编码"] == "012345678901234567"
    assert (row["年度指标值"], row["实际完成值文字"]) == ("-5", "'＝cmd")
    assert any(f["数值"] == "-5" for f in table("facts", made))


def test_three_empties_stay_three(tmp_path: Path) -> None:
    amounts = "{国有资本经营预算拨款: 无此项, 纳入专户管理的非税收入拨款: , 其他资金: 0}"
    changes = f"自评表: {{年度预算申请: {{年初预算数: , 按收入性质分: {amounts}}}}}"
    write_report(tmp_path / "content/shi/shangwu/2024", changes)
    made = files(portal_of(tmp_path), OWNER, tmp_path)
    found = json.loads(made["shi/shangwu/2024/data/report.json"])
    blanks = {blank["name"]: blank["kind"] for blank in found["blanks"]}
    assert blanks["国有资本经营预算拨款"] == "not_applicable"
    assert blanks["纳入专户管理的非税收入拨款"] == "blank"
    assert table("reports", made)[0]["年初预算数"] == "未填"
    assert any(f["名称"] == "其他资金" and f["数值"] == "0" for f in table("facts", made))


# ---- the command


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a consistent report in each of two regions."""
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: 示例\nextra: {data_licence: CC0-1.0}\n", "utf-8"
    )
    for region in ("shili", "linxian"):
        write_report(tmp_path / "content" / region / "swj" / "2024")
    return tmp_path


def export(folder: Path, seed: str, *arguments: str) -> dict[str, bytes]:
    """What ``jixiao export`` writes on another machine, so to speak."""
    out = folder / f"out-{seed}"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}", "LC_ALL": "C"}
    command = [str(JIXIAO), "export", *arguments, "--output", str(out)]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return read(out)


def read(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_two_machines_write_the_same_bytes(site: Path) -> None:
    assert export(site, "1") == export(site, "2")


def test_a_part_of_the_content_gives_only_its_files(site: Path) -> None:
    whole, part = export(site, "1"), export(site, "2", "content/shili/swj/2024")
    assert set(part) == {f"shili/swj/2024/data/{file.name}" for file in REPORT_FILES}
    assert part.items() < whole.items()
    assert json.loads(whole["data/datapackage.json"])["licenses"] == [{"name": "CC0-1.0"}]


def test_an_error_stops_the_export(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_report(site / "content/shili/swj/2024", "自评表: {等级: 良好}")
    assert main(["export", str(site / "content"), "--output", str(site / "out")]) == 1
    assert "G001" in capsys.readouterr().err
    assert not (site / "out").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("site_name: [", "读不出 mkdocs.yml"),
        ("site_name: !ENV NAME", "第 1 行"),
        ("site_name: 站\nextra:\n  data_licence: &a CC0-1.0\n", "第 3 行"),
    ],
)
def test_a_configuration_that_cannot_be_read_is_a_wrong_call(
    text: str, words: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "mkdocs.yml").write_text(text, "utf-8")
    assert main(["export", str(site / "content"), "--output", str(site / "out")]) == 2
    assert words in capsys.readouterr().err


def test_what_cannot_be_written_is_a_wrong_call_and_leaves_the_old_file(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "out").write_text("old", "utf-8")
    assert main(["export", str(site / "content"), "--output", str(site / "out")]) == 2
    assert "写不了" in capsys.readouterr().err
    assert (site / "out").read_text("utf-8") == "old"


def test_a_write_that_breaks_off_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"data/a.csv": b"old"})
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path, {"data/a.csv": b"new"})
    assert read(tmp_path) == {"data/a.csv": b"old"}


def full(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1 KB"),
        (1025, "2 KB"),
        (1024 * 1024, "1.0 MB"),
        (1024 * 1024 + 1, "1.1 MB"),
    ],
)
def test_a_size_is_rounded_up(count: int, words: str) -> None:
    assert size(count) == words


# ---- the built site


def test_the_site_offers_what_the_command_writes(shipped: Path) -> None:
    made = export(shipped.parent, "1")
    assert made == {name: (shipped / name).read_bytes() for name in made}
    csvs = {path.relative_to(shipped).as_posix() for path in shipped.rglob("*.csv")}
    assert csvs == {name for name in made if name.endswith(".csv")}


def test_a_report_announces_format_and_size(shipped: Path) -> None:
    page = (shipped / SEED / "index.html").read_text("utf-8")
    for file in REPORT_FILES:
        size_ = size((shipped / SEED / "data" / file.name).stat().st_size)
        link = f'<a href="data/{file.name}" download>{file.title}（{file.format}，{size_}）</a>'
        assert link in page
    assert page.index('id="downloads"') < page.index('id="info"')


def test_pages_and_downloads_count_what_the_check_said_alike() -> None:
    """提醒 and 说明 are two levels, and 无法核验 counts places rather than rules."""
    row = next(row for row in table("reports") if row[REPORT] == SEED)
    for address in (SEED, f"{SEED}/checks"):
        text = text_of(repository()[address].body)
        for word in ("提醒", "说明", UNCHECKED):
            assert f"{row[word]}项{word}" in text
    of_seed = [each["结果"] for each in table("findings") if each[REPORT] == SEED]
    assert of_seed.count(UNCHECKED) == int(row[UNCHECKED])
    text = text_of(repository()["about"].body)
    assert all(word in text for word in ("五种说法", "提醒不妨碍公开", "说明比提醒轻"))
