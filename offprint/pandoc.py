"""The only door to pandoc: parsing, citeproc and writing, and the tree in between.

The tree is pandoc's JSON, shared and never mutated: `rewrite` returns a new tree and shares what
it did not change. This is the one room where values are `Any`: pandoc's JSON has no schema.
Pandoc runs in its sandbox, under a heap limit and a time limit, and its log is read as JSON.
"""

from __future__ import annotations

import importlib.util
import json
import signal
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from offprint import limits
from offprint.problems import ToolError

Node = dict[str, Any]
Tree = dict[str, Any]
Rewriter = Callable[[Node], "Node | list[Node] | None"]
"""Takes a node whose children are already rewritten; returns it, others in its place, or None to keep it."""

#: Pandoc's Markdown as its users know it; front matter alone is read by us.
MARKDOWN = "markdown-yaml_metadata_block-pandoc_title_block"
HEAP = "-M2g"
SECONDS = 60
"""Processor time that pandoc may take, and as much again for each `_PACE` characters that it is given."""
_PACE = 1_000_000
_HEAP_EXHAUSTED = 251
_API = [1, 23, 1, 1]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of pandoc's log: its kind, what it says, the text that it is about, and its line."""

    kind: str
    message: str
    subject: str = ""
    line: int = 0


class PandocError(ToolError):
    """Pandoc refused its input; `said` is its own message, for the room that knows the input."""

    def __init__(self, code: int, said: str) -> None:
        self.said = said
        first = next((line for line in said.splitlines() if line.strip()), f"exit code {code}")
        self.reason = first.removeprefix("CiteprocParseError: ").removeprefix("CiteprocXMLError: ")
        super().__init__(f"pandoc failed: {first}", "please report this manuscript as a bug")


@cache
def executable() -> str:
    """Return the path of the pandoc that was installed with us; raises `ToolError`.

    Asking `pypandoc` itself would start pandoc several times over.
    """
    spec = importlib.util.find_spec("pypandoc")
    folders = list(spec.submodule_search_locations or []) if spec else []
    path = next((Path(folder, "files", "pandoc") for folder in folders), Path("pandoc"))
    if not path.is_file():
        raise ToolError("pandoc is missing", "install Offprint with its dependencies: pip install .")
    return str(path)


def parse(text: str, metadata: Mapping[str, str]) -> tuple[Tree, tuple[LogEntry, ...]]:
    """Return the tree of a Markdown text and what pandoc logged; `metadata`'s Markdown goes into `meta`."""
    with TemporaryFile() as beside:
        beside.write(json.dumps(dict(metadata), ensure_ascii=False).encode())
        beside.seek(0)
        options = ["-f", MARKDOWN, "-t", "json", f"--metadata-file=/dev/fd/{beside.fileno()}"]
        output, log = _run(options, text, beside.fileno())
    try:
        tree: Tree = json.loads(output)
    except ValueError as error:
        raise ToolError("pandoc's answer is no tree", "reinstall pypandoc_binary") from error
    return tree, log


def write(tree: Tree, options: Sequence[str]) -> tuple[str, tuple[LogEntry, ...]]:
    """Return the tree in the format that the options ask for, and what pandoc logged."""
    return _run(["-f", "json", *options], json.dumps(tree, ensure_ascii=False))


def document(blocks: Sequence[Node], meta: Mapping[str, Node] | None = None) -> Tree:
    """Return a tree of the given blocks."""
    return {"pandoc-api-version": _API, "meta": dict(meta or {}), "blocks": list(blocks)}


def _run(arguments: Sequence[str], text: str, *files: int) -> tuple[str, tuple[LogEntry, ...]]:
    command = [executable(), "+RTS", HEAP, "-RTS", "--sandbox", "--quiet", *arguments]
    seconds = SECONDS + SECONDS * len(text) // _PACE
    with TemporaryFile() as log:
        output = _piped([*command, f"--log=/dev/fd/{log.fileno()}"], text, seconds, (log.fileno(), *files))
        log.seek(0)
        return output, tuple(_log(log.read()))


def _piped(command: Sequence[str], text: str, seconds: int, files: Sequence[int]) -> str:
    """Return what a command makes of a text; raises `ToolError` if it takes more processor time."""
    pipe = subprocess.PIPE
    try:
        with subprocess.Popen(  # noqa: S603 - our own pandoc; nothing passes a shell
            command, stdin=pipe, stdout=pipe, stderr=pipe, pass_fds=files
        ) as process:
            limits.processor(process.pid, seconds)
            try:
                output, said = process.communicate(text.encode(), timeout=4 * seconds)
            finally:
                process.kill()
    except OSError as error:
        what = f"pandoc does not start: {error.strerror}"
        raise ToolError(what, "reinstall pypandoc_binary") from error
    except subprocess.TimeoutExpired as error:
        raise _too_slow(seconds) from error
    if process.returncode == -signal.SIGXCPU:
        raise _too_slow(seconds)
    if process.returncode == _HEAP_EXHAUSTED:
        raise ToolError(f"pandoc needs more than {HEAP[2:].upper()}B of memory", _SPLIT)
    if process.returncode:
        raise PandocError(process.returncode, said.decode("utf-8", "replace"))
    return output.decode("utf-8", "replace")


def _too_slow(seconds: int) -> ToolError:
    return ToolError(f"pandoc took longer than {seconds} s", _SPLIT)


_SPLIT = "split the manuscript, and look for brackets, macros or lists without an end"


def _log(raw: bytes) -> Iterator[LogEntry]:
    for entry in json.loads(raw or b"[]"):
        subject = entry.get("contents") or entry.get("key") or entry.get("source") or ""
        line = entry.get("line") or entry.get("openpos", {}).get("line", 0)
        yield LogEntry(entry["type"], entry.get("message") or entry.get("pretty", ""), subject, line)


# The tree


def walk(node: object) -> Iterator[Node]:
    """Yield each element below `node`, in the order of the text, parents first."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "t" in one:
                yield one
            waiting += [value for value in reversed(one.values()) if isinstance(value, (list, dict))]
        elif isinstance(one, list):
            waiting += [value for value in reversed(one) if isinstance(value, (list, dict))]


def deepest(tree: Tree) -> tuple[int, str]:
    """Return how many elements stand inside one another at most, and a word that stands there."""
    most, word = 0, ""
    waiting: list[tuple[Any, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, dict):
            depth += "t" in node
            if depth > most:
                most, word = depth, node["c"] if isinstance(node.get("c"), str) else ""
            waiting += [(one, depth) for one in node.values() if isinstance(one, (list, dict))]
        elif isinstance(node, list):
            waiting += [(one, depth) for one in node if isinstance(one, (list, dict))]
    return most, word


def runs(node: object) -> Iterator[list[Node]]:
    """Yield each list of elements below `node`: what stands beside one another in the text."""
    if isinstance(node, list):
        if node and all(isinstance(one, dict) and "t" in one for one in node):
            yield node
        for one in node:
            yield from runs(one)
    elif isinstance(node, dict):
        for value in node.values():
            yield from runs(value)


def rewrite(node: Any, rewriters: Mapping[str, Rewriter]) -> Any:
    """Return the tree with each element of a kind in `rewriters` replaced, children first."""
    if isinstance(node, list):
        return _rewrite_list(node, rewriters)
    if not isinstance(node, dict):
        return node
    return {
        key: rewrite(value, rewriters) if isinstance(value, (list, dict)) else value
        for key, value in node.items()
    }


def _rewrite_list(nodes: list[Any], rewriters: Mapping[str, Rewriter]) -> list[Any]:
    result: list[Any] = []
    for node in nodes:
        fresh = rewrite(node, rewriters) if isinstance(node, (list, dict)) else node
        rewriter = rewriters.get(fresh.get("t", "")) if isinstance(fresh, dict) else None
        replacement = rewriter(fresh) if rewriter else None
        if isinstance(replacement, list):
            result += replacement
        else:
            result.append(fresh if replacement is None else replacement)
    return result


def plain(nodes: object) -> str:
    """Return the words of inlines or blocks, notes left out, blanks as single spaces."""
    return " ".join("".join(_words(nodes)).split())


def _words(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _words(one)
    elif isinstance(node, dict):
        yield from _words_of(node, node.get("t"), node.get("c"))


def _words_of(node: Node, kind: str | None, content: Any) -> Iterator[str]:
    if kind in ("Str", "MetaString"):
        yield str(content)
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        yield " "
    elif kind in ("Code", "Math", "CodeBlock"):
        yield content[1]
    elif kind == "Quoted":
        yield from ("“", *_words(content[1]), "”")
    elif kind not in ("Note", "RawInline", "RawBlock"):
        yield from _words(content if kind else list(node.values()))
        yield " " if kind in ("Para", "Plain", "Header", "Div") else ""


def text(words: str) -> list[Node]:
    """Return the inlines of a plain text; no-break spaces stay inside their word."""
    nodes: list[Node] = []
    for n, word in enumerate(words.split(" ")):
        nodes += [{"t": "Space"}] * (n > 0) + ([{"t": "Str", "c": word}] if word else [])
    return nodes


def cite(key: str, suffix: Sequence[Node] = ()) -> Node:
    """Return a citation of one work in brackets."""
    mode = {"t": "NormalCitation"}
    citation = {"citationId": key, "citationPrefix": [], "citationSuffix": list(suffix),
                "citationMode": mode, "citationNoteNum": 0, "citationHash": 0}  # fmt: skip
    return {"t": "Cite", "c": [[citation], [{"t": "Str", "c": f"[@{key}]"}]]}


def span(inlines: Iterable[Node], *classes: str, identifier: str = "", **attributes: str) -> Node:
    """Return a Span."""
    return {"t": "Span", "c": [attr(identifier, classes, attributes), list(inlines)]}


def div(blocks: Iterable[Node], *classes: str, identifier: str = "", **attributes: str) -> Node:
    """Return a Div."""
    return {"t": "Div", "c": [attr(identifier, classes, attributes), list(blocks)]}


def attr(identifier: str, classes: Iterable[str] = (), attributes: Mapping[str, str] | None = None) -> Any:
    """Return pandoc's attribute triple."""
    return [identifier, list(classes), [[key, value] for key, value in (attributes or {}).items()]]


def identifiers(node: Node) -> Iterator[str]:
    """Yield the id of an element, if it has one."""
    parts = node.get("c")
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, list) and len(part) == 3 and isinstance(part[0], str) and part[0]:
            yield part[0]


def attribute(node: Node, name: str) -> str:
    """Return an attribute of an element whose content starts with an attribute triple."""
    return str(dict(node["c"][0][2]).get(name, ""))
