"""The printing condition that a PDF for a printer is meant for: the ICC profile `styles/press/output.icc`."""

from __future__ import annotations

from io import BytesIO

from offprint.press import Intent
from offprint.problems import Place, Problem, problem
from offprint.project import Project, shipped

_NAME = "press/output.icc"
_REGISTERED = "ICCHDAT "
"""Begins a profile's target if that is in the ICC's registry (ICC.1, `charTargetTag`)."""
_KINDS = {"mntr": "a screen", "scnr": "a camera or scanner", "spac": "a colour space", "prtr": "a printer"}


def condition(project: Project) -> tuple[Intent, tuple[Problem, ...]]:
    """Return what the project's PDF is printed for; if its profile cannot serve, ours and the problem."""
    path = project.style(_NAME)
    read = _read(path.read_bytes())
    if isinstance(read, Intent):
        return read, ()
    hint = "ask the printer which CMYK profile the job wants, or remove the file: FOGRA39 is the default"
    fault = problem("output-profile", f"“{path.name}” {read}", Place(path), hint)
    ours = _read(shipped(_NAME).read_bytes())
    assert isinstance(ours, Intent), "the shipped profile is one of a CMYK printer"
    return ours, (fault,)


def _read(data: bytes) -> Intent | str:
    """Return the printing condition that a profile describes, or why it is none."""
    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data)).profile
    except OSError:
        return "is no ICC profile"
    kind, space = profile.device_class, profile.xcolor_space.strip()
    if (kind, space) != ("prtr", "CMYK"):
        return f"is the profile of {_KINDS.get(kind, 'another device')} in {space}, not of a printer in CMYK"
    target = " ".join((profile.target or "").replace("\0", " ").split())
    name = target.removeprefix(_REGISTERED) if target.startswith(_REGISTERED) else ""
    description = profile.profile_description or "CMYK"
    return Intent(data, name or description, description, bool(name))
