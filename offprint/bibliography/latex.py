r"""LaTeX in a field: written so that pandoc reads all of it, or told as what would be lost.

Pandoc's reader drops macros that it does not know, with what they stand for: `{\DJ}or{\dj}e` would be
printed as “ore”. So accents and letters are turned into Unicode (NFC), boxes into what is in them,
and whatever is left that pandoc does not read is refused. The tables were made by asking pandoc 3.9;
a test asks it again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "h": "\u0309", "r": "\u030a", "H": "\u030b", "v": "\u030c", "G": "\u030f", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331", "U": "\u030e", "f": "\u0311",
}  # fmt: skip

_GREEK = """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau
    upsilon phi chi psi omega""".split()

_LETTERS = {
    "AA": "Å", "aa": "å", "AE": "Æ", "ae": "æ", "OE": "Œ", "oe": "œ", "O": "Ø", "o": "ø", "L": "Ł", "l": "ł",
    "ss": "ß", "SS": "SS", "i": "ı", "j": "ȷ", "DH": "Ð", "dh": "ð", "DJ": "Đ", "dj": "đ", "NG": "Ŋ",
    "ng": "ŋ", "TH": "Þ", "th": "þ", "IJ": "Ĳ", "ij": "ĳ",
}  # fmt: skip

#: Cyrillic as LaTeX's T2A encoding and Zotero's export call it: `{\cyrchar\CYRZH}`.
_CYRILLIC = {
    **dict(zip("a b v g d e zh z i ishrt k l m n o p r".split(), "абвгдежзийклмнопр", strict=True)),
    **dict(zip("s t u f h c ch sh shch hrdsn ery sftsn erev yu ya".split(), "стуфхцчшщъыьэюя", strict=True)),
    **dict(zip("yo dje ie dze ii yi je lje nje tshe ushrt dzhe gup".split(), "ёђєѕіїјљњћўџґ", strict=True)),
}  # fmt: skip

_SYMBOLS = {
    "textendash": "–", "textemdash": "—", "bibrangedash": "–", "textellipsis": "…", "textminus": "−",
    "quotesinglbase": "‚", "og": "«", "fg": "»", "textexclamdown": "¡", "textquestiondown": "¿",
    "dag": "†", "ddag": "‡", "textdaggerdbl": "‡", "textperiodcentered": "·", "textbar": "|",
    "texttrademark": "™", "textmicro": "µ", "texteuro": "€", "EUR": "€", "textcent": "¢", "textcurrency": "¤",
    "texttimes": "×", "textdiv": "÷", "textpm": "±", "textonesuperior": "¹", "texttwosuperior": "²",
    "textthreesuperior": "³", "textordfeminine": "ª", "textordmasculine": "º", "textnumero": "№",
    "textohm": "Ω", "textvisiblespace": "␣", "textunderscore": r"\_", "textbraceleft": r"\{",
    "textbraceright": r"\}", "times": "×", "pm": "±", "approx": "≈", "sim": "∼", "leq": "≤", "geq": "≥",
    "le": "≤", "ge": "≥", "infty": "∞", "degree": "°", "cdot": "·", "rightarrow": "→", "to": "→",
    "thinspace": r"\,", "nobreakspace": "~", "space": " ", "enspace": " ", "quad": " ", "qquad": " ",
    "cprime": "ʹ",
    "sc": r"\scshape ", "addcomma": ",", "addspace": " ",
    "BibTeX": "{BibTeX}", "BibLaTeX": "{BibLaTeX}", "LaTeXe": "{LaTeX 2ε}", "XeTeX": "{XeTeX}",
    "LuaTeX": "{LuaTeX}", "LuaLaTeX": "{LuaLaTeX}", "XeLaTeX": "{XeLaTeX}", "pdfTeX": "{pdfTeX}",
    "ConTeXt": "{ConTeXt}", "TikZ": "{TikZ}",
}  # fmt: skip

#: Journals as the macros of the AAS and of NASA's ADS call them (aas_macros.sty).
_JOURNALS = {
    "aj": "AJ", "actaa": "Acta Astron.", "araa": r"ARA\&A", "apj": "ApJ", "apjl": "ApJL", "apjs": "ApJS",
    "ao": "Appl. Opt.", "apss": r"Ap\&SS", "aap": r"A\&A", "aapr": r"A\&A Rev.", "aaps": r"A\&AS",
    "azh": "AZh", "baas": "BAAS", "icarus": "Icarus", "jcap": "J. Cosmology Astropart. Phys.",
    "jrasc": "JRASC", "memras": "MmRAS", "mnras": "MNRAS", "na": "New A", "nar": "New A Rev.",
    "pra": "Phys. Rev. A", "prb": "Phys. Rev. B", "prc": "Phys. Rev. C", "prd": "Phys. Rev. D",
    "pre": "Phys. Rev. E", "prl": "Phys. Rev. Lett.", "pasa": "PASA", "pasp": "PASP", "pasj": "PASJ",
    "qjras": "QJRAS", "skytel": r"S\&T", "solphys": "Sol. Phys.", "sovast": "Soviet Ast.",
    "ssr": "Space Sci. Rev.", "zap": "ZAp", "nat": "Nature", "iaucirc": "IAU Circ.",
    "gca": "Geochim. Cosmochim. Acta", "grl": "Geophys. Res. Lett.", "jcp": "J. Chem. Phys.",
    "jgr": "J. Geophys. Res.", "jqsrt": "J. Quant. Spec. Radiat. Transf.",
    "memsai": "Mem. Soc. Astron. Italiana", "nphysa": "Nucl. Phys. A", "physrep": "Phys. Rep.",
    "physscr": "Phys. Scr", "planss": "Planet. Space Sci.", "procspie": "Proc. SPIE",
}  # fmt: skip

_UNICODE = {
    **_LETTERS,
    **_SYMBOLS,
    **_JOURNALS,
    **{name: unicodedata.lookup(f"GREEK SMALL LETTER {name.replace('lambda', 'lamda')}") for name in _GREEK},
    **{
        name.title(): unicodedata.lookup(f"GREEK CAPITAL LETTER {name.replace('lambda', 'lamda')}")
        for name in _GREEK
    },
}

_OTHER_SPELLINGS = (
    (re.compile(r"\\hspace\*?\s*\{[^{}]*\}"), " "),
    (re.compile(r"\\a(?=['`=])"), r"\\"),  # LaTeX inside tabbing
    (re.compile(r"\\ocirc(?![A-Za-z])"), r"\\r"),  # MathSciNet
    (re.compile(r"\\polhk(?![A-Za-z])"), r"\\k"),
    (re.compile(r"\\cyrchar(?![A-Za-z])\s*"), ""),
)
_CYRILLIC_NAME = re.compile(
    r"\\(?:cyr("
    + "|".join(_CYRILLIC)
    + r")|CYR("
    + "|".join(_CYRILLIC).upper()
    + r"))(?![A-Za-z])(?:\{\}|\s+)?"
)
_BOXES = "mbox hbox fbox text textcyrillic textls NoCaseChange nocase pkg proglang code CRANpkg"
_EFFECTLESS = """protect relax allowbreak nobreak linebreak nolinebreak break ignorespaces unskip sloppy
    raggedright raggedleft noindent xspace leavevmode normalfont small footnotesize large tiny boldmath
    selectfont mdseries upshape rm rmfamily sf sffamily tt ttfamily cal isdot"""
_SORTING = "noopsort noop sortnoop SortNoop NOOP"

READ_BY_PANDOC = frozenset(
    """t emph textit textbf textsc texttt textrm textsf textsl textup textmd textnormal textsuperscript
    textsubscript textlatin textgreek underline uline sout mkbibquote mkbibemph mkbibbold mkbibparens
    enquote foreignlanguage url href ensuremath uppercase lowercase MakeUppercase MakeLowercase
    bibstring autocap em it bf tt rm sl itshape bfseries scshape slshape textcolor texorpdfstring si SI
    num hyphen hyp slash newline adddot TeX LaTeX textquoteleft textquoteright textquotedblleft
    textquotedblright textquotesingle textquotedbl guillemotleft guillemotright guilsinglleft
    guilsinglright quotedblbase textbackslash textasciitilde textasciicircum textless textgreater
    textdollar textbullet dots ldots textcopyright copyright textregistered textdegree textmu euro
    pounds textsterling textyen textsection S P textparagraph textdagger textonehalf textonequarter
    textthreequarters glqq grqq flqq frqq glq grq flq frq lq rq ac""".split()
)
"""Macros of which pandoc's BibTeX reader keeps all that they print."""
_SIGNS = frozenset("`'^~\"=.&%$#_{}-/\\, \n@!*+")

_MATH = r"(?<!\\)\$(?:\\.|[^$\\])*\$|\\\((?:[^\\]|\\[^()])*\\\)|\\ensuremath\s*\{(?:[^{}]|\{[^{}]*\})*\}"
_ADDRESS = r"\\url\s*\{[^{}]*\}|\\href\s*\{[^{}]*\}"
_UNITS = r"\\(?:SI|si|num)\s*\{[^{}]*\}(?:\s*\{[^{}]*\})?"
_KEPT = re.compile(f"({_MATH}|{_ADDRESS}|{_UNITS})", re.DOTALL)
_ACCENT = r"\\(?:([`'^~\"=.])|([uvHckrbdGUfh])(?![A-Za-z]))\s*"
_ACCENTED = re.compile(
    _ACCENT + r"(?:\{\s*(\\[ij](?![A-Za-z])|[^\W\d_])\s*\}|(\\[ij](?![A-Za-z])\s?|[^\W\d_]))"
)
_WORDED = re.compile(
    r"\\(" + "|".join(sorted(_UNICODE, key=len, reverse=True)) + r")(?![A-Za-z])(?:\{\}|\s+)?"
)
_BOXED = re.compile(rf"\\(?:{'|'.join(_BOXES.split())})\s*(?=\{{)")
_VOID = re.compile(rf"\\(?:{'|'.join(_EFFECTLESS.split())})(?![A-Za-z])\s*")
_SORTED = re.compile(rf"\\(?:{'|'.join(_SORTING.split())})\s*\{{[^{{}}]*\}}")
_MACRO = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
ET_AL = re.compile(r"(?:,|[\s~]{1,9}and)?[\s~]{1,9}et[\s~]{1,9}al\.?,?\s*\Z")
"""“et al.” at the end of a list of names."""
_LONE_LETTER = re.compile(r"(\\[A-Za-z]+\s*)?\{([^\W\d_][\u0300-\u036f]*)\}")


def readable(text: str) -> str:
    """Return the text in spellings that pandoc's BibTeX reader knows, formulas and addresses untouched."""
    return _outside_math(text, _readable)


def readable_names(text: str) -> str:
    r"""Return the same for names, without braces around single letters, “et al.” as “and others”.

    Pandoc takes the first name of `{\'E}mile Zola` for a particle, since it begins with a brace.
    """
    text = ET_AL.sub(" and others", " ".join(text.split()))
    plain = re.sub(r"\s(?:AND|And)\s", " and ", readable(re.sub(r"\$\s*\\prime\s*\$", "′", text)))
    for _ in range(2):  # {{\'E}}mile
        plain = _LONE_LETTER.sub(lambda found: found[0] if found[1] else found[2], plain)
    return plain


def lost(text: str) -> list[str]:
    """Return the macros of a readable text that pandoc would drop, once each."""
    found = (name for part in _KEPT.split(text)[::2] for name in _MACRO.findall(part))
    return list(dict.fromkeys(name for name in found if name not in READ_BY_PANDOC and name not in _SIGNS))


def opens_math(text: str) -> bool:
    """Tell whether a dollar sign has no partner; pandoc would drop the whole field."""
    bare = re.sub(_ADDRESS, "", text)
    return re.sub(r"\\.", "", bare).count("$") % 2 == 1


def letters(text: str) -> str:
    """Return a field's words as a reader sees them, near enough to compare: no macros, no braces."""
    bare = re.sub(r"\\[A-Za-z]+\s*|\\", "", readable(text))
    return " ".join(bare.replace("{", "").replace("}", "").replace("~", " ").split())


def _outside_math(text: str, change: Callable[[str], str]) -> str:
    parts = _KEPT.split(text)
    return "".join(part if n % 2 else change(part) for n, part in enumerate(parts))


def _readable(text: str) -> str:
    text = re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n", text)  # pandoc joins the words around a blank line
    text = re.sub(r"(?<!\\)%(?![ \t]*\n)", r"\\%", text)  # and takes the rest of the line for a remark
    text = re.sub(r"(?<!\\)#", r"\\#", text)  # and drops a field with a bare #
    if "\\" not in text:
        return text
    text = _SORTED.sub("", text)
    text = _VOID.sub("", _BOXED.sub("", text))
    for pattern, plain in _OTHER_SPELLINGS:
        text = pattern.sub(plain, text)
    text = _CYRILLIC_NAME.sub(_cyrillic, text)
    text = _ACCENTED.sub(_composed, text)
    text = _WORDED.sub(lambda match: _UNICODE[match[1]], text)
    return re.sub(r"\\[;:>]", r"\\,", text)


def _cyrillic(match: re.Match[str]) -> str:
    return _CYRILLIC[match[1]] if match[1] else _CYRILLIC[match[2].lower()].upper()


def _composed(match: re.Match[str]) -> str:
    letter = (match[3] or match[4]).strip().removeprefix("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[match[1] or match[2]])
