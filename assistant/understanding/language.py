"""A text to its language, ISO 639-1, by py3langid over the languages that mail is written in; "und" when unsure.

A short English message must never be taken for foreign: where the text is too short for statistics, it is foreign
only when its own common words say so.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any

# What is handed to the identifier at most; more does not change its mind.
ENOUGH = 4000

_FOREIGN = re.compile("[\u0250-\U0010ffff]")         # a letter that is not Latin
_WORD = re.compile(r"[^\W\d_]{1,40}")
_MASK = re.compile(r"(?:https?://|www\.)[^\s]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,200}", re.IGNORECASE)

# Languages of business mail; leaving out the rest keeps short English from becoming Luxembourgish.
_KNOWN = [
    "en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "no", "fi", "cs", "sk", "hu", "ro", "bg", "hr",
    "sl", "el",
    "tr", "ru", "uk", "ar", "he", "fa", "hi", "bn", "ta", "th", "vi", "id", "zh", "ja", "ko", "et", "lv", "lt", "ca",
]

_COMMON = {
    "en": "the and is are was to of in for my i you it this that have has not with on please can what how where "
          "when do does "
          "why me a an we your but or at be will would thanks thank hello hi order help need want your from no yes "
          "there any "
          "got get am im ur pls late refund still never been much many cancel money back never came",
    "de": "der die das und ist nicht ich sie es ein eine wir mein meine bitte wo wann wie was habe haben mit "
          "für auf danke "
          "hallo guten sehr geehrte kann können bestellung den dem noch von zu im bin ihr ihre",
    "fr": "le la les et est je vous ne pas un une des mon ma votre où quand comment bonjour merci avec pour "
          "pourquoi commande "
          "que qui sur dans ai suis avez être cette ce",
    "es": "el la los las y es no yo un una mi su por para con qué cuándo dónde cómo hola gracias pedido que de "
          "en está tengo "
          "quiero favor puedo me ha",
    "it": "il lo la gli e è non un una mio mia che per con dove quando come grazie ciao buongiorno ordine di "
          "sono ho vorrei "
          "del della mi",
    "nl": "de het een en is niet ik u mijn waar wanneer hoe wat graag met voor bedankt hallo bestelling van heb "
          "kan nog op "
          "dat die jullie alvast",
    "pt": "o a os as e é não um uma meu minha que para com onde quando como obrigado obrigada olá pedido de eu "
          "por favor está",
    "sv": "och är inte jag en ett min var när hur vad tack hej beställning med för på det som har kan",
    "da": "og er ikke jeg en et min hvor hvornår hvordan hvad tak hej ordre med for på det som har kan",
    "pl": "i jest nie ja moje mój gdzie kiedy jak co dziękuję dzień dobry zamówienie z na do się czy proszę",
}
_COMMON_SETS = {code: frozenset(words.split()) for code, words in _COMMON.items()}


def language(text: str) -> str:
    """ISO 639-1 code of the language of `text`, or "und" where there is too little to tell."""
    text = text[:ENOUGH]
    if "@" in text or "://" in text or "www." in text.lower():
        text = _MASK.sub(" ", text)
    words = "\n".join(_WORD.findall(text)).lower().split()
    if not words:
        return "und"
    letters = sum(map(len, words))
    times = Counter(words)
    counts = {
        code: sum(map(times.__getitem__, common.intersection(times))) for code, common in _COMMON_SETS.items()
    }
    best = max(counts, key=lambda code: (counts[code], code == "en"))
    foreign_script = 0 if text.isascii() else len(_FOREIGN.findall("".join(words)))
    if best == "en" and foreign_script <= letters / 3 and counts["en"] >= max(1, len(words) / 5):
        return "en"                 # as all that follows would say, and it costs a millisecond
    code, confidence = _identifier().classify(text)
    if foreign_script > letters / 3:
        return str(code)
    if code == "en":
        # A long enough text that shares more words with another language than with English is not English.
        return best if best != "en" and counts[best] >= 3 and counts[best] > 2 * counts["en"] else "en"
    if counts["en"] >= max(counts[best], 1) and counts["en"] >= len(words) / 5:
        return "en"
    if len(words) >= 12 and confidence > 0.9:
        return str(code)
    if best == code and (counts[best] >= 2 or counts[best] * 2 >= len(words)) and counts[best] > counts["en"]:
        return best
    if counts[best] >= 2 and counts[best] > 2 * counts["en"]:
        return best
    if len(words) >= 5 and confidence > 0.95 and counts["en"] == 0:
        return str(code)
    return "en" if counts["en"] else "und"


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_KNOWN)
    return identifier
