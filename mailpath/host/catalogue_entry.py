"""One provider of the service catalogue, and what it means that a host or domain is its."""

from enum import StrEnum

import msgspec

from mailpath.values.report import Service

__all__ = ["CatalogueEntry", "ServiceEvidence", "ServiceKind", "ServiceMatch"]


class ServiceKind(StrEnum):
    MAILBOX_HOST = "mailbox_host"  # receives mail for people or customers' domains, keeps it or forwards it
    LIST_HOST = "list_host"  # mailing lists
    NEWSLETTER = "newsletter"  # sends campaigns in customers' names
    TRANSACTIONAL = "transactional"  # relays what customers' applications send
    HELPDESK = "helpdesk"  # tickets in customers' names
    APPLICATION = "application"  # other services that send mail of their own or in customers' names
    SECURITY_GATEWAY = "security_gateway"  # filters in front of customers' servers, inwards or outwards
    WEB_HOSTING = "web_hosting"  # hosts that many customers share, web and mail
    CLOUD = "cloud"  # rented servers, one customer each


class ServiceEvidence(StrEnum):
    """What showed a service."""

    PTR = "ptr"  # a confirmed PTR name of the host
    SPF_INCLUDE = "spf_include"  # the include through which the author's domain lets the host send
    MX = "mx"  # the host is an MX host of the author's domain, under a name of the service
    DKIM = "dkim"  # a passing signature; says who signed, not whose host it is


class CatalogueEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One `[[service]]` of services.toml (docs/services.md). Names are normalised suffixes."""

    name: str
    kind: ServiceKind
    about: str
    ptr: tuple[str, ...] = ()
    spf: tuple[str, ...] = ()
    mx: tuple[str, ...] = ()
    dkim: tuple[str, ...] = ()
    envelope: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    shared: bool | None = None  # null: as its kind has it
    abuse: str | None = None

    @property
    def many_tenants(self) -> bool:
        """Whether many customers send over the same hosts, so that a host or an include names no single one."""
        return self.kind is not ServiceKind.CLOUD if self.shared is None else self.shared

    @property
    def known_sealer(self) -> bool:
        """Whether it is a mailbox or list host that seals received mail: its word about what it received counts."""
        return bool(self.seals) and self.is_mailbox_or_list_host

    @property
    def is_mailbox_or_list_host(self) -> bool:
        return self.kind in (ServiceKind.MAILBOX_HOST, ServiceKind.LIST_HOST)

    @property
    def is_newsletter_sender(self) -> bool:
        """Whether its List-Id is a campaign's and no mailing list's. Relays send campaigns too."""
        return self.kind in (ServiceKind.NEWSLETTER, ServiceKind.TRANSACTIONAL)

    @property
    def sends_for_customers(self) -> bool:
        """Whether it is its trade to write in customers' names from hosts and domains of its own."""
        return self.is_newsletter_sender or self.kind in (ServiceKind.HELPDESK, ServiceKind.APPLICATION)


class ServiceMatch(msgspec.Struct, frozen=True, kw_only=True):
    """A service, what showed it, and the name or domain that did."""

    entry: CatalogueEntry
    evidence: ServiceEvidence
    by: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other, short enough to be looked up by."""
        return self.entry.name, self.evidence

    @property
    def shows_host(self) -> bool:
        """Whether the evidence is about the host. A signature travels with the message, wherever it is sent from."""
        return self.evidence is not ServiceEvidence.DKIM

    @property
    def service(self) -> Service:
        """As the report has it."""
        return Service(name=self.entry.name, kind=self.entry.kind.value, evidence=self.evidence.value)
