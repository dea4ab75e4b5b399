"""Make: a document becomes editions. `EDITIONS` is the table of what can be made."""

from __future__ import annotations

from collections.abc import Mapping

from offprint.editions import epub, html, pdf
from offprint.editions.edition import Maker

EDITIONS: Mapping[str, type[Maker]] = {"html": html.WebPage, "epub": epub.Ebook, "pdf": pdf.PrintedPage}
