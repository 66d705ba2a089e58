"""Who says best which host handed a message over: mailpath, mail-parser, and the rules of thumb, on the same messages.

    pip install mail-parser==4.8.0                    # the peer; nothing of mailpath needs it
    python benchmarks/sending_host.py [FOLDER]

On the samples of this repository, and on FOLDER where one is given: messages and an `expected.jsonl`, whose rows have
`file`, `sending_ip` (null where nobody knows it) and `receiver` (`microsoft`, `google`, `proton`, a domain). Each rule
answers with an address or with nothing:

- mailpath: `mailpath.check` with `offline`; with nothing set, and with `--trust` for the receiver's servers. It alone
  says when it is unsure.
- mailpath, no records: the same on messages whose every field that records results or names the client was taken out.
- mail-parser: `get_server_ipaddress` with the receiver's domain as its trust string, and with the name that only the
  servers on the receiver's border bear.
- topmost public: the first public address that a Received line names as its client, from the top; the rule of many
  scripts. Bottom-most public: the last one.

The rules of thumb get the addresses as mailpath reads them, so that the rules are compared and not the reading. The
peer takes documentation addresses for private ones, therefore everybody gets the samples with others in their place.
"""

import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import mailpath  # noqa: E402
from mailpath.message.fields import read_message  # noqa: E402

# Documentation networks (RFC 5737) and what stands for them here
PUBLIC = {"192.0.2.": "9.192.2.", "198.51.100.": "9.198.100.", "203.0.113.": "9.203.113."}
# The name of the receiving organization's servers, and that of those on its border alone
RECEIVERS = {
    "microsoft": ("outlook.com", "mail.protection.outlook.com"),
    "google": ("google.com", "mx.google.com"),
    "proton": ("protonmail.ch", "mailin"),
}
RECORDS = ("arc-", "x-ms-", "x-forefront-", "x-")


# Where a story tells that nothing shows it: who it really was, and what the administrator would have set
REALLY = {"filter-to-hybrid-exchange-unnamed": ("198.51.100.200", "192.0.2.96/28 192.0.2.140")}


@dataclass(frozen=True)
class Case:
    """`organization` is the receiver's domain, `border` the host that took the message from outside, `trust` what its
    administrator would set."""

    raw: bytes
    truth: str | None
    organization: str
    border: str
    trust: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    ip: str | None
    unsure: bool = False


Rule = Callable[[Case], Said]


def samples() -> Iterator[Case]:
    from samples.stories import STORIES

    for story in STORIES:
        made = story.make()
        raw = made.letter.sealed() + made.tail
        trust = " ".join(made.args[i + 1] for i, word in enumerate(made.args) if word == "--trust")
        host, trust = REALLY.get(story.name, (story.host or "", trust))
        report = json.loads((ROOT / "samples" / f"{story.name}.report.json").read_bytes())["path"]
        border = report["hops"][report["boundary"]["hop_index"]]["by"]
        organization = ".".join(border.split(".")[-2:])
        for net, public in PUBLIC.items():
            raw = raw.replace(net.encode(), public.encode())
            host, trust = host.replace(net, public), trust.replace(net, public)
        yield Case(raw, host or None, organization, border, tuple(trust.split()) or ("." + organization,))


def collection(folder: Path) -> Iterator[Case]:
    for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["sending_ip"] is not None:
            organization, border = RECEIVERS.get(row["receiver"], (row["receiver"], row["receiver"]))
            raw = (folder / row["file"]).read_bytes()
            yield Case(raw, row["sending_ip"], organization, border, ("." + organization,))


def stripped(raw: bytes) -> bytes:
    message = read_message(raw)
    kept = [field.raw for field in message.fields if not records(field.name)]
    return b"".join(kept) + b"\r\n" + bytes(message.body)


def records(name: str) -> bool:
    named = "authentication-results" in name or "received-spf" in name
    return named or (name.startswith(RECORDS) and name != "x-received")


def ours(raw: bytes, *trust: str) -> Said:
    report = mailpath.check(raw, settings=mailpath.Settings(offline=True, trust=trust))
    boundary = report.path.boundary if report.path else None
    return Said(
        ip=report.sending_host.ip if report.sending_host else None,
        unsure=boundary is None or boundary.confidence == "low",
    )


def public(case: Case) -> list[str]:
    hops = mailpath.find_path(case.raw).hops
    return [hop.ip for hop in hops if hop.ip is not None and ip_address(hop.ip).is_global]


def topmost(case: Case) -> Said:
    return Said(next(iter(public(case)), None))


def bottommost(case: Case) -> Said:
    return Said(next(reversed(public(case)), None))


def peer(trust: Callable[[Case], str]) -> Rule:
    import mailparser

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")

    def rule(case: Case) -> Said:
        try:
            found = mailparser.parse_from_bytes(case.raw).get_server_ipaddress(trust(case))
        except Exception:  # noqa: BLE001  # what a caller of the peer would have to do
            return Said(None)
        return Said(str(ip_address(found)) if found else None)

    return rule


def rules() -> dict[str, Rule]:
    found: dict[str, Rule] = {
        "mailpath, nothing set": lambda case: ours(case.raw),
        "mailpath, --trust": lambda case: ours(case.raw, *case.trust),
        "mailpath, no records": lambda case: ours(stripped(case.raw)),
        "mailpath, no records, --trust": lambda case: ours(stripped(case.raw), *case.trust),
    }
    try:
        found["mail-parser, the domain"] = peer(lambda case: case.organization)
        found["mail-parser, the border's name"] = peer(lambda case: case.border)
    except ImportError:
        print("mail-parser is not installed (pip install mail-parser==4.8.0): left out\n")
    return {**found, "topmost public": topmost, "bottom-most public": bottommost}


def measure(title: str, cases: list[Case], compared: dict[str, Rule]) -> None:
    print(f"{title}: {len(cases)} messages")
    print(f"{'rule':32} {'right':>6} {'wrong':>6} {'none':>6} {'right %':>8} {'wrong and said to be sure':>26}")
    for name, rule in compared.items():
        found = [(case.truth, rule(case)) for case in cases]
        right = sum(truth == said.ip for truth, said in found)
        none = sum(said.ip is None and truth is not None for truth, said in found)
        sure = sum(said.ip not in (truth, None) and not said.unsure for truth, said in found)
        share = 100 * right / len(found)
        print(f"{name:32} {right:6} {len(found) - right - none:6} {none:6} {share:8.1f} {sure:26}")
    print()


def main() -> None:
    compared = rules()
    measure("Samples of this repository", list(samples()), compared)
    if len(sys.argv) < 2:
        print("No folder of received mail was given: the samples alone.")
    elif not Path(sys.argv[1], "expected.jsonl").is_file():
        print(f"{sys.argv[1]}: there is no expected.jsonl; the samples alone.")
    else:
        measure("Received mail", list(collection(Path(sys.argv[1]))), compared)


if __name__ == "__main__":
    main()
