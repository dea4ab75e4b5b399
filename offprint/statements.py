"""What theorems and their kin are called, by language, and the plural of call-outs; the rest: `phrases`."""

from __future__ import annotations

STATEMENTS = (
    "theorem", "lemma", "corollary", "proposition", "conjecture", "definition", "example", "exercise",
    "solution", "remark", "algorithm", "proof",
)  # fmt: skip
"""Kinds of statements: Quarto's, which are amsthm's."""

#: One or several of each kind, in the order of `STATEMENTS`, as inside a sentence.
NOUNS: dict[str, str] = {
    "en": "Theorem|Theorems Lemma|Lemmas Corollary|Corollaries Proposition|Propositions"
    " Conjecture|Conjectures Definition|Definitions Example|Examples Exercise|Exercises"
    " Solution|Solutions Remark|Remarks Algorithm|Algorithms Proof|Proofs",
    "de": "Satz|Sätze Lemma|Lemmata Korollar|Korollare Proposition|Propositionen Vermutung|Vermutungen"
    " Definition|Definitionen Beispiel|Beispiele Aufgabe|Aufgaben Lösung|Lösungen"
    " Bemerkung|Bemerkungen Algorithmus|Algorithmen Beweis|Beweise",
    "fr": "théorème|théorèmes lemme|lemmes corollaire|corollaires proposition|propositions"
    " conjecture|conjectures définition|définitions exemple|exemples exercice|exercices"
    " solution|solutions remarque|remarques algorithme|algorithmes démonstration|démonstrations",
    "es": "teorema|teoremas lema|lemas corolario|corolarios proposición|proposiciones"
    " conjetura|conjeturas definición|definiciones ejemplo|ejemplos ejercicio|ejercicios"
    " solución|soluciones observación|observaciones algoritmo|algoritmos demostración|demostraciones",
    "it": "teorema|teoremi lemma|lemmi corollario|corollari proposizione|proposizioni"
    " congettura|congetture definizione|definizioni esempio|esempi esercizio|esercizi"
    " soluzione|soluzioni osservazione|osservazioni algoritmo|algoritmi dimostrazione|dimostrazioni",
    "pt": "teorema|teoremas lema|lemas corolário|corolários proposição|proposições"
    " conjetura|conjeturas definição|definições exemplo|exemplos exercício|exercícios"
    " solução|soluções observação|observações algoritmo|algoritmos demonstração|demonstrações",
    "nl": "stelling|stellingen lemma|lemma’s gevolg|gevolgen propositie|proposities"
    " vermoeden|vermoedens definitie|definities voorbeeld|voorbeelden opgave|opgaven"
    " oplossing|oplossingen opmerking|opmerkingen algoritme|algoritmen bewijs|bewijzen",
    "ru": "теорема|теоремы лемма|леммы следствие|следствия предложение|предложения"
    " гипотеза|гипотезы определение|определения пример|примеры упражнение|упражнения"
    " решение|решения замечание|замечания алгоритм|алгоритмы доказательство|доказательства",
    "sr": "теорема|теореме лема|леме последица|последице став|ставови хипотеза|хипотезе"
    " дефиниција|дефиниције пример|примери задатак|задаци решење|решења напомена|напомене"
    " алгоритам|алгоритми доказ|докази",
    "sr-Latn": "teorema|teoreme lema|leme posledica|posledice stav|stavovi hipoteza|hipoteze"
    " definicija|definicije primer|primeri zadatak|zadaci rešenje|rešenja napomena|napomene"
    " algoritam|algoritmi dokaz|dokazi",
    "pl": "twierdzenie|twierdzenia lemat|lematy wniosek|wnioski stwierdzenie|stwierdzenia"
    " hipoteza|hipotezy definicja|definicje przykład|przykłady ćwiczenie|ćwiczenia"
    " rozwiązanie|rozwiązania uwaga|uwagi algorytm|algorytmy dowód|dowody",
    "ar": "المبرهنة|المبرهنات التمهيدية|التمهيديات النتيجة|النتائج القضية|القضايا الحدسية|الحدسيات"
    " التعريف|التعريفات المثال|الأمثلة التمرين|التمارين الحل|الحلول الملاحظة|الملاحظات"
    " الخوارزمية|الخوارزميات البرهان|البراهين",
    "he": "משפט|משפטים למה|למות מסקנה|מסקנות טענה|טענות השערה|השערות הגדרה|הגדרות דוגמה|דוגמאות"
    " תרגיל|תרגילים פתרון|פתרונות הערה|הערות אלגוריתם|אלגוריתמים הוכחה|הוכחות",
    "ja": "定理 補題 系 命題 予想 定義 例 演習 解答 注意 アルゴリズム 証明",
    "zh": "定理 引理 推论 命题 猜想 定义 例 习题 解 注 算法 证明",
}  # fmt: skip

#: Several call-outs, in the order of `phrases.CALLOUTS`; elsewhere the word for one serves.
SEVERAL: dict[str, str] = {
    "en": "Notes|Tips|Warnings|Cautions|Important",
    "de": "Hinweise|Tipps|Warnungen|Vorsicht|Wichtig",
    "fr": "Notes|Astuces|Avertissements|Attention|Important",
    "es": "Notas|Consejos|Advertencias|Precauciones|Importante",
}
