"""More about the sending host's network, on request (`--enrich`): whose it is, who takes complaints, who lists it.

All by DNS, so that `--record` and `--dns` cover it. The zones are other people's services with terms of their own
(docs/services.md, "Enrichment"): nothing is asked unless the settings say so.
"""

from collections.abc import Sequence

from mailpath.dns.protocol import Dns, ask_all
from mailpath.values.answers import Answer, Question
from mailpath.values.names import IPAddress, domain_of
from mailpath.values.presentation import txt_bytes
from mailpath.values.report import Network

__all__ = ["BLOCK_LISTS", "enrich"]

BLOCK_LISTS = ("zen.spamhaus.org", "bl.spamcop.net", "b.barracudacentral.org")
_ORIGIN = {4: "origin.asn.cymru.com", 6: "origin6.asn.cymru.com"}
_AS_NAME = "asn.cymru.com"
_ABUSE = "abuse-contacts.abusix.zone"
_REFUSED = "127.255.255."  # Spamhaus answers so to whom it does not serve: that is no listing
_MOST_CONTACTS = 5


def enrich(ip: IPAddress, kinds: Sequence[str], dns: Dns) -> Network | None:
    """What the zones say of an address; `kinds` out of `asn`, `dnsbl`, `abuse`. None where nothing was asked for.

    A fact that no answer gives is null or empty; a block list without an answer is in neither list.
    """
    if not kinds:
        return None
    reverse = ip.reverse_pointer.removesuffix(".in-addr.arpa").removesuffix(".ip6.arpa")
    lists = BLOCK_LISTS if "dnsbl" in kinds else ()
    questions = [Question(f"{reverse}.{zone}", "A") for zone in lists]
    if "asn" in kinds:
        questions.append(Question(f"{reverse}.{_ORIGIN[ip.version]}", "TXT"))
    if "abuse" in kinds:
        questions.append(Question(f"{reverse}.{_ABUSE}", "TXT"))
    answers = {answer.question.name: answer for answer in ask_all(dns, questions)}
    number, prefix, country = _origin(answers.get(f"{reverse}.{_ORIGIN[ip.version]}"))
    listings = [(zone, answers[f"{reverse}.{zone}"]) for zone in lists]
    return Network(
        asn=number,
        name=_as_name(number, dns),
        prefix=prefix,
        country=country,
        abuse_contacts=_contacts(answers.get(f"{reverse}.{_ABUSE}")),
        listed_by=tuple(zone for zone, answer in listings if _lists(answer)),
        not_listed_by=tuple(zone for zone, answer in listings if not answer.failed and not answer.records),
    )


def _fields(answer: Answer | None) -> list[str]:
    """The `|`-separated fields of Team Cymru's first record: `64500 | 192.0.2.0/24 | DE | ripencc | 2020-01-01`."""
    if answer is None or not answer.records:
        return []
    text = txt_bytes(answer.records[0]).decode("utf-8", "replace")
    return [part.strip() for part in text[:500].split("|")]


def _origin(answer: Answer | None) -> tuple[int | None, str | None, str | None]:
    fields = _fields(answer)
    first = fields[0].split(" ")[0] if fields else ""  # several systems may announce one prefix
    number = int(first) if first.isascii() and first.isdigit() and len(first) <= 10 else None
    return number, (fields[1] or None) if len(fields) > 1 else None, (fields[2] or None) if len(fields) > 2 else None


def _as_name(number: int | None, dns: Dns) -> str | None:
    if number is None:
        return None
    fields = _fields(dns.ask(Question(f"as{number}.{_AS_NAME}", "TXT")))
    return fields[4] or None if len(fields) > 4 else None


def _contacts(answer: Answer | None) -> tuple[str, ...]:
    found = [txt_bytes(record).decode("utf-8", "replace").strip() for record in answer.records] if answer else []
    addresses = [one.strip() for text in found for one in text.split(",") if domain_of(one)]
    return tuple(dict.fromkeys(addresses))[:_MOST_CONTACTS]


def _lists(answer: Answer) -> bool:
    return any(record.startswith("127.") and not record.startswith(_REFUSED) for record in answer.records)
