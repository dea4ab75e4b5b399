"""What an edition says around references, call-outs and lists, by language; the furniture's words: `terms`.

Nouns are written as inside a sentence; where a caption or a sentence begins, `capital` is for them.
A language that is not here gets English words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from offprint.statements import NOUNS, SEVERAL, STATEMENTS

CALLOUTS = ("note", "tip", "warning", "caution", "important")
"""Quarto's kinds of call-outs."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language; several words in one string are told apart by a bar."""

    figure: str
    """Singular and plural, as are the next five."""
    table: str
    equation: str
    section: str
    listing: str
    appendix: str
    page: str
    """What stands before a page's number, and after it."""
    lists: str
    """The headings of the lists of figures and of tables."""
    callouts: str
    """The titles of call-outs, in the order of `CALLOUTS`."""
    contributions: str
    supplements: str
    statements: str = NOUNS["en"]
    """Singular and plural of each kind of `STATEMENTS`, blanks between."""
    several_callouts: str = ""
    """As `callouts`, several of each; empty where the word for one serves."""

    def noun(self, kind: str, *, several: bool = False) -> str:
        """Return the word for one or several things of a kind."""
        if kind in CALLOUTS:
            return ((several and self.several_callouts) or self.callouts).split("|")[CALLOUTS.index(kind)]
        if kind in STATEMENTS:
            forms = self.statements.split()[STATEMENTS.index(kind)].split("|")
        else:
            forms = str(getattr(self, kind)).split("|")
        return forms[-1] if several else forms[0]

    def callout(self, kind: str) -> str:
        """Return the title of a call-out that has none of its own."""
        return self.callouts.split("|")[CALLOUTS.index(kind)]


def capital(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]


_ENGLISH = Phrases(
    "Figure|Figures", "Table|Tables", "Equation|Equations", "Section|Sections", "Listing|Listings",
    "Appendix|Appendices", " on page |", "List of figures|List of tables",
    "Note|Tip|Warning|Caution|Important", "Author contributions", "Supplementary files",
)  # fmt: skip

PHRASES: dict[str, Phrases] = {
    "en": _ENGLISH,
    "de": Phrases(
        "Abbildung|Abbildungen", "Tabelle|Tabellen", "Gleichung|Gleichungen", "Abschnitt|Abschnitte",
        "Listing|Listings", "Anhang|Anhänge", " auf Seite |", "Abbildungsverzeichnis|Tabellenverzeichnis",
        "Hinweis|Tipp|Warnung|Vorsicht|Wichtig", "Beiträge der Autoren", "Ergänzende Dateien",
    ),
    "fr": Phrases(
        "figure|figures", "tableau|tableaux", "équation|équations", "section|sections", "code|codes",
        "annexe|annexes", " page |", "Table des figures|Liste des tableaux",
        "Note|Astuce|Avertissement|Attention|Important", "Contributions des auteurs",
        "Fichiers supplémentaires",
    ),
    "es": Phrases(
        "figura|figuras", "tabla|tablas", "ecuación|ecuaciones", "sección|secciones", "listado|listados",
        "apéndice|apéndices", " en la página |", "Índice de figuras|Índice de tablas",
        "Nota|Consejo|Advertencia|Precaución|Importante", "Contribuciones de los autores",
        "Archivos complementarios",
    ),
    "it": Phrases(
        "figura|figure", "tabella|tabelle", "equazione|equazioni", "sezione|sezioni", "listato|listati",
        "appendice|appendici", " a pagina |", "Elenco delle figure|Elenco delle tabelle",
        "Nota|Suggerimento|Avviso|Attenzione|Importante", "Contributi degli autori",
        "Materiali supplementari",
    ),
    "pt": Phrases(
        "figura|figuras", "tabela|tabelas", "equação|equações", "secção|secções", "listagem|listagens",
        "apêndice|apêndices", " na página |", "Lista de figuras|Lista de tabelas",
        "Nota|Dica|Aviso|Cuidado|Importante", "Contribuições dos autores", "Ficheiros suplementares",
    ),
    "nl": Phrases(
        "figuur|figuren", "tabel|tabellen", "vergelijking|vergelijkingen", "paragraaf|paragrafen",
        "listing|listings", "bijlage|bijlagen", " op pagina |", "Lijst van figuren|Lijst van tabellen",
        "Opmerking|Tip|Waarschuwing|Let op|Belangrijk", "Bijdragen van de auteurs",
        "Aanvullende bestanden",
    ),
    "ru": Phrases(
        "рисунок|рисунки", "таблица|таблицы", "уравнение|уравнения", "раздел|разделы",
        "листинг|листинги", "приложение|приложения", " на странице |",
        "Список рисунков|Список таблиц", "Примечание|Совет|Предупреждение|Осторожно|Важно",
        "Вклад авторов", "Дополнительные материалы",
    ),
    "sr": Phrases(
        "слика|слике", "табела|табеле", "једначина|једначине", "одељак|одељци", "листинг|листинзи",
        "прилог|прилози", " на страни |", "Списак слика|Списак табела",
        "Напомена|Савет|Упозорење|Опрез|Важно", "Допринос аутора", "Додатни материјали",
    ),
    "sr-Latn": Phrases(
        "slika|slike", "tabela|tabele", "jednačina|jednačine", "odeljak|odeljci", "listing|listinzi",
        "prilog|prilozi", " na strani |", "Spisak slika|Spisak tabela",
        "Napomena|Savet|Upozorenje|Oprez|Važno", "Doprinos autora", "Dodatni materijali",
    ),
    "pl": Phrases(
        "rysunek|rysunki", "tabela|tabele", "równanie|równania", "rozdział|rozdziały",
        "listing|listingi", "dodatek|dodatki", " na stronie |", "Spis rysunków|Spis tabel",
        "Uwaga|Wskazówka|Ostrzeżenie|Przestroga|Ważne", "Wkład autorów", "Materiały dodatkowe",
    ),
    "ar": Phrases(
        "الشكل|الأشكال", "الجدول|الجداول", "المعادلة|المعادلات", "القسم|الأقسام", "القائمة|القوائم",
        "الملحق|الملاحق", " في الصفحة |", "قائمة الأشكال|قائمة الجداول",
        "ملاحظة|نصيحة|تحذير|تنبيه|مهم", "مساهمات المؤلفين", "ملفات تكميلية",
    ),
    "he": Phrases(
        "איור|איורים", "טבלה|טבלאות", "משוואה|משוואות", "סעיף|סעיפים", "רשימה|רשימות",
        "נספח|נספחים", " בעמוד |", "רשימת איורים|רשימת טבלאות",
        "הערה|טיפ|אזהרה|זהירות|חשוב", "תרומת המחברים", "קבצים נלווים",
    ),
    "ja": Phrases(
        "図", "表", "式", "節", "リスト", "付録", "（|ページ）", "図目次|表目次",
        "注記|ヒント|警告|注意|重要", "著者の貢献", "補足資料",
    ),
    "zh": Phrases(
        "图", "表", "式", "节", "代码", "附录", "（第|页）", "插图目录|表格目录",
        "注释|提示|警告|小心|重要", "作者贡献", "补充材料",
    ),
}  # fmt: skip


def phrases(lang: str) -> Phrases:
    """Return the phrases of a BCP 47 language tag: of the whole tag, its language, or English."""
    tags = (lang, lang.partition("-")[0].lower())
    tag = next((tag for tag in tags if tag in PHRASES), "en")
    return replace(PHRASES[tag], statements=NOUNS[tag], several_callouts=SEVERAL.get(tag, ""))
