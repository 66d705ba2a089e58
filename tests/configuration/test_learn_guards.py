"""Settings learned from mail: never a sender's host, and nothing from too little."""

import random

import pytest

from mailpath.configuration.learn import FEWEST, Kind
from samples.letters import exchange, postfix, qmail
from tests.configuration.own_mail import BORDER, ID, RESULTS, SENDERS, codes, hop, learned, own_mail, proposed, stranger

BIG = {
    "a provider's many hosts": lambda n: (f"mail-wr1-f{n % 7}.bigsender.example", f"198.51.100.{n % 7 + 1}"),
    "one host": lambda n: ("out.bigsender.example", "198.51.100.1"),
    "a host without a name": lambda n: (None, "198.51.100.1"),
}


@pytest.mark.parametrize("client", BIG.values(), ids=BIG.keys())
@pytest.mark.parametrize("share", [60, 54, 40])
def test_a_big_sender_is_never_proposed(client, share: int) -> None:
    """It relays for many customers, takes their mail from public addresses, and for our very recipient."""
    messages = []
    for number in range(60):
        name, ip = client(number)
        big = postfix(name or "x.invalid", name, ip)
        below = (RESULTS, big) if number < share else (RESULTS,)
        messages.append(stranger(number, below, by=(name or "x") if number < share else "mx.empfang.example"))
    found = learned(messages)
    assert proposed(found) == {BORDER, ID}
    assert all(one.certain for one in found.proposals if one.kind is Kind.HOST) == (share < 48)
    assert ("learn_one_client" in codes(found)) == (share >= 48)
    assert bool(found.clients) == (share >= 48)
    assert "198.51.100." not in repr(found.notes)


def test_mail_of_a_single_sender() -> None:
    found = learned(own_mail(40, (), senders=SENDERS[:1]))
    assert proposed(found) == {BORDER, ID}
    assert {"learn_few_authors", "learn_one_client"} <= codes(found)
    assert [one.certain for one in found.proposals] == [False, True]


@pytest.mark.parametrize("count", [0, 1, FEWEST - 1])
def test_too_few_messages_say_so(count: int) -> None:
    found = learned(own_mail(count, ()))
    assert (found.proposals, codes(found)) == ((), {"learn_too_few"})


def test_few_messages_are_remarked_upon() -> None:
    found = learned(own_mail(FEWEST, ()))
    assert proposed(found) == {BORDER, ID}
    assert "learn_few" in codes(found)


def test_messages_without_a_received_line_count_for_nothing() -> None:
    found = learned([*own_mail(30, ()), *[b"From: me@empfang.example\r\nSubject: draft\r\n\r\nx"] * 30])
    assert (found.messages, found.others) == (30, 30)
    assert proposed(found) == {BORDER, ID}


FORGED = (
    postfix("mx.empfang.example", "mx.empfang.example", "192.0.2.25", "hub.empfang.example"),
    hop("from localhost (localhost [127.0.0.1]) by intern.empfang.example (Postfix) with ESMTP id 1"),
    "Authentication-Results: intern.empfang.example; spf=pass smtp.mailfrom=a@b.example smtp.remote-ip=192.0.2.25",
    "Received-SPF: pass (mx9.empfang.example: ok) client-ip=192.0.2.25; receiver=mx9.empfang.example",
    "Delivered-To: info@empfang.example",
)


def test_lines_that_every_sender_forges_are_no_evidence() -> None:
    messages = [stranger(number, (RESULTS,), more=FORGED) for number in range(60)]
    assert proposed(learned(messages)) == {BORDER, ID}


def test_a_helo_of_our_name_is_no_relay() -> None:
    """Hosts all over the world that call themselves ours, above lines that make them look like a relay."""
    messages = [
        stranger(
            number,
            (RESULTS, write(number)),
            by="relay.empfang.example",
        )
        for number in range(60)
        for write in (
            (lambda n: postfix("relay.empfang.example", None, f"198.51.100.{n + 1}"))
            if number % 2
            else (
                lambda n: exchange("relay.empfang.example", f"198.51.100.{n + 1}", "mx.empfang.example", "192.0.2.25")
            ),
        )
    ]
    assert proposed(learned(messages)) == {BORDER, ID}


def test_a_name_that_qmail_did_not_confirm_is_no_relay() -> None:
    top = qmail("relay.empfang.example", "relay.empfang.example", "198.51.100.66")
    messages = [stranger(number, (RESULTS, top), by="relay.empfang.example") for number in range(60)]
    assert proposed(learned(messages)) == {BORDER, ID}


def test_our_own_web_and_list_servers_are_no_relays() -> None:
    """Both bear our name; what stands below is their own doing, or the mail of a list that they changed."""
    web = postfix("www.empfang.example", "www.empfang.example", "192.0.2.40")
    local = hop("by www.empfang.example (Postfix, from userid 33) id 1")
    lists = postfix("lists.empfang.example", "lists.empfang.example", "192.0.2.41")
    messages = [
        *(stranger(number, (RESULTS, web, local)) for number in range(20)),
        *(
            stranger(
                number, (RESULTS, lists), by="lists.empfang.example", more=("List-Id: <talk.lists.empfang.example>",)
            )
            for number in range(20, 40)
        ),
        *(stranger(number, (RESULTS,)) for number in range(40, 80)),
    ]
    assert proposed(learned(messages)) == {BORDER, ID}


def test_addresses_hidden_behind_one() -> None:
    """A container network in front: the line below belongs to the sender, even where all send over one hoster."""
    messages = []
    for number in range(60):
        top = postfix(f"mail.a{number}.example", None, "172.18.0.1")
        below = postfix("pc", None, f"203.0.113.{number + 1}", "smtp.hoster.example")
        raw = "\n".join([top, below, f"From: a@a{number}.example", "Subject: x", "", "x"]).replace("\n", "\r\n")
        messages.append(raw.encode())
    found = learned(messages)
    assert proposed(found) == {BORDER}
    assert not any(one.certain for one in found.proposals)
    assert "learn_hidden_clients" in codes(found)


def test_a_filter_on_the_host_that_passes_names_on_hides_nobody() -> None:
    messages = [stranger(n, (RESULTS, postfix(f"mail.a{n}.example", "localhost", "127.0.0.1"))) for n in range(60)]
    found = learned(messages)
    assert proposed(found) == {BORDER, ID}
    assert codes(found) == set()


def test_a_lone_label_is_never_proposed() -> None:
    """`mx` is a host here and a country there."""
    messages = [stranger(number, (), by="mx") for number in range(40)]
    found = learned(messages)
    assert found.proposals == ()
    assert "learn_nothing" in codes(found)


def test_nothing_raises_on_hostile_chains() -> None:
    rng = random.Random(20260107)
    pieces = (
        *("from ", "by ", "[192.0.2.1]", "(", ")", ";", "\r\n ", "mx.empfang.example", "é", "\x00", '"', "x" * 300),
        *("Received: ", "\r\nReceived: ", "\r\nAuthentication-Results: ", "\r\nFrom: ", "\r\nList-Id: <", "with POP3 "),
    )
    messages = [
        ("Received: from x by mx.empfang.example" + "".join(rng.choices(pieces, k=60))).encode() for _ in range(400)
    ]
    assert all("x" * 300 not in one.value for one in learned(messages).proposals)
