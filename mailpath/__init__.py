"""Which host really handed a received message over, and did the author's domain stand behind it?

    import mailpath
    report = mailpath.check(raw_bytes, dns=mailpath.SnapshotDns("dns.json"))
    print(report.verdict, report.sending_host.ip)

Everything heavy is imported on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from mailpath.version import __version__ as __version__

if TYPE_CHECKING:
    from mailpath.api import check as check
    from mailpath.api import check_arc as check_arc
    from mailpath.api import check_dkim as check_dkim
    from mailpath.api import check_dmarc as check_dmarc
    from mailpath.api import check_spf as check_spf
    from mailpath.api import find_path as find_path
    from mailpath.api import parse_received as parse_received
    from mailpath.api import scan as scan
    from mailpath.dns.chain import SnapshotDns as SnapshotDns
    from mailpath.dns.live import LiveDns as LiveDns
    from mailpath.dns.map import ZoneDns as ZoneDns
    from mailpath.dns.protocol import Dns as Dns
    from mailpath.outputs.json import to_json as to_json
    from mailpath.values.answers import Answer as Answer
    from mailpath.values.answers import Question as Question
    from mailpath.values.hop import Hop as Hop
    from mailpath.values.path import Path as Path
    from mailpath.values.report import Report as Report
    from mailpath.values.results import ArcResult as ArcResult
    from mailpath.values.results import DkimResult as DkimResult
    from mailpath.values.results import DmarcResult as DmarcResult
    from mailpath.values.results import SpfResult as SpfResult
    from mailpath.values.settings import SettingError as SettingError
    from mailpath.values.settings import Settings as Settings

_HOME = {
    "check": "mailpath.api",
    "check_arc": "mailpath.api",
    "check_dkim": "mailpath.api",
    "check_dmarc": "mailpath.api",
    "check_spf": "mailpath.api",
    "find_path": "mailpath.api",
    "parse_received": "mailpath.api",
    "scan": "mailpath.api",
    "LiveDns": "mailpath.dns.live",
    "ZoneDns": "mailpath.dns.map",
    "Dns": "mailpath.dns.protocol",
    "SnapshotDns": "mailpath.dns.chain",
    "to_json": "mailpath.outputs.json",
    "Answer": "mailpath.values.answers",
    "Question": "mailpath.values.answers",
    "Hop": "mailpath.values.hop",
    "Path": "mailpath.values.path",
    "Report": "mailpath.values.report",
    "ArcResult": "mailpath.values.results",
    "DkimResult": "mailpath.values.results",
    "DmarcResult": "mailpath.values.results",
    "SpfResult": "mailpath.values.results",
    "SettingError": "mailpath.values.settings",
    "Settings": "mailpath.values.settings",
}

__all__ = ["__version__", *_HOME]  # the names of the table


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'mailpath' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
