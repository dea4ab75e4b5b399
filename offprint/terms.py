"""The few words that an edition says itself, by language.

Each was taken from the usage of publishers in that language; a language that is not here gets
English words. Quotation marks are primary opening, closing, secondary opening, closing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from offprint.phrases import phrases


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
    author_note: str
    funding: str
    data_availability: str
    competing_interests: str
    typeset: str
    """With `%s` for the typefaces."""
    compared: str
    """The colophon's claim: that the editions were collated."""
    conjunction: str = "&"
    quotes: str = "“”‘’"
    rtl: bool = False
    author_contributions: str = ""
    supplementary_files: str = ""
    revision: str = "Revision"

    @property
    def endings(self) -> Mapping[str, str]:
        """The headings of the end matter, by their keys in the front matter."""
        return {
            "author-note": self.author_note,
            "acknowledgements": self.acknowledgements,
            "funding": self.funding,
            "author-contributions": self.author_contributions,
            "data-availability": self.data_availability,
            "competing-interests": self.competing_interests,
            "supplementary-files": self.supplementary_files,
        }

    def listed(self, names: Sequence[str]) -> str:
        """Return names as a sentence lists them: “A, B and C”."""
        *most, last = names
        return f"{', '.join(most)} {self.conjunction} {last}" if most else last


_ENGLISH = Terms(
    "en", "Figure", "Table", "Equation", "Section", "Listing", "Contents", "Notes", "References",
    "Abstract", "Keywords", "Acknowledgements", "Draft", "Note", "Back to the text", "Skip to the text",
    "Author’s note", "Funding", "Data availability", "Competing interests", "Set in %s by Offprint.",
    "Web page, e-book and printed page were compared word for word before they were published.", "and",
)  # fmt: skip

TERMS: dict[str, Terms] = {
    "en": _ENGLISH,
    "de": Terms(
        "de", "Abbildung", "Tabelle", "Gleichung", "Abschnitt", "Listing", "Inhalt", "Anmerkungen",
        "Literatur", "Zusammenfassung", "Schlagwörter", "Danksagung", "Entwurf", "Anmerkung",
        "Zurück zum Text", "Zum Text", "Zu diesem Beitrag", "Förderung", "Datenverfügbarkeit",
        "Interessenkonflikte", "Gesetzt in %s mit Offprint.",
        "Webseite, E-Book und Druckfassung wurden vor der Veröffentlichung Wort für Wort verglichen.",
        "und", "„“‚‘",
    ),
    "fr": Terms(
        "fr", "Figure", "Tableau", "Équation", "Section", "Code", "Table des matières", "Notes",
        "Références", "Résumé", "Mots-clés", "Remerciements", "Brouillon", "Note", "Retour au texte",
        "Aller au texte", "Note de l’auteur", "Financement", "Disponibilité des données",
        "Conflits d’intérêts", "Composé en %s avec Offprint.",
        "La page web, le livre numérique et la version "
        "imprimée ont été comparés mot à mot avant la publication.",
        "et", "«\u202f\u202f»“”",
    ),
    "es": Terms(
        "es", "Figura", "Tabla", "Ecuación", "Sección", "Listado", "Índice", "Notas", "Referencias",
        "Resumen", "Palabras clave", "Agradecimientos", "Borrador", "Nota", "Volver al texto",
        "Ir al texto", "Nota del autor", "Financiación", "Disponibilidad de los datos",
        "Conflictos de intereses", "Compuesto en %s con Offprint.",
        "La página web, el libro electrónico y la edición "
        "impresa se cotejaron palabra por palabra antes de publicarse.",
        "y", "«»“”",
    ),
    "it": Terms(
        "it", "Figura", "Tabella", "Equazione", "Sezione", "Listato", "Indice", "Note",
        "Riferimenti bibliografici", "Sommario", "Parole chiave", "Ringraziamenti", "Bozza", "Nota",
        "Torna al testo", "Vai al testo", "Nota dell’autore", "Finanziamento", "Disponibilità dei dati",
        "Conflitti di interesse", "Composto in %s con Offprint.",
        "Pagina web, libro elettronico ed edizione a stampa "
        "sono stati collazionati parola per parola prima della pubblicazione.",
        "e", "«»“”",
    ),
    "pt": Terms(
        "pt", "Figura", "Tabela", "Equação", "Secção", "Listagem", "Índice", "Notas", "Referências",
        "Resumo", "Palavras-chave", "Agradecimentos", "Rascunho", "Nota", "Voltar ao texto",
        "Ir para o texto", "Nota do autor", "Financiamento", "Disponibilidade dos dados",
        "Conflitos de interesses", "Composto em %s com o Offprint.",
        "A página web, o livro eletrónico e a edição "
        "impressa foram comparados palavra por palavra antes da publicação.",
        "e", "«»“”",
    ),
    "nl": Terms(
        "nl", "Figuur", "Tabel", "Vergelijking", "Paragraaf", "Listing", "Inhoud", "Noten", "Literatuur",
        "Samenvatting", "Trefwoorden", "Dankwoord", "Concept", "Noot", "Terug naar de tekst",
        "Naar de tekst", "Noot van de auteur", "Financiering", "Beschikbaarheid van gegevens",
        "Belangenverstrengeling", "Gezet in %s met Offprint.",
        "Webpagina, e-boek en gedrukte uitgave zijn vóór publicatie woord voor woord vergeleken.", "en",
        "‘’“”",
    ),
    "ru": Terms(
        "ru", "Рисунок", "Таблица", "Уравнение", "Раздел", "Листинг", "Содержание", "Примечания",
        "Список литературы", "Аннотация", "Ключевые слова", "Благодарности", "Черновик", "Примечание",
        "Вернуться к тексту", "Перейти к тексту", "От автора", "Финансирование", "Доступность данных",
        "Конфликт интересов", "Набрано шрифтами %s в Offprint.",
        "Веб-страница, электронная книга и печатное издание перед публикацией сверены слово в слово.",
        "и", "«»„“",
    ),
    "sr": Terms(
        "sr", "Слика", "Табела", "Једначина", "Одељак", "Листинг", "Садржај", "Напомене", "Литература",
        "Сажетак", "Кључне речи", "Захвалност", "Нацрт", "Напомена", "Назад на текст", "На текст",
        "Напомена аутора", "Финансирање", "Доступност података", "Сукоб интереса",
        "Сложено у писму %s помоћу програма Offprint.",
        "Веб-страница, електронска књига и штампано издање упоређени су реч по реч пре објављивања.", "и",
        "„”’’",
    ),
    "sr-Latn": Terms(
        "sr-Latn", "Slika", "Tabela", "Jednačina", "Odeljak", "Listing", "Sadržaj", "Napomene",
        "Literatura", "Sažetak", "Ključne reči", "Zahvalnost", "Nacrt", "Napomena", "Nazad na tekst",
        "Na tekst", "Napomena autora", "Finansiranje", "Dostupnost podataka", "Sukob interesa",
        "Složeno u pismu %s pomoću programa Offprint.",
        "Veb-stranica, elektronska knjiga i štampano izdanje upoređeni su reč po reč pre objavljivanja.",
        "i", "„”’’",
    ),
    "pl": Terms(
        "pl", "Rysunek", "Tabela", "Równanie", "Rozdział", "Listing", "Spis treści", "Przypisy",
        "Bibliografia", "Streszczenie", "Słowa kluczowe", "Podziękowania", "Szkic", "Przypis",
        "Powrót do tekstu", "Przejdź do tekstu", "Od autora", "Finansowanie", "Dostępność danych",
        "Konflikt interesów", "Złożono krojem %s w programie Offprint.",
        "Stronę internetową, e-book i wydanie drukowane porównano przed publikacją słowo po słowie.", "i",
        "„”«»",
    ),
    "ar": Terms(
        "ar", "الشكل", "الجدول", "المعادلة", "القسم", "القائمة", "المحتويات", "الحواشي", "المراجع",
        "الملخص", "الكلمات المفتاحية", "شكر وتقدير", "مسودة", "حاشية", "العودة إلى النص", "إلى النص",
        "ملاحظة المؤلف", "التمويل", "توافر البيانات", "تضارب المصالح", "صُفَّ بخط %s باستخدام Offprint.",
        "قورنت صفحة الويب والكتاب الإلكتروني والنسخة المطبوعة كلمة بكلمة قبل النشر.", "و", "«»‹›",
        rtl=True,
    ),
    "he": Terms(
        "he", "איור", "טבלה", "משוואה", "סעיף", "רשימה", "תוכן העניינים", "הערות", "מקורות", "תקציר",
        "מילות מפתח", "תודות", "טיוטה", "הערה", "חזרה לטקסט", "אל הטקסט", "הערת המחבר", "מימון",
        "זמינות הנתונים", "ניגודי עניינים", "נסדר בגופן %s באמצעות Offprint.",
        "דף האינטרנט, הספר האלקטרוני והמהדורה המודפסת הושוו מילה במילה לפני הפרסום.", "ו", "”“’‘",
        rtl=True,
    ),
    "ja": Terms(
        "ja", "図", "表", "式", "節", "リスト", "目次", "注", "参考文献", "要旨", "キーワード", "謝辞",
        "草稿", "注", "本文に戻る", "本文へ", "著者注", "研究資金", "データの利用可能性", "利益相反",
        "%s を用いて Offprint で組版。", "ウェブ版・電子書籍版・印刷版は公開前に一語ずつ照合されている。",
        "・", "「」『』",
    ),
    "zh": Terms(
        "zh", "图", "表", "式", "节", "代码", "目录", "注释", "参考文献", "摘要", "关键词", "致谢",
        "草稿", "注", "返回正文", "跳到正文", "作者附注", "资助", "数据可用性", "利益冲突",
        "以 %s 由 Offprint 排版。", "网页、电子书与印刷版在发布前已逐字核对。", "、", "“”‘’",
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
    said = phrases(lang)
    return replace(
        words,
        quotes=marks,
        revision=_REVISIONS.get(words.lang, words.revision),
        author_contributions=said.contributions,
        supplementary_files=said.supplements,
    )
