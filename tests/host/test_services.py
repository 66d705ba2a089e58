"""Which service a name belongs to, and what follows from it."""

import pytest

from mailpath.host.catalogue_entry import ServiceEvidence, ServiceKind
from mailpath.host.services import catalogue
from mailpath.values.names import ip_address

KNOWN = catalogue()


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("mail-sor-f41.google.com", "Google Workspace and Gmail"),
        ("mail-db8eur05on2071.outbound.protection.outlook.com", "Microsoft 365 and Outlook.com"),
        ("mout.gmx.net", "GMX"),
        ("mout.kundenserver.de", "IONOS"),
        ("dd12345.kasserver.com", "ALL-INKL.COM"),
        ("www530.your-server.de", "Hetzner web hosting"),
        ("static.9.113.0.203.clients.your-server.de", "Hetzner servers"),
        ("ip-203-0-113-9.ip.secureserver.net", "GoDaddy servers"),
        ("p3plsmtpa06-01.prod.phx3.secureserver.net", "GoDaddy"),
        ("a8-29.smtp-out.amazonses.com", "Amazon SES"),
        ("ec2-203-0-113-9.eu-central-1.compute.amazonaws.com", "Amazon EC2"),
        ("evilgoogle.com", None),
        ("google.com.evil.example", None),
        ("com", None),
        ("", None),
    ],
)
def test_by_ptr(name: str, service: str | None):
    found = KNOWN.by_ptr((name,))
    assert (found.entry.name if found else None) == service


@pytest.mark.parametrize(
    ("via", "service"),
    [
        (("_spf.google.com", "_netblocks.google.com"), "Google Workspace and Gmail"),
        (("spf.protection.outlook.com",), "Microsoft 365 and Outlook.com"),
        (("_spf.firma.example", "spf.crsend.com"), "CleverReach"),
        (("email.freshdesk.com", "sendgrid.net"), "Twilio SendGrid"),
        (("u123.wl.sendgrid.net",), "Twilio SendGrid"),
        (("firma.example.spf.auto.dnssmarthost.net",), "SiteGround"),
        (("_spf.firma.example",), None),
        ((), None),
    ],
)
def test_by_spf_include(via: tuple[str, ...], service: str | None):
    found = KNOWN.by_spf_include(via)
    assert (found.entry.name if found else None) == service


@pytest.mark.parametrize(
    ("host", "service"),
    [
        ("firma-example.mail.protection.outlook.com", "Microsoft 365 and Outlook.com"),
        ("aspmx.l.google.com", "Google Workspace and Gmail"),
        ("w0123456.kasserver.com", "ALL-INKL.COM"),
        ("mx01.hornetsecurity.com", "Hornetsecurity"),
        ("inbound-smtp.eu-west-1.amazonaws.com", "Amazon SES"),
        ("ec2-203-0-113-9.eu-west-1.compute.amazonaws.com", "Amazon EC2"),
        ("mx.firma.example", None),
    ],
)
def test_by_mx(host: str, service: str | None):
    found = KNOWN.by_mx((host,))
    assert (found.entry.name if found else None) == service


def test_by_domain():
    for domain, service in (
        ("firma-example.20230601.gappssmtp.com", "Google Workspace and Gmail"),
        ("firma.onmicrosoft.com", "Microsoft 365 and Outlook.com"),
        ("googlegroups.com", "Google Workspace and Gmail"),
        ("mail123.atl71.mcsv.net", "Mailchimp"),
        ("eu-west-1.amazonses.com", "Amazon SES"),
    ):
        found = KNOWN.by_domain(domain)
        assert found is not None
        assert found.name == service
    assert KNOWN.by_domain("firma.example") is None


def test_service_of_takes_the_best_evidence():
    def found(**evidence: tuple[str, ...]) -> tuple[str, ServiceEvidence] | None:
        match = KNOWN.service_of(**evidence)
        return (match.entry.name, match.evidence) if match else None

    rented = ("vmi1.contaboserver.net",)
    assert found(confirmed=("mout.gmx.net",), via=("_spf.google.com",)) == ("GMX", ServiceEvidence.PTR)
    assert found(confirmed=rented, via=("spf.mailjet.com",)) == ("Mailjet", ServiceEvidence.SPF_INCLUDE)
    assert found(confirmed=rented, dkim_domains=("sendgrid.net",)) == ("Contabo", ServiceEvidence.PTR)
    assert found(mx_hosts=("mx1.mailbox.org",)) == ("mailbox.org", ServiceEvidence.MX)
    assert found(confirmed=("mail.firma.example",), dkim_domains=("firma.example", "crsend.com")) == (
        "CleverReach",
        ServiceEvidence.DKIM,
    )
    assert found() is None


def test_match_as_the_report_has_it():
    match = KNOWN.service_of(via=("spf.crsend.com",))
    assert match is not None
    assert (match.service.name, match.service.kind, match.service.evidence) == (
        "CleverReach",
        "newsletter",
        "spf_include",
    )
    assert match.by == "spf.crsend.com"
    assert match.shows_host
    signed = KNOWN.by_dkim(("crsend.com",))
    assert signed is not None
    assert not signed.shows_host


@pytest.mark.parametrize(
    ("name", "shared"),
    [
        ("mout.kundenserver.de", True),
        ("mail-sor-f41.google.com", True),
        ("shared12.provider.example", True),
        ("web3.cpanel.provider.example", True),
        ("static.9.113.0.203.clients.your-server.de", False),
        ("h123.stratoserver.net", False),
        ("mail.firma.example", False),
    ],
)
def test_shared_host(name: str, shared: bool):
    assert KNOWN.shared_host(("mail.firma.example", name)) == (name if shared else None)


@pytest.mark.parametrize(
    ("domain", "known"),
    [
        ("google.com", True),
        ("microsoft.com", True),
        ("messagingengine.com", True),
        ("subspace.kernel.org", True),
        ("cloudflare-email.net", True),
        ("mailchannels.net", False),  # seals, but is no mailbox or list host
        ("evil.google.com", False),  # exactly
        ("sendgrid.net", False),
        ("firma.example", False),
    ],
)
def test_known_sealer(domain: str, known: bool):
    assert KNOWN.is_known_sealer(domain) is known


def test_known_host():
    def name(confirmed: tuple[str, ...] = (), identities: tuple[str, ...] = ()) -> str | None:
        found = KNOWN.known_host(confirmed, identities)
        return found.name if found else None

    assert name(confirmed=("i-bf.email.cloudflare.net",)) == "Cloudflare Email Routing"
    assert name(identities=("googlegroups.com",)) == "Google Workspace and Gmail"
    assert name(confirmed=("mout.gmx.net",)) is None  # does not seal
    assert name(identities=("mailchannels.net",)) is None
    assert name() is None


def test_newsletter_senders():
    assert KNOWN.is_newsletter_sender("mc.us12.list-manage.mcsv.net")
    assert KNOWN.is_newsletter_sender("sendgrid.net")
    assert not KNOWN.is_newsletter_sender("groups.io")
    assert not KNOWN.is_newsletter_sender("firma.example")


def test_by_network():
    for text, service in (
        ("78.47.1.2", "Hetzner servers"),
        ("2a01:4f8:1::2", "Hetzner servers"),
        ("203.0.113.9", None),
    ):
        address = ip_address(text)
        assert address is not None
        found = KNOWN.by_network(address)
        assert (found.name if found else None) == service


def test_kinds():
    kinds = {entry.kind for entry in KNOWN.entries}
    assert kinds == set(ServiceKind)
    hetzner = KNOWN.by_domain("sendgrid.net")
    assert hetzner is not None
    assert hetzner.sends_for_customers


def test_long_names_cost_a_look_up_a_label():
    assert KNOWN.by_ptr((".".join("a" * 127),)) is None
