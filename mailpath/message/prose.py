"""In which language a text is written, by its small words; and texts made fit to be compared or read line by line."""

import re
import unicodedata

__all__ = ["language_of", "straightened"]

_SMALL_WORDS = {
    "de": "der die das und ist nicht ich sie wir ein eine mit von für auf bitte habe hallo kann dass mir uns mail "
    "diese dieser den dem was sind als auch oder echt wurde gruß grüße",
    "en": "the and is not you we this that with from for please have hello can our your are was it to of my be or real "
    "an get got been thanks regards",
    "fr": "le la les et est pas je vous nous un une avec de des pour bonjour que ce cette merci dans sur mon reçu ai",
    "es": "el la los y es no yo usted un una con de del para hola que este esta gracias en por mi he recibido",
    "it": "il lo la gli e non io un una con di del per ciao che questo questa grazie in mi ho ricevuto è sono",
    "nl": "de het een en is niet ik u wij met van voor hallo dat deze dit bedankt op heb wat mijn ontvangen zijn",
    "pl": "i nie jest to ja w na z do się proszę dzień dobry że ten ta dziękuję mam czy wiadomość od otrzymałem",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {
    word: tuple(lang for lang, words in _SMALL_WORDS.items() if word in words.split())
    for word in sorted({word for words in _SMALL_WORDS.values() for word in words.split()})
}
_WORD = re.compile(r"[^\W\d_]{1,30}")
_MOST_WORDS = 400
_MOST_CHARACTERS = 4000
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_UNSEEN = re.compile(r"[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "‘": "'", "’": "'", "‚": "'", "′": "'"})
_QUOTES |= str.maketrans({"：": ":", "＜": "<", "＞": ">", "＠": "@", "‹": "<", "›": ">"})


def language_of(text: str) -> str | None:
    """`de en fr es it nl pl`, or None where too few small words say so."""
    counts = dict.fromkeys(_SMALL_WORDS, 0)
    for word in _WORD.findall(text[:_MOST_CHARACTERS].lower())[:_MOST_WORDS]:
        for lang in _LANGUAGES_OF.get(word, ()):
            counts[lang] += 1
    best, second = sorted(counts.items(), key=lambda one: -one[1])[:2]
    return best[0] if best[1] >= 2 and best[1] > second[1] else None


def straightened(text: str) -> str:
    """The text with plain blanks and quotes, without what has no ink, line ends as LF; as if typed by hand."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if text.isascii():
        return text.replace("\t", " ")
    return _UNSEEN.sub("", _SPACES.sub(" ", unicodedata.normalize("NFC", text))).translate(_QUOTES)
