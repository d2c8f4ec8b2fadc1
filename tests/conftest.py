"""What every test may ask for: the shipped site, a browser, whether to renew golden files."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.sites import ROOT, built, prepared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium")
# Without these, chromium keeps calling its maker's hosts, and as root it does not start at all.
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESELECTED = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="accept the present output")


@pytest.hookimpl(trylast=True)  # after -k and -m have had their say
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without chromium, leave the browser tests out; under CI their absence is an error."""
    if CHROMIUM:
        return
    need_browser = [item for item in items if item.get_closest_marker("browser")]
    if need_browser and os.environ.get("CI"):
        message = "no chromium on the path, and CI must run the browser tests"
        raise pytest.UsageError(message)
    config.hook.pytest_deselected(items=need_browser)
    config.stash[DESELECTED] = len(need_browser)
    items[:] = [item for item in items if item not in need_browser]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if count := config.stash.get(DESELECTED, 0):
        terminalreporter.write_line(f"NOT RUN: {count} browser tests, no chromium", yellow=True)


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--update-golden"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped site, built once for all tests. They must not change it."""
    return built(prepared(tmp_path_factory.mktemp("shipped"), ROOT / "content"))
