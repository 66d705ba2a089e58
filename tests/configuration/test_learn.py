"""Settings learned from mail: the receiver's hosts and ids, and never a sender's."""

import random
from collections.abc import Iterable, Sequence

import pytest

import mailpath
from mailpath.configuration.learn import FEWEST, Kind, Learned, Place, learn, seen_in
from mailpath.message.fields import read_message
from samples.letters import exchange, gmail, microsoft365, postfix, qmail, sendmail
from samples.letters_inside import gmail_inside, lmtp
from samples.stories import STORIES
from tests.configuration.own_mail import RESULTS, SENDERS, own_mail
from tests.path.relays import internal_hops

BORDER = ("host", "mx.empfang.example")
ID = ("authserv_id", "mx.empfang.example")


def learned(messages: Iterable[bytes]) -> Learned:
    read = [seen_in(Place(f"{number}.eml", None), read_message(raw)) for number, raw in enumerate(messages)]
    return learn(read)


def proposed(found: Learned) -> set[tuple[str, str]]:
    return {(one.kind.value, one.value) for one in found.proposals}


def codes(found: Learned) -> set[str]:
    return {note.code for note in found.notes}


def hop(text: str) -> str:
    return f"Received: {text}; Tue, 10 Mar 2026 09:30:20 +0000"


def stranger(number: int, on_top: Sequence[str], *, by: str = "mx.empfang.example", more: Sequence[str] = ()) -> bytes:
    """A message of the author and host number `number`."""
    name, ip = f"mail.a{number}.example", f"203.0.113.{number % 250 + 1}"
    lines = [*on_top, postfix(name, name, ip, by), *more, f"From: a@a{number}.example", "To: info@empfang.example"]
    return "\n".join([*lines, "Subject: x", "", "x", ""]).replace("\n", "\r\n").encode()


def strangers(count: int, *on_top: str) -> list[bytes]:
    return [stranger(number, on_top) for number in range(count)]


OWN = {
    "the border alone": ((), {BORDER, ID}),
    "a mailbox store behind": (
        (lmtp("mx.empfang.example", "store.empfang.example"),),
        {BORDER, ID, ("host", "store.empfang.example")},
    ),
    "an internal relay": (
        (postfix("mx.empfang.example", "mx.empfang.example", "10.20.30.5", "hub.empfang.example"),),
        {BORDER, ID, ("host", "hub.empfang.example"), ("net", "10.20.30.5/32")},
    ),
    "a public relay of our name": (
        (postfix("mx.empfang.example", "mx.empfang.example", "192.0.2.25", "hub.empfang.example"),),
        {BORDER, ID, ("host", "hub.empfang.example"), ("net", "192.0.2.25/32")},
    ),
    "Exchange behind, which notes no names": (
        (exchange("mx.empfang.example", "10.1.2.9", "EXCH01.empfang.local", "10.1.2.3"),),
        {BORDER, ID, ("host", "exch01.empfang.local"), ("net", "10.1.2.9/32")},
    ),
    "a filter on the same host": (
        (
            hop("from localhost (localhost [127.0.0.1]) by mx.empfang.example (Postfix) with ESMTP id 1"),
            hop("from mx.empfang.example ([127.0.0.1]) by localhost (mx [127.0.0.1]) (amavis) with ESMTP"),
        ),
        {BORDER, ID},
    ),
    "three relays in a row": (
        (
            lmtp("hub.empfang.example", "store.empfang.example", client_ip="10.20.30.8"),
            sendmail("in.empfang.example", "in.empfang.example", "198.51.100.7", "hub.empfang.example"),
            postfix("mx.empfang.example", "mx.empfang.example", "192.0.2.25", "in.empfang.example"),
        ),
        {
            BORDER,
            ID,
            *(("host", f"{name}.empfang.example") for name in ("store", "hub", "in")),
            *(("net", net) for net in ("10.20.30.8/32", "198.51.100.7/32", "192.0.2.25/32")),
        },
    ),
}


@pytest.mark.parametrize(("on_top", "expected"), OWN.values(), ids=OWN.keys())
def test_exactly_the_receivers_own(on_top: tuple[str, ...], expected: set[tuple[str, str]]) -> None:
    found = learned(own_mail(60, on_top))
    assert proposed(found) == expected
    assert all(one.certain and one.of == 60 and one.seen >= 57 for one in found.proposals)
    assert codes(found) == set()


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("kind", ["private", "named", "networked"])
def test_what_is_accepted_makes_no_wrong_sender_sure(kind: str, seed: int) -> None:
    """Own relays of any family on top: with the proposals, each story's sending host is found, or confidence is low."""
    on_top = internal_hops(random.Random(seed), kind=kind).decode().replace("\r\n", "\n").rstrip()
    messages = own_mail(len(SENDERS) * 2, [on_top])
    found = learned(messages)
    told = {story.name: story.host for story in STORIES}
    assert not {one.value.partition("/")[0] for one in found.proposals} & set(told.values())
    trust = tuple(one.value for one in found.proposals if one.certain and one.kind is not Kind.AUTHSERV_ID)
    right = 0
    for (name, _), raw in zip(SENDERS, messages, strict=False):
        path = mailpath.find_path(raw, settings=mailpath.Settings(trust=trust))
        assert path.boundary is not None
        is_right = path.hops[path.boundary.hop_index or 0].ip == told[name]
        right += is_right
        assert is_right or path.boundary.confidence == "low", (name, trust)
    assert right == len(SENDERS) or "learn_one_client" in codes(found)


def test_values_are_seen_in_so_many_messages() -> None:
    plain = own_mail(45, ())
    relayed = own_mail(15, (postfix("mx.empfang.example", "mx.empfang.example", "10.20.30.5", "hub.empfang.example"),))
    found = {(one.kind.value, one.value): (one.seen, one.of) for one in learned([*plain, *relayed]).proposals}
    assert found == {
        BORDER: (60, 60),
        ("host", "hub.empfang.example"): (15, 60),
        ("net", "10.20.30.5/32"): (15, 60),
        ID: (60, 60),
    }


def test_what_is_rare_is_not_proposed() -> None:
    rare = own_mail(2, (postfix("mx.empfang.example", "mx.empfang.example", "10.20.30.5", "test.empfang.example"),))
    assert proposed(learned([*own_mail(58, ()), *rare])) == {BORDER, ID}


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


def test_a_filter_that_the_results_look_behind() -> None:
    """The border's results speak of the client of the filter: it was told of it."""
    messages = []
    for number in range(40):
        results = RESULTS.replace("spf=none", f"spf=none smtp.remote-ip=203.0.113.{number + 1}")
        top = postfix("scan.filter-service.example", "scan.filter-service.example", "198.51.100.9")
        messages.append(stranger(number, (results, top), by="scan.filter-service.example"))
    expected = {BORDER, ID, ("host", "scan.filter-service.example"), ("net", "198.51.100.9/32")}
    assert proposed(learned(messages)) == expected


def test_a_known_filter_service_in_front_of_nearly_everything() -> None:
    messages = []
    for number in range(60):
        name, ip = f"mx0{'ab'[number % 2]}-00123456.pphosted.com", f"198.51.100.{9 + number % 2}"
        top = (RESULTS, postfix(name, name, ip)) if number % 10 else (RESULTS,)
        messages.append(stranger(number, top, by=name if number % 10 else "mx.empfang.example"))
    filters = {("host", f"mx0{x}-00123456.pphosted.com") for x in "ab"}
    assert proposed(learned(messages)) == {
        BORDER,
        ID,
        *filters,
        ("net", "198.51.100.9/32"),
        ("net", "198.51.100.10/32"),
    }


def test_a_filter_service_in_front_of_a_part_is_left_to_the_user() -> None:
    name = "mx0a-00123456.pphosted.com"
    messages = [
        stranger(number, (RESULTS, postfix(name, name, "198.51.100.9")), by=name)
        if number % 2
        else stranger(number, (RESULTS,))
        for number in range(60)
    ]
    found = learned(messages)
    assert proposed(found) == {BORDER, ID}
    assert "learn_one_client" in codes(found)


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
    assert "learn_hidden_clients" in codes(found)


def test_providers_need_no_settings() -> None:
    microsoft = [
        "\n".join([*microsoft365(f"m{n}.example", f"203.0.113.{n}"), f"From: a@a{n}.example", "", "x"])
        for n in range(30)
    ]
    google = [
        "\n".join(
            [
                gmail_inside(),
                gmail(f"m{n}.example", f"m{n}.example", f"203.0.113.{n}"),
                "Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=x",
                f"From: a@a{n}.example",
                "",
                "x",
            ]
        )
        for n in range(30)
    ]
    found = learned(text.replace("\n", "\r\n").encode() for text in [*microsoft, *google])
    assert proposed(found) == {("authserv_id", "mx.google.com")}
    assert [note.facts["provider"] for note in found.notes] == ["Microsoft 365", "Google"]


def test_two_receivers_each_have_their_own() -> None:
    other = [stranger(number, (), by="mail.verein.example") for number in range(30)]
    found = learned([*own_mail(30, ()), *other])
    assert proposed(found) == {BORDER, ID, ("host", "mail.verein.example")}


def test_few_messages_of_somebody_elses_receiver_are_left_out() -> None:
    other = [stranger(number, (), by="mail.verein.example") for number in range(4)]
    found = learned([*own_mail(60, ()), *other])
    assert proposed(found) == {BORDER, ID}
    assert "learn_elsewhere" in codes(found)


def test_a_lone_label_is_never_proposed() -> None:
    """`mx` is a host here and a country there."""
    messages = [stranger(number, (), by="mx") for number in range(40)]
    found = learned(messages)
    assert found.proposals == ()
    assert "learn_nothing" in codes(found)


def pool(name: str, net: str, spread: int = 1) -> list[bytes]:
    """Five relays of ours, each with its name and address."""
    tops = [
        postfix(name.format(n), name.format(n), f"{net}.{10 + n * spread}", "hub.empfang.example") for n in range(5)
    ]
    return [stranger(n, (tops[n % 5],), by=name.format(n % 5)) for n in range(60)]


def test_a_pool_becomes_a_suffix_and_a_network() -> None:
    found = proposed(learned(pool("mx{}.in.empfang.example", "10.20.30")))
    assert found == {("host", "hub.empfang.example"), ("host", ".in.empfang.example"), ("net", "10.20.30.8/29")}


def test_an_organization_is_never_trusted_as_a_whole() -> None:
    found = proposed(learned(pool("mx{}.empfang.example", "198.51.100")))
    hosts = {("host", f"mx{n}.empfang.example") for n in range(5)}
    assert found == {("host", "hub.empfang.example"), *hosts, ("net", "198.51.100.8/29")}


def test_a_network_that_holds_strangers_is_named_one_by_one() -> None:
    found = proposed(learned(pool("mx{}.in.empfang.example", "198.51.100", spread=50)))
    assert {value for kind, value in found if kind == "net"} == {f"198.51.100.{10 + n * 50}/32" for n in range(5)}


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
