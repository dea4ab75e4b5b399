"""The few words that only the web page says: its buttons, and the names of its permalinks.

They stand apart from `terms`, which every edition prints; the languages are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from offprint.terms import Terms


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of the page's own furniture in one language."""

    cite: str
    copy: str
    copied: str
    save: str
    link: str
    """Before the words of the heading or the caption that a permalink leads to."""
    paragraph: str
    """Before a paragraph's number."""


WORDING: Mapping[str, Wording] = {
    "en": Wording("Cite this", "Copy", "Copied", "Save", "Link to", "Paragraph"),
    "de": Wording("Zitieren", "Kopieren", "Kopiert", "Speichern", "Link zu", "Absatz"),
    "fr": Wording("Citer", "Copier", "Copié", "Enregistrer", "Lien vers", "Paragraphe"),
    "es": Wording("Citar", "Copiar", "Copiado", "Guardar", "Enlace a", "Párrafo"),
    "it": Wording("Cita", "Copia", "Copiato", "Salva", "Link a", "Paragrafo"),
    "pt": Wording("Citar", "Copiar", "Copiado", "Guardar", "Ligação para", "Parágrafo"),
    "nl": Wording("Citeren", "Kopiëren", "Gekopieerd", "Opslaan", "Link naar", "Alinea"),
    "ru": Wording("Цитировать", "Копировать", "Скопировано", "Сохранить", "Ссылка на", "Абзац"),
    "sr": Wording("Цитирај", "Копирај", "Копирано", "Сачувај", "Веза ка", "Пасус"),
    "sr-Latn": Wording("Citiraj", "Kopiraj", "Kopirano", "Sačuvaj", "Veza ka", "Pasus"),
    "pl": Wording("Cytuj", "Kopiuj", "Skopiowano", "Zapisz", "Odnośnik do", "Akapit"),
    "ar": Wording("اقتبس", "نسخ", "تم النسخ", "حفظ", "رابط إلى", "الفقرة"),
    "he": Wording("ציטוט", "העתקה", "הועתק", "שמירה", "קישור אל", "פסקה"),
    "ja": Wording("引用する", "コピー", "コピーしました", "保存", "リンク", "段落"),
    "zh": Wording("引用", "复制", "已复制", "保存", "链接到", "段落"),
}


def wording(words: Terms) -> Wording:
    """Return the page's words in the language of the edition's other words."""
    return WORDING[words.lang]
