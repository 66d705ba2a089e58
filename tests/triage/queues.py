"""Complaints made of the sample messages, and the queue that is made of them."""

from pathlib import Path

import mailpath
from mailpath.inputs.item import Item
from mailpath.triage.queue import triage
from samples.complaints.inbox import OWN_DOMAINS
from samples.complaints.make import AT, FOLDER
from tests.inputs.complaints import multipart

ROOT = Path(__file__).parents[2]
DNS = mailpath.SnapshotDns(str(FOLDER / "dns.json"))
SETTINGS = mailpath.Settings(own_domains=OWN_DOMAINS, trust=("mx.empfang.example",), at=AT, now=AT)
BANK = (ROOT / "samples" / "spoofed-bank.eml").read_bytes()
OWN = (ROOT / "samples" / "spoofed-own-domain.eml").read_bytes()
LEAK = (ROOT / "samples" / "leak-exchange.eml").read_bytes()
GOOD = (ROOT / "samples" / "own-server.eml").read_bytes()


def run(*raws, settings=SETTINGS):
    return triage([Item(file=f"{n}.eml", key=None, raw=raw) for n, raw in enumerate(raws)], dns=DNS, settings=settings)


def only(*raws):
    (case,) = run(*raws).queue.cases
    return case


def brought_by(who, raw):
    return multipart(("Content-Type: message/rfc822", raw), sender=f"{who} <{who}@empfang.example>", mid=who)
