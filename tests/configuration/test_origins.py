"""Flags before environment before file before default, and each value with where it came from."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailpath.configuration import KEYS, Chosen, Configuration, Origin, flag, read_configuration
from mailpath.dns.live import DEFAULT_TIMEOUT_S
from mailpath.values.settings import SettingError

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def configured(tmp_path: Path, *flags: Chosen, file: str | None = None, **variables: str) -> Configuration:
    """A run with nothing in the environment but `variables`, and `file` as its settings file."""
    path = tmp_path / "config.toml"
    if file is not None:
        path.write_text(file, encoding="utf-8")
    named = {} if file is None and "MAILPATH_CONFIG" in variables else {"MAILPATH_CONFIG": str(path)}
    if file is None and not variables.get("MAILPATH_CONFIG"):
        path.write_text("")
    return read_configuration(flags, now=NOW, variables={**named, **variables})


def test_defaults(tmp_path):
    found = configured(tmp_path)
    assert {one.origin for one in found.chosen.values()} == {Origin.DEFAULT}
    assert tuple(found.chosen) == tuple(KEYS)
    assert found.settings.lang == "en"
    assert found.settings.now == NOW
    assert (found.format, found.color, found.timeout_s, found.nameservers) == ("text", "auto", 5.0, ())
    assert not found.was_given("trust")


def test_the_stronger_origin_wins_as_a_whole(tmp_path):
    file = 'trust = ["a.example", "b.example"]\nlang = "de"\ntimeout = 2.5\nown_domains = "firma.example"\n'
    found = configured(
        tmp_path,
        flag("trust", "c.example"),
        file=file,
        MAILPATH_TRUST="d.example",
        MAILPATH_LANG="en",
    )
    assert found.settings.trust == ("c.example",)
    assert [
        (found.chosen[name].origin, found.chosen[name].place) for name in ("trust", "lang", "timeout", "dmarc")
    ] == [
        (Origin.FLAG, "--trust"),
        (Origin.ENVIRONMENT, "MAILPATH_LANG"),
        (Origin.FILE, f"{tmp_path / 'config.toml'}: timeout"),
        (Origin.DEFAULT, ""),
    ]
    assert found.timeout_s == 2.5
    assert found.settings.own_domains == ("firma.example",)


@pytest.mark.parametrize(
    ("variables", "field", "expected"),
    [
        (
            {"MAILPATH_TRUST": "a.example, 192.0.2.0/24\n.b.example"},
            "trust",
            ("a.example", "192.0.2.0/24", ".b.example"),
        ),
        ({"MAILPATH_OWN_DOMAIN": "firma.example"}, "own_domains", ("firma.example",)),
        ({"MAILPATH_OWN_DOMAINS": "firma.example"}, "own_domains", ("firma.example",)),
        ({"MAILPATH_AUTHSERV_ID": "mx.example"}, "authserv_ids", ("mx.example",)),
        ({"MAILPATH_ENRICH": "asn,abuse"}, "enrich", ("asn", "abuse")),
        ({"MAILPATH_OFFLINE": "1"}, "offline", True),
        ({"MAILPATH_OFFLINE": "off"}, "offline", False),
        ({"MAILPATH_TRUST": " "}, "trust", ()),
        ({"MAILPATH_MAIL_FROM": "<>"}, "mail_from", "<>"),
        ({"LANG": "de_DE.UTF-8"}, "lang", "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "lang", "en"),
        ({"LANG": "C", "LC_MESSAGES": "de_AT"}, "lang", "de"),
        ({"LANG": "fr_FR.UTF-8"}, "lang", "en"),
        ({"LANG": "de_DE", "MAILPATH_LANG": "en"}, "lang", "en"),
    ],
)
def test_environment(tmp_path, variables, field, expected):
    assert getattr(configured(tmp_path, **variables).settings, field) == expected


@pytest.mark.parametrize(
    ("variables", "color"),
    [
        ({}, "auto"),
        ({"NO_COLOR": ""}, "auto"),
        ({"NO_COLOR": "1"}, "never"),
        ({"NO_COLOR": "1", "MAILPATH_COLOR": "always"}, "always"),
    ],
)
def test_no_color(tmp_path, variables, color):
    assert configured(tmp_path, **variables).color == color


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("192.0.2.53", "192.0.2.53:53"),
        ("192.0.2.53:5353", "192.0.2.53:5353"),
        ("[192.0.2.53]", "192.0.2.53:53"),
        ("2001:DB8::53", "[2001:db8::53]:53"),
        ("[2001:db8::53]:53", "[2001:db8::53]:53"),
    ],
)
def test_nameserver(tmp_path, text, expected):
    assert configured(tmp_path, flag("nameservers", text)).nameservers == (expected,)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("trust", "300.1.2.3/40", r'^--trust: "300.1.2.3/40" is no address or network'),
        ("at", "yesterday", r'^--at: "yesterday" is no time'),
        ("lang", "fr", r"^--lang: .* none of en, de"),
        ("own_domains", "a b", r"^--own-domain: .* no domain name"),
        ("nameservers", "dns.example", r"^--nameserver: .* no address such as"),
        ("nameservers", "192.0.2.53:0", r"^--nameserver: "),
        ("nameservers", "192.0.2.53:99999", r"^--nameserver: "),
        ("nameservers", "[::1", r"^--nameserver: "),
        ("timeout", "0", r"^--timeout: .* above 0"),
        ("timeout", "-1", r"^--timeout: "),
        ("timeout", "nan", r"^--timeout: "),
        ("timeout", "inf", r"^--timeout: "),
        ("timeout", "soon", r"^--timeout: "),
        ("enrich", "asn,whois", r'^--enrich: "whois" is none of asn, dnsbl, abuse'),
        ("format", "xml", r"^--format: .* none of text, json"),
        ("dmarc", "rfc1", r"^--dmarc: .* none of rfc9989, rfc7489"),
        ("color", "blue", r"^--no-color: "),
        ("offline", "maybe", r"^--offline: "),
        ("client_ip", "host", r"^--client-ip: .* no IP address"),
        ("mail_from", "host", r"^--mail-from: .* no sender address"),
    ],
)
def test_a_bad_flag_is_named(tmp_path, name, text, words):
    with pytest.raises(SettingError, match=words) as caught:
        configured(tmp_path, flag(name, text))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("trust = [", "no TOML"),
        ("a = " + "[" * 5000, "no TOML"),
        ("color = 1\n\xff".encode("latin-1"), "not UTF-8 at byte 10"),
        ('trusted = ["a.example"]', "trusted: there is no such setting; there are .*trust"),
        ("[trust]\nhost = 1", "trust: a list of texts is needed"),
        ('lang = ["de"]', "lang: a single value is needed"),
        ("trust = [[1]]", "trust: a list of texts is needed"),
        ('client_ip = "192.0.2.1"', "client_ip: holds for one message only: use --client-ip"),
        ('own_domain = "a.example"\nown-domains = "b.example"', "own-domains: the same setting as .*own_domain"),
        ('trust = ["300.1.2.3/40"]', 'trust: "300.1.2.3/40" is no address'),
        ("timeout = 0", 'timeout: "0" is no number of seconds'),
        ("x = 1\n" * 300_000, "larger than 1048576 bytes"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_bad_file_is_named(tmp_path, file, words):
    path = tmp_path / "config.toml"
    path.write_bytes(file if isinstance(file, bytes) else file.encode())
    with pytest.raises(SettingError, match=words) as caught:
        read_configuration((), now=NOW, variables={"MAILPATH_CONFIG": str(path)})
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_named_file_must_be_there(tmp_path):
    with pytest.raises(SettingError, match=r"nowhere\.toml: no such file"):
        configured(tmp_path, MAILPATH_CONFIG=str(tmp_path / "nowhere.toml"))
    with pytest.raises(SettingError, match="is a directory"):
        configured(tmp_path, MAILPATH_CONFIG=str(tmp_path))


def test_the_default_file_may_be_missing(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    found = read_configuration((), now=NOW, variables={})
    assert (found.file, found.file_found) == (tmp_path / "mailpath" / "config.toml", False)


def test_the_default_file_is_read(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "mailpath").mkdir()
    (tmp_path / "mailpath" / "config.toml").write_text(
        'nameservers = ["192.0.2.53:53"]\noffline = true\ncolor = false\n'
    )
    found = read_configuration((), now=NOW, variables={})
    assert (found.file_found, found.nameservers, found.color) == (True, ("192.0.2.53:53",), "never")
    assert found.settings.offline
    assert found.was_given("nameservers")


def test_a_slip_of_the_pen_is_seen(tmp_path):
    assert configured(tmp_path, MAILPATH_TRUSTED="a.example").unknown_variables == ("MAILPATH_TRUSTED",)


def test_the_default_timeout_is_that_of_live_dns():
    assert float(KEYS["timeout"].default[0]) == DEFAULT_TIMEOUT_S
