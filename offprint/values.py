"""Values of the front matter, read as the types that they are to have; what does not fit is noted."""

from __future__ import annotations

from offprint.frontmatter import FrontMatter, Value
from offprint.keys import ALIASES
from offprint.problems import Problem, problem


class Values:
    """Typed reading of the front matter, noting what does not fit."""

    def __init__(self, front: FrontMatter) -> None:
        self.front = front
        self.problems: list[Problem] = []
        aliased = {ALIASES.get(key, key): value for key, value in front.values.items()}
        self._values = {**aliased, **front.values}

    def get(self, path: str) -> Value:
        """Return the value at a dotted path, or None."""
        value: Value = dict(self._values)
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        return value

    def text(self, path: str) -> str:
        """Return the text at `path`; a list or a mapping there is a problem."""
        value = self.get(path)
        if isinstance(value, list) or (isinstance(value, dict) and "." not in path):
            if not (isinstance(value, dict) and path in ("license", "copyright")):
                self.complain(path, f"“{path}” wants a text, not a {_shape(value)}")
            return ""
        return value.strip() if isinstance(value, str) else ""

    def texts(self, path: str) -> list[str]:
        """Return the texts at `path`: one, or a list of them."""
        value = self.get(path)
        items = value if isinstance(value, list) else [value]
        if any(isinstance(item, (list, dict)) for item in items):
            self.complain(path, f"“{path}” wants a text or a list of texts")
        return [item.strip() for item in items if isinstance(item, str) and item.strip()]

    def flag(self, path: str) -> bool | None:
        """Return the yes or no at `path`, or None if the author did not say."""
        value = self.get(path)
        words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
        if value is None:
            return None
        if isinstance(value, str) and value.lower() in words:
            return words[value.lower()]
        self.complain(path, f"“{path}” wants true or false, not {quoted(value)}")
        return None

    def complain(self, path: str, what: str, hint: str = "") -> None:
        """Note that the value at `path` does not fit."""
        self.problems.append(problem("front-matter-value", what, self.front.place(path), hint))


def _shape(value: Value) -> str:
    return "list" if isinstance(value, list) else "mapping"


def quoted(value: Value) -> str:
    """Return a value as a message quotes it."""
    return f"“{value}”" if isinstance(value, str) else f"a {_shape(value)}"
