import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from mailpath.dns.caching import CachingDns
from mailpath.dns.chain import ChainDns
from mailpath.dns.errors import DnsFileError
from mailpath.dns.offline import OfflineDns
from mailpath.dns.recording import RecordingDns
from mailpath.dns.spec import DnsSpec
from mailpath.values.answers import OFFLINE, Question
from mailpath.values.settings import SettingError


def test_what_is_built(tmp_path: Path) -> None:
    path = tmp_path / "dns.json"
    path.write_text("{}")
    files = (str(path),)
    assert isinstance(DnsSpec(files=files).build(), ChainDns)
    assert isinstance(DnsSpec(nameservers=("192.0.2.53",)).build(), CachingDns)
    assert isinstance(DnsSpec(files=files, record=True).build(), RecordingDns)
    offline = DnsSpec(files=files, offline=True).build()
    assert isinstance(offline, OfflineDns)
    assert offline.ask(Question("a.example", "A")).source == OFFLINE


def test_it_crosses_to_a_worker() -> None:
    spec = DnsSpec(files=("dns.json",), timeout_s=2.0)
    assert pickle.loads(pickle.dumps(spec)) == spec


def test_mistakes_show_when_built() -> None:
    with pytest.raises(DnsFileError):
        DnsSpec(files=("missing.json",)).build()
    with pytest.raises(SettingError, match="nameserver"):
        DnsSpec(nameservers=("example",)).build()
    with pytest.raises(SettingError, match="timeout"):
        DnsSpec(timeout_s=0).build()


def test_json_sources_need_no_dnspython() -> None:
    """Start-up counts: dnspython is imported only for zone files and live questions."""
    code = (
        "import sys, mailpath.dns.chain, mailpath.dns.spec, mailpath.dns.rounds, mailpath.dns.overlay;"
        "sys.exit(any(name in sys.modules for name in ('dns', 'idna', 'asyncio', 'json')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
