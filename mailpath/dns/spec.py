"""How to build a DNS source: a value that a command makes, and that crosses to workers."""

import msgspec

from mailpath.dns.protocol import Dns

__all__ = ["DnsSpec"]


class DnsSpec(msgspec.Struct, frozen=True, kw_only=True):
    """`offline` wins over `files`, and these over asking `nameservers` (none: the system's).

    `timeout_s` is how long one live question may take; None: the default of `LiveDns`. With `record` the source is a
    `RecordingDns`: whoever built it writes, or hands over, what its `recording` holds.
    """

    files: tuple[str, ...] = ()
    nameservers: tuple[str, ...] = ()
    timeout_s: float | None = None
    offline: bool = False
    record: bool = False

    def build(self) -> Dns:
        """The source, for one process. Raises DnsFileError or SettingError, and opens no socket yet."""
        dns = self._source()
        if not self.record:
            return dns
        from mailpath.dns.recording import RecordingDns

        return RecordingDns(dns)

    def _source(self) -> Dns:
        """Each kind is imported where it is used: start-up counts, and dnspython is slow to import."""
        if self.offline:
            from mailpath.dns.offline import OfflineDns

            return OfflineDns()
        if self.files:
            from mailpath.dns.chain import ChainDns

            return ChainDns(self.files)
        from mailpath.dns.caching import CachingDns
        from mailpath.dns.live import DEFAULT_TIMEOUT_S, LiveDns, clock

        timeout_s = DEFAULT_TIMEOUT_S if self.timeout_s is None else self.timeout_s
        return CachingDns(LiveDns(self.nameservers, timeout_s), clock)
