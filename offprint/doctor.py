"""What is installed: the engines that a build needs, and the validators that it can use."""

from __future__ import annotations

import ctypes.util
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from offprint import pandoc, validators
from offprint.press import PANGO_HINT
from offprint.problems import ToolError

_LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
_PACKAGES = ("weasyprint", "typst", "bibtexparser", "pikepdf")


@dataclass(frozen=True, slots=True)
class Part:
    """An engine or validator: its version, empty if it is missing, and how to get it."""

    name: str
    purpose: str
    version: str
    obtain: str


def examine() -> tuple[Part, ...]:
    """Return every part, engines first."""
    return (*_engines(), *_validators())


def _engines() -> Iterator[Part]:
    yield Part("pandoc", "engine", _pandoc(), "pip install .")
    for name in _PACKAGES:
        yield Part(name, "engine", _package(name), "pip install .")
    for name in _LIBRARIES:
        yield Part(f"lib{name}", "engine", ctypes.util.find_library(name) or "", PANGO_HINT)


def _validators() -> Iterator[Part]:
    for one in validators.VALIDATORS:
        yield Part(one.name, "validator", validators.installed(one), one.obtain)


def _pandoc() -> str:
    try:
        command = [pandoc.executable(), "--version"]
        said = subprocess.run(command, check=False, capture_output=True, text=True, timeout=30)  # noqa: S603 - our own
    except (OSError, ToolError, subprocess.TimeoutExpired):
        return ""
    match = re.search(r"\d+(?:\.\d+)+", said.stdout)
    return match[0] if match else ""


def _package(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
