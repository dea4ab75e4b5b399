"""What a reader waits for: `python benchmarks/webpage.py [PROJECT …] [--runs N]`.

Builds each project's web page (default: this repository's article), serves it from this machine to
the system's Chromium, each time in a fresh profile, and prints the medians: first and largest
contentful paint in milliseconds from the request, layout shift, bytes, and requests.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import ClassVar

from playwright.sync_api import Browser, sync_playwright

from offprint.cli import main

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))
from browsing import launch  # noqa: E402 - the tests start the same browser

WIDTHS = (375, 1440)
MEASURE = """() => new Promise((done) => {
    const found = {shift: 0, largest: 0};
    const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take))
        .observe({type, buffered: true});
    observe("layout-shift", (one) => { found.shift += one.value; });
    observe("largest-contentful-paint", (one) => { found.largest = one.startTime; });
    setTimeout(() => {
        found.first = performance.getEntriesByName("first-contentful-paint")[0].startTime;
        done(JSON.stringify(found));
    }, 1000);
})"""


class Server(SimpleHTTPRequestHandler):
    """Serves a folder, and counts what it is asked for."""

    asked: ClassVar[list[str]] = []

    def log_message(self, *_: object) -> None:
        """Note the request instead of printing it."""
        self.asked.append(self.path)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder from this machine, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def visit(browser: Browser, address: str, width: int) -> dict[str, float]:
    """Open a page as a first visitor does, and return what was measured."""
    Server.asked.clear()
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    found: dict[str, float] = json.loads(page.evaluate(MEASURE))
    page.close()
    return {**found, "requests": len(Server.asked)}


def report(browser: Browser, project: Path, runs: int) -> None:
    """Print the medians of a project's page at each width."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        main(["build", str(project), "--to", "html", "--draft", "--output", name])
        page = next(folder.glob("*.html"))
        with served(folder) as address:
            for width in WIDTHS:
                found = [visit(browser, f"{address}/{page.name}", width) for _ in range(runs)]
                said = {key: median(one[key] for one in found) for key in found[0]}
                print(
                    f"{width:5} px  first paint {said['first']:5.0f} ms  largest {said['largest']:5.0f} ms  "
                    f"shift {max(one['shift'] for one in found):.4f}  {page.stat().st_size / 1000:.0f} kB  "
                    f"{said['requests']:.0f} request"
                )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("projects", nargs="*", type=Path, default=[ROOT], metavar="PROJECT")
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        running = launch(playwright)
        for one in asked.projects:
            report(running, one, asked.runs)
        running.close()
