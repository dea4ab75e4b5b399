"""The only door to WeasyPrint. Runs inside the press, never in the pipeline's process."""

from __future__ import annotations

import ctypes.util
import gc
import logging
import os
import resource
import sys
import warnings
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from offprint.press import (
    Job,
    PageStart,
    Printed,
    Record,
    archive,
    balance,
    ending,
    floats,
    grid,
    haste,
    line,
    mends,
    notes,
    paragraph,
    printer,
    tagging,
)
from offprint.press.pages import page_starts
from offprint.project import shipped

if TYPE_CHECKING:
    import pydyf
    from weasyprint import HTML, Document


_MOST_SECONDS = 3600


def limit(seconds: int, memory: int) -> None:
    """Bound this process's processor time (seconds) and address space (bytes)."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    hard = most if most != resource.RLIM_INFINITY else _MOST_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (min(seconds, hard), hard))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def prepare() -> None:
    """Shut out the machine before the engine is imported: its fonts, its clock, its compilers.

    The engine asks `find_library` for names of other systems first, which starts a compiler some
    fifty times; the names that Linux has are found without it.
    """
    os.environ["FONTCONFIG_FILE"] = str(shipped("print/no-fonts.conf"))
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    gc.disable()  # this process lives for one edition
    ctypes.util.find_library = _find_nothing
    warnings.filterwarnings("ignore", message="No fonts configured")

    for name in _UNUSED:
        sys.modules[name] = _Unused(name)


def _find_nothing(name: str) -> str | None:
    del name
    return None


#: Half of the engine's import, for what it never does here: instancing variable fonts (ours come
#: static) and subsetting without HarfBuzz (`load` refuses to go on without it).
_UNUSED = ("fontTools.subset", "fontTools.varLib.instancer")


class _Unused(ModuleType):
    """Stands in for a module that must not be needed."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)

        def refuse(*_: object, **__: object) -> None:
            raise RuntimeError(f"{self.__name__}.{name} is not used here")

        return refuse


def warm_up() -> None:
    """Print a narrow, hyphenated word: much of the engine is prepared on first use."""
    font = shipped("fonts/EBGaramond.ttf").read_bytes()
    source = (
        '<html lang="en"><head><style>@font-face { font-family: Warm; src: url(offprint:warm) }'
        "p { font-family: Warm; width: 4em; text-align: justify; hyphens: auto }</style></head>"
        "<body><p>considerable <em>consideration</em> considered</p></body></html>"
    )
    _page(load(), Job(source, {"offprint:warm": font}, 0)).render(pdf_tags=True).write_pdf(pdf_tags=True)


def load() -> ModuleType:
    """Import the engine; raises `OSError` if Pango or HarfBuzz's subsetter is missing.

    Without the subsetter the engine would fall back to another one, and to other bytes.
    """
    import weasyprint
    from weasyprint.text import ffi

    if not ffi.harfbuzz_subset:
        raise OSError("cannot load library 'libharfbuzz-subset.so.0'")
    if not getattr(weasyprint, "offprint_ready", False):
        mends.apply(weasyprint)
        for room in (notes, line, paragraph, ending, grid, balance, floats):
            room.apply()
        haste.apply()
        tagging.apply()
        archive.apply()
        weasyprint.offprint_ready = True
    engine: ModuleType = weasyprint
    return engine


def print_job(job: Job) -> Iterator[tuple[PageStart, ...] | Printed]:
    """Yield where each page begins, then the PDF of a page, and what the engine logged."""
    weasyprint = load()
    records = _Records()
    logger = logging.getLogger("weasyprint")
    logger.handlers = [records]
    os.environ["SOURCE_DATE_EPOCH"] = str(job.epoch)
    colours = archive.OPTIONS if job.archival else {}
    document = _page(weasyprint, job).render(pdf_tags=True, **colours)
    if job.intent:
        printer.prepare(document)
    tagging.prepare(document)
    yield page_starts(document)

    def finish(laid_out: Document, pdf: pydyf.PDF) -> None:
        archive.finish(laid_out, pdf, job)
        if job.intent:
            printer.finish(pdf, job)

    options = {"pdf_tags": True, "pdf_identifier": _identifier(job), "custom_metadata": False, **colours}
    overlong = tuple(notes.overlong(document))
    if not job.intent:
        data = document.write_pdf(finisher=finish, **options)
        yield Printed(data, len(document.pages), tuple(records.found), overlong)
        return
    with printer.inks():
        data = document.write_pdf(finisher=finish, pdf_version=printer.VERSION, **options)
    pages = len(document.pages) + (len(document.pages) % 2 if job.alone else 0)
    yield Printed(data, pages, tuple(records.found), overlong, tuple(printer.placed(document)))


def _identifier(job: Job) -> bytes:
    import hashlib

    return hashlib.sha256(job.source.encode()).hexdigest()[:32].encode()


def _page(weasyprint: ModuleType, job: Job) -> HTML:
    """Return the page as the engine takes it: our own tree, past its HTML parser.

    HTML's grammar forbids blocks inside a paragraph, but a note of two paragraphs stands inside
    the paragraph of its call.
    """
    from cssselect2 import ElementWrapper

    page = weasyprint.HTML(string="<html/>", base_url=None, url_fetcher=_fetcher(job.files))
    root = ET.fromstring(job.source)  # noqa: S314 - from our own template
    page.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
    page.etree_element = page.wrapper_element.etree_element
    return page


def _fetcher(files: Mapping[str, bytes]) -> object:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Jail(URLFetcher):  # type: ignore[misc] # WeasyPrint ships no types
        """Gives the engine the job's own files, and `data:` addresses; nothing else exists."""

        def fetch(self, url: str, headers: object = None) -> object:
            """Return a file's bytes; raises `ValueError` for all that is not the job's."""
            if url.startswith("data:"):
                return super().fetch(url, headers)
            found = files.get(url.partition("#")[0])
            if found is None:
                raise ValueError("not a file of this job")
            return URLFetcherResponse(url, found)

    return Jail(allowed_protocols=("data",), allow_redirects=False)


class _Records(logging.Handler):
    """Collects what the engine logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[Record] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.found.append(Record(record.levelname, " ".join(record.getMessage().split())))
