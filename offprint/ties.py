"""Which blanks no line may end at, by language: what typographers' manuals ask for.

French: Lexique des règles typographiques en usage à l'Imprimerie nationale. German: Duden, Hinweise für
den Schriftsatz. Czech and Slovak: ČSN 01 6910, STN 01 6910. Polish: Wolański, Edycja tekstów. Russian:
Мильчин, Чельцова, Справочник издателя и автора. English: New Hart's Rules, §2.4. Units are those of the
SI brochure (9th edition, §5.4.3) and those in use with them.
"""

from __future__ import annotations

from dataclasses import dataclass

from offprint.phrases import capital, phrases
from offprint.statements import STATEMENTS

NARROW, WIDE = "\u202f", "\u00a0"
UNITS = frozenset(
    """nm µm μm mm cm dm m km ha µg μg mg g kg t ms µs μs ns s min h Hz kHz MHz GHz THz N kN Pa hPa kPa MPa
    GPa bar mbar J kJ MJ eV keV MeV GeV TeV cal kcal W mW kW MW GW Wh kWh MWh V mV kV A mA µA μA Ω kΩ MΩ F
    µF μF nF pF K °C °F ° % ‰ l L ml mL µl μL dl dL hl mol mmol µmol μmol M mM µM μM nM T mT dB dBm lm lx cd
    Bq kBq MBq Gy Sv mSv rad px pt pp kB MB GB TB KiB MiB GiB bit bits Mbit Gbit ppm ppb Da kDa bp kb Mb
    € $ £ ¥ Kč zł ₽ руб. км м см мм кг г мг мл л ч мин с""".split()
)
#: Abbreviations that a number follows, in whatever language they are used.
_NUMBERED = """fig. figs. tab. eq. eqs. sec. sect. ch. chap. p. pp. vol. vols. no. nos. nr. art. arts. app.
    ref. refs. thm. lem. def. prop. cor. l. ll. v. vv. n. nn. § §§ № n° nº n.o ca. c."""
_NUMBERED_IN = {
    "cs": "s. str. č. obr. kap. sv. roč. r. odst. čl. příl.",
    "de": "s. abb. abs. bd. bde. kap. taf. anm. aufl. gl. ziff. rn. rz. z. bl. anh. jg. h.",
    "es": "pág. págs. núm. cap. t. cuadro",
    "fr": "t. chap. ill. pl. éq. sect. numéro vers",
    "it": "pag. pagg. cap. tav. num.",
    "nl": "afb. blz. hfst. dl. jrg. par.",
    "pl": "s. str. rys. ryc. rozdz. t. ust. poz. zob. wyd. r. dz.",
    "pt": "pág. págs. cap. núm. t.",
    "ru": "с. стр. рис. табл. гл. т. вып. кн. ч. илл. разд. п. пп. ст. ур. прил.",
    "sk": "s. str. č. obr. kap. zv. roč. r. ods. čl.",
    "uk": "с. стор. рис. табл. гл. т. вип. кн. ч. розд. п. ст.",
}
#: Titles that a name follows.
_TITLES = """mr. mrs. ms. dr. drs. prof. st. ste. mme mlle mm. hr. fr. sr. sra. srta. ing. mgr. sig. doc.
    dott. rev. hon. gen. inż. św. г-н г-жа проф. акад. им."""
#: Words of one letter, and others that lead to the next.
_LEADING = {
    "be": "а і у ў з",
    "cs": "k s v z o u a i",
    "pl": "a i o u w z",
    "ru": "а в и к о с у я",
    "sk": "a i k o s u v z",
    "uk": "а в є з і й о у я",
}
#: Signs that a blank stands before, and how wide it is; and those that one stands behind.
_BEFORE = {"fr": {";": NARROW, "!": NARROW, "?": NARROW, "»": NARROW, ":": WIDE}}
_BEHIND = {"fr": {"«": NARROW}}
#: Languages that write a blank before a dash in a sentence, which a line may not begin with.
_DASHING = frozenset(["be", "bg", "pl", "ru", "uk"])
#: Languages whose abbreviations of several letters have a narrow blank inside: z. B.
_NARROWING = frozenset(["de"])


@dataclass(frozen=True, slots=True)
class Ties:
    """The blanks of one language that no line ends at."""

    numbered: frozenset[str]
    """What a number follows, in small letters; nouns too: “Figure 3”."""
    titles: frozenset[str]
    leading: frozenset[str]
    before: dict[str, str]
    behind: dict[str, str]
    dashing: bool
    inside: str
    """The blank inside an abbreviation."""


def ties(lang: str) -> Ties:
    """Return the ties of a BCP 47 language tag."""
    language = lang.partition("-")[0].lower()
    said = phrases(lang)
    kinds = ("figure", "table", "equation", "section", "listing", "appendix", *STATEMENTS[:-1])
    nouns = [said.noun(kind, several=several).lower() for kind in kinds for several in (False, True)]
    abbreviations = f"{_NUMBERED} {_NUMBERED_IN.get(language, '')}".split()
    return Ties(
        frozenset([*abbreviations, *nouns]),
        frozenset(_TITLES.split()),
        frozenset(one for word in _LEADING.get(language, "").split() for one in (word, capital(word))),
        _BEFORE.get(language, {}),
        _BEHIND.get(language, {}),
        language in _DASHING,
        NARROW if language in _NARROWING else WIDE,
    )
