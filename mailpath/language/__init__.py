"""Sentences and words in English and German, made from codes and facts alone.

Catalogues are plain modules, one folder a language, one file a topic: `path`, `host`, `verdict`,
`action` hold sentences; `words` holds what output formats and commands say.
"""

from mailpath.language.render import LANGUAGES, action_text, phrase, reason, sentence, word

__all__ = ["LANGUAGES", "action_text", "phrase", "reason", "sentence", "word"]
