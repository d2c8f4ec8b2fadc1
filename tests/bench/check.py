"""How long `jixiao check` of one report takes, against importing what others would need.

The goal: at most twice `python -c "import pydantic, yaml"`, since a clerk checks after each
edit. Pairs the two commands in one run, because machines differ and shared ones waver.
"""

from __future__ import annotations

import importlib.util
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "content" / "suining" / "commerce" / "2024"
ROUNDS = 15


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - start


def main() -> None:
    yardstick = [sys.executable, "-c", "import pydantic, yaml"]
    check = [str(Path(sys.executable).with_name("jixiao")), "check", str(REPORT)]
    pairs = [(seconds(yardstick), seconds(check)) for _ in range(ROUNDS)]
    ours = statistics.median(check for _, check in pairs)
    print(f"jixiao check, one report: {ours * 1000:.0f} ms")
    if importlib.util.find_spec("pydantic"):
        theirs = statistics.median(yard for yard, _ in pairs)
        print(
            f"import pydantic, yaml: {theirs * 1000:.0f} ms; ratio {ours / theirs:.2f}, goal 2.00"
        )
    else:
        print("pydantic is not installed: no ratio (pip install pydantic into .venv)")


if __name__ == "__main__":
    main()
