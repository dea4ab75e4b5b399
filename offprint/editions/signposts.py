"""The few words that only an e-book has, by language: what its cover, title page and lists are called.

Taken from the usage of publishers in that language, as those in `terms.py`; English otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signposts:
    """What a reading system's menus call the parts of a book."""

    cover: str
    title_page: str
    text: str
    pages: str
    landmarks: str
    colophon: str


_SIGNPOSTS = {
    "en": Signposts("Cover", "Title page", "Text", "Pages", "Landmarks", "Colophon"),
    "de": Signposts("Umschlag", "Titelseite", "Text", "Seiten", "Orientierung", "Impressum"),
    "fr": Signposts("Couverture", "Page de titre", "Texte", "Pages", "Repères", "Colophon"),
    "es": Signposts("Cubierta", "Portada", "Texto", "Páginas", "Puntos de referencia", "Colofón"),
    "it": Signposts("Copertina", "Frontespizio", "Testo", "Pagine", "Punti di riferimento", "Colophon"),
    "pt": Signposts("Capa", "Folha de rosto", "Texto", "Páginas", "Pontos de referência", "Colofão"),
    "nl": Signposts("Omslag", "Titelpagina", "Tekst", "Pagina’s", "Oriëntatiepunten", "Colofon"),
    "ru": Signposts("Обложка", "Титульный лист", "Текст", "Страницы", "Ориентиры", "Выходные данные"),
    "sr": Signposts("Корице", "Насловна страна", "Текст", "Стране", "Оријентири", "Импресум"),
    "sr-Latn": Signposts("Korice", "Naslovna strana", "Tekst", "Strane", "Orijentiri", "Impresum"),
    "pl": Signposts("Okładka", "Strona tytułowa", "Tekst", "Strony", "Punkty orientacyjne", "Kolofon"),
    "ar": Signposts("الغلاف", "صفحة العنوان", "النص", "الصفحات", "المعالم", "بيانات النشر"),
    "he": Signposts("כריכה", "שער", "טקסט", "עמודים", "ציוני דרך", "קולופון"),
    "ja": Signposts("表紙", "扉", "本文", "ページ", "ランドマーク", "奥付"),
    "zh": Signposts("封面", "书名页", "正文", "页码", "导航标志", "版权页"),
}


def signposts(lang: str) -> Signposts:
    """Return the words of a BCP 47 language tag: of the whole tag, its language, or English."""
    language = lang.partition("-")[0].lower()
    return next((_SIGNPOSTS[tag] for tag in (lang, language) if tag in _SIGNPOSTS), _SIGNPOSTS["en"])
