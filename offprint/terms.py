"""The few words that an edition says itself, by language.

Each was taken from the usage of publishers in that language; a language that is not here gets
English words. Quotation marks are primary opening, closing, secondary opening, closing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of one language."""

    lang: str
    figure: str
    table: str
    equation: str
    section: str
    listing: str
    contents: str
    notes: str
    references: str
    abstract: str
    keywords: str
    acknowledgements: str
    draft: str
    note: str
    back: str
    skip: str
    conjunction: str = "&"
    quotes: str = "“”‘’"
    rtl: bool = False
    revision: str = "Revision"


_ENGLISH = Terms(
    "en", "Figure", "Table", "Equation", "Section", "Listing", "Contents", "Notes", "References",
    "Abstract", "Keywords", "Acknowledgements", "Draft", "Note", "Back to the text",
    "Skip to the text", "and",
)  # fmt: skip

TERMS: dict[str, Terms] = {
    "en": _ENGLISH,
    "de": Terms(
        "de", "Abbildung", "Tabelle", "Gleichung", "Abschnitt", "Listing", "Inhalt", "Anmerkungen",
        "Literatur", "Zusammenfassung", "Schlagwörter", "Danksagung", "Entwurf", "Anmerkung",
        "Zurück zum Text", "Zum Text", "und", "„“‚‘",
    ),
    "fr": Terms(
        "fr", "Figure", "Tableau", "Équation", "Section", "Code", "Table des matières", "Notes",
        "Références", "Résumé", "Mots-clés", "Remerciements", "Brouillon", "Note",
        "Retour au texte", "Aller au texte", "et", "«\u202f\u202f»“”",
    ),
    "es": Terms(
        "es", "Figura", "Tabla", "Ecuación", "Sección", "Listado", "Índice", "Notas", "Referencias",
        "Resumen", "Palabras clave", "Agradecimientos", "Borrador", "Nota", "Volver al texto",
        "Ir al texto", "y", "«»“”",
    ),
    "it": Terms(
        "it", "Figura", "Tabella", "Equazione", "Sezione", "Listato", "Indice", "Note",
        "Riferimenti bibliografici", "Sommario", "Parole chiave", "Ringraziamenti", "Bozza", "Nota",
        "Torna al testo", "Vai al testo", "e", "«»“”",
    ),
    "pt": Terms(
        "pt", "Figura", "Tabela", "Equação", "Secção", "Listagem", "Índice", "Notas", "Referências",
        "Resumo", "Palavras-chave", "Agradecimentos", "Rascunho", "Nota", "Voltar ao texto",
        "Ir para o texto", "e", "«»“”",
    ),
    "nl": Terms(
        "nl", "Figuur", "Tabel", "Vergelijking", "Paragraaf", "Listing", "Inhoud", "Noten",
        "Literatuur", "Samenvatting", "Trefwoorden", "Dankwoord", "Concept", "Noot",
        "Terug naar de tekst", "Naar de tekst", "en", "‘’“”",
    ),
    "ru": Terms(
        "ru", "Рисунок", "Таблица", "Уравнение", "Раздел", "Листинг", "Содержание", "Примечания",
        "Список литературы", "Аннотация", "Ключевые слова", "Благодарности", "Черновик", "Примечание",
        "Вернуться к тексту", "Перейти к тексту", "и", "«»„“",
    ),
    "sr": Terms(
        "sr", "Слика", "Табела", "Једначина", "Одељак", "Листинг", "Садржај", "Напомене",
        "Литература", "Сажетак", "Кључне речи", "Захвалност", "Нацрт", "Напомена",
        "Назад на текст", "На текст", "и", "„”’’",
    ),
    "sr-Latn": Terms(
        "sr-Latn", "Slika", "Tabela", "Jednačina", "Odeljak", "Listing", "Sadržaj", "Napomene",
        "Literatura", "Sažetak", "Ključne reči", "Zahvalnost", "Nacrt", "Napomena",
        "Nazad na tekst", "Na tekst", "i", "„”’’",
    ),
    "pl": Terms(
        "pl", "Rysunek", "Tabela", "Równanie", "Rozdział", "Listing", "Spis treści", "Przypisy",
        "Bibliografia", "Streszczenie", "Słowa kluczowe", "Podziękowania", "Szkic", "Przypis",
        "Powrót do tekstu", "Przejdź do tekstu", "i", "„”«»",
    ),
    "ar": Terms(
        "ar", "الشكل", "الجدول", "المعادلة", "القسم", "القائمة", "المحتويات", "الحواشي",
        "المراجع", "الملخص", "الكلمات المفتاحية", "شكر وتقدير", "مسودة", "حاشية",
        "العودة إلى النص", "إلى النص", "و", "«»‹›", rtl=True,
    ),
    "he": Terms(
        "he", "איור", "טבלה", "משוואה", "סעיף", "רשימה", "תוכן העניינים", "הערות",
        "מקורות", "תקציר", "מילות מפתח", "תודות", "טיוטה", "הערה",
        "חזרה לטקסט", "אל הטקסט", "ו", "”“’‘", rtl=True,
    ),
    "ja": Terms(
        "ja", "図", "表", "式", "節", "リスト", "目次", "注", "参考文献", "要旨", "キーワード", "謝辞",
        "草稿", "注", "本文に戻る", "本文へ", "・", "「」『』",
    ),
    "zh": Terms(
        "zh", "图", "表", "式", "节", "代码", "目录", "注释", "参考文献", "摘要", "关键词", "致谢",
        "草稿", "注", "返回正文", "跳到正文", "、", "“”‘’",
    ),
}  # fmt: skip


#: Marks of languages without words above, and of countries that differ from their language's first
#: (Unicode CLDR, “delimiters”, and the CSL locales).
_QUOTES = {
    "be": "«»„“", "bg": "„“„“", "ca": "«»“”", "cs": "„“‚‘", "cy": "‘’“”", "de-CH": "«»‹›", "de-LI": "«»‹›",
    "el": "«»“”", "en-GB": "‘’“”", "es-AR": "“”‘’", "es-CL": "“”‘’", "es-CO": "“”‘’", "es-MX": "“”‘’",
    "es-US": "“”‘’", "et": "„“‘’", "eu": "«»“”", "fa": "«»‹›", "fi": "””’’", "hr": "„“‚‘", "hu": "„”»«",
    "is": "„“‚‘", "lt": "„“‚‘", "mk": "„“’‘", "nb": "«»‘’", "nn": "«»‘’", "no": "«»‘’", "pt-BR": "“”‘’",
    "ro": "„”«»", "sk": "„“‚‘", "sl": "„“‚‘", "sv": "””’’", "uk": "«»„“",
    "zh-HK": "「」『』", "zh-TW": "「」『』",
}  # fmt: skip


#: What the state of a text is called that a colophon names, where it is not “Revision”.
_REVISIONS = {
    "ar": "المراجعة", "es": "Revisión", "fr": "Révision", "he": "גרסה", "it": "Revisione", "ja": "版",
    "nl": "Revisie", "pl": "Rewizja", "pt": "Revisão", "ru": "Редакция", "sr": "Ревизија",
    "sr-Latn": "Revizija", "zh": "修订版",
}  # fmt: skip


def terms(lang: str) -> Terms:
    """Return the words of a BCP 47 language tag: of the whole tag, its language, or English.

    The quotation marks are those of the country if it has its own.
    """
    language, _, rest = lang.partition("-")
    tags = (lang, f"{language.lower()}-{rest.upper()}", language.lower())
    words = next((TERMS[tag] for tag in tags if tag in TERMS), _ENGLISH)
    marks = next((_QUOTES[tag] for tag in tags if tag in _QUOTES), words.quotes)
    return replace(words, quotes=marks, revision=_REVISIONS.get(words.lang, words.revision))
