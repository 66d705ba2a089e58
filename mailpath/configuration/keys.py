"""The settings there are: what each is called in the file, in the environment and on the command line."""

from dataclasses import dataclass

__all__ = ["FORMATS", "KEYS", "Key", "by_spelling"]

FORMATS = ("text", "json", "jsonl", "markdown", "html", "csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One setting.

    `name` is its key in the file; in the environment it is `MAILPATH_` and the name in capitals. `flag` is the
    option that sets it. `default` holds texts, as they would be written; empty means not set. `also` are spellings
    that are understood as well. A setting `of_one_message` has no place in a file that holds for all.
    """

    name: str
    flag: str
    many: bool = False
    default: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    of_one_message: bool = False

    @property
    def variable(self) -> str:
        return f"MAILPATH_{self.name.upper()}"


_ALL = (
    Key(name="own_domains", flag="--own-domain", many=True, also=("own_domain",)),
    Key(name="trust", flag="--trust", many=True, also=("trusted_hosts",)),
    Key(name="authserv_ids", flag="--authserv-id", many=True, also=("authserv_id",)),
    Key(name="trust_sealer", flag="--trust-sealer", many=True, also=("trust_sealers", "trusted_sealers")),
    Key(name="nameservers", flag="--nameserver", many=True, also=("nameserver",)),
    Key(name="timeout", flag="--timeout", default=("5",)),
    Key(name="offline", flag="--offline", default=("false",)),
    Key(name="enrich", flag="--enrich", many=True),
    Key(name="dmarc", flag="--dmarc", default=("rfc9989",)),
    Key(name="lang", flag="--lang", default=("en",), also=("language",)),
    Key(name="format", flag="--format", default=("text",)),
    Key(name="color", flag="--no-color", default=("auto",)),
    Key(name="at", flag="--at", of_one_message=True),
    Key(name="client_ip", flag="--client-ip", of_one_message=True),
    Key(name="helo", flag="--helo", of_one_message=True),
    Key(name="mail_from", flag="--mail-from", of_one_message=True),
)

KEYS = {key.name: key for key in _ALL}
_BY_SPELLING = {spelling: key for key in _ALL for spelling in (key.name, *key.also)}


def by_spelling(spelling: str) -> Key | None:
    """The setting of that name or other spelling, hyphens and case aside."""
    return _BY_SPELLING.get(spelling.lower().replace("-", "_"))
