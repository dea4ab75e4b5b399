"""What several tests need: samples to build, and a command that runs as a user would run it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import browsing
import pytest
from playwright.sync_api import Browser, sync_playwright

from offprint import bibliography as bib
from offprint.body import Element
from offprint.cli import main
from offprint.document import compose as compose_document
from offprint.pipeline import Options, read
from offprint.project import locate
from offprint.proof import proofread

SAMPLES = Path(__file__).parent / "samples"


def pytest_report_header() -> str:
    """Say whether veraPDF takes part: it is used where it is installed, and nothing else hangs on it."""
    found = shutil.which("verapdf")
    return f"veraPDF: {found or 'not on PATH, so PDFs are judged by page-validation alone'}"


@pytest.fixture(scope="session", autouse=True)
def _no_ci() -> Iterator[None]:
    """Build as at a desk, in a CI too: its commit is no part of what the tests expect."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (
            "GITHUB_SHA",
            "GITHUB_REF_TYPE",
            "GITHUB_REF_NAME",
            "CI_COMMIT_SHORT_SHA",
            "CI_COMMIT_TAG",
        ):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture
def sample(tmp_path: Path) -> Callable[[str], Path]:
    """Give a fresh copy of a sample project, to build in."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(SAMPLES / name, tmp_path / name))

    return copy


LIBRARY = """
@book{lynch2003, author={Lynch, Dov}, title={Russia Faces {Europe}}, publisher={ISS}, address={Paris},
  year={2003}}
@article{webber2001, author={Webber, Mark}, title={Third-Party Inclusion}, journal={EFAR}, volume={6},
  pages={407--426}, year={2001}}
"""


@pytest.fixture
def checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., list[str]]:
    """Give `checked(text)`: what `offprint check` tells of a text whose first line is the file's line 5."""

    def check(text: str, *options: str, lang: str = "en-GB") -> list[str]:
        (tmp_path / "references.bib").write_text(LIBRARY)
        (tmp_path / "paper.md").write_text(f"---\ntitle: T\nlang: {lang}\n---\n{text}\n")
        monkeypatch.chdir(tmp_path)
        main(["check", "paper.md", *options])
        return capsys.readouterr().err.splitlines()[:-1]

    return check


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the output folder of the sample `everything`, built once for all tests that only look."""
    folder = tmp_path_factory.mktemp("everything")
    project = Path(shutil.copytree(SAMPLES / "everything", folder / "everything"))
    assert main(["build", str(project)]) == 0
    return project / "_build"


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the output folder of the sample `full`, which holds each construct once; it has no warning."""
    project = Path(shutil.copytree(SAMPLES / "full", tmp_path_factory.mktemp("full") / "full"))
    assert main(["build", str(project), "--strict"]) == 0
    return project / "_build"


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the output folder of this repository's own article."""
    root = Path(__file__).parents[1]
    output = tmp_path_factory.mktemp("article")
    assert main(["build", str(root), "--strict", "--output", str(output)]) == 0
    return output


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, everything: Path, example: Path) -> Callable[[str], Path]:
    """Give `built(name)`: the PDF of this repository's article or of a sample, built once."""
    ready = {"everything": everything / "article.pdf", "example": example / "article.pdf"}

    def build(name: str) -> Path:
        if name not in ready:
            project = Path(shutil.copytree(SAMPLES / name, tmp_path_factory.mktemp(name) / name))
            assert main(["build", str(project)]) == 0
            ready[name] = next((project / "_build").glob("*.pdf"))
        return ready[name]

    return build


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Give a function that returns what is told of a `refs.bib`; every entry is cited, if not said."""

    def tell(text: str, cited: Iterable[str] | None = None, style: Path | None = None) -> list[str]:
        monkeypatch.chdir(tmp_path)
        file = tmp_path / "refs.bib"
        file.write_text(text, encoding="utf-8")
        library = bib.read([file])
        keys = library.entries if cited is None else cited
        return [str(one) for one in bib.check(library, keys, style)]

    return tell


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a running browser."""
    with sync_playwright() as playwright:
        running = browsing.launch(playwright)
        yield running
        running.close()


@pytest.fixture(scope="session")
def odds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the output folder of the sample of odd things."""
    folder = tmp_path_factory.mktemp("odds")
    project = Path(shutil.copytree(SAMPLES / "odds", folder / "odds"))
    assert main(["build", str(project), "--to", "html"]) == 0
    return project / "_build"


@pytest.fixture
def composed(tmp_path: Path) -> Callable[..., Element]:
    """Give `composed(text)`: the main text of its one HTML body. `pic.svg` is there as a picture."""

    def compose(text: str, lang: str = "en", front: str = "") -> Element:
        (tmp_path / "references.bib").write_text(LIBRARY)
        (tmp_path / "pic.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 9"/></svg>'
        )
        (tmp_path / "paper.md").write_text(f"---\ntitle: T\nlang: {lang}\n{front}\n---\n{text}\n")
        project = locate(tmp_path / "paper.md")
        sources = read(project, Options())
        found = proofread(project, sources.manuscript, sources.bibliography, sources.csl)
        document = compose_document(
            sources.manuscript, sources.bibliography, found.pictures, sources.csl, draft=False
        )
        return document.body.main

    return compose
