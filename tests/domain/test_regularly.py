"""What docs/domain.md gives for every night, run as it stands there: script, cron line, systemd units, CI job."""

import copy
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.domain.zones import changed, sound, spf

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "domain.md").read_text(encoding="utf-8")
SCRIPT_PLACE, STATE_PLACE = "/usr/local/bin/mailpath-nightly", "/var/lib/mailpath"
BIN = Path(sys.executable).parent  # holds `mailpath`, as /usr/local/bin does elsewhere


def given(part: str) -> str:
    found = re.search(rf"<!-- {part} -->\n```[a-z]*\n(.*?)```", PAGE, re.DOTALL)
    assert found, part
    return found[1]


def served(zone):
    named = ("MX", "NS", "PTR", "CNAME")
    return {
        name: {
            kind: [f"{one}." for one in rows] if kind in named else rows
            for kind, rows in types.items()
            if kind != "HTTPS-GET"
        }
        for name, types in zone.items()
    }


WIDER = changed(("_spf.dienst.example", "TXT", ["v=spf1 ip4:198.51.100.0/24 ip4:203.0.113.9 -all"]))
WEAK = changed(spf("v=spf1 mx include:_spf.dienst.example ?all"))


@pytest.fixture
def nights(tmp_path, dns_server):
    """One night over a zone, giving code, output and errors; and the folder that stays from night to night."""
    state = tmp_path / "state"
    state.mkdir()
    script = tmp_path / "mailpath-nightly"
    script.write_text(given("script"))
    script.chmod(0o755)

    def run(zone, command, **environment):
        server = dns_server(served(zone))
        done = subprocess.run(
            ["/bin/sh", "-c", command.replace(SCRIPT_PLACE, str(script))],
            cwd=tmp_path,
            env={"PATH": f"{BIN}:/usr/bin:/bin", "MAILPATH_NAMESERVERS": server.address, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return run, state


def cron_command():
    """As cron reads the line: five fields, then the command, in which a % would be a line end."""
    fields = given("cron").strip().split(None, 5)
    assert all(re.fullmatch(r"[0-9*/,-]+", field) for field in fields[:5])
    assert "%" not in fields[5]
    return fields[5]


def exec_start():
    return re.findall(r"^ExecStart=(.*)$", given("service"), re.MULTILINE)[0]


@pytest.mark.loopback
def test_nights(nights):
    """cron's own environment: a home, a name, a shell, hardly a PATH. `/var/lib/mailpath` is elsewhere here."""
    night, state = nights
    cron = {"HOME": "/nonexistent", "LOGNAME": "nobody", "SHELL": "/bin/sh", "STATE_DIRECTORY": str(state)}
    assert STATE_PLACE in given("script")
    command = cron_command()
    assert night(sound(), command, **cron) == (0, "", "")
    code, out, err = night(WIDER, command, **cron)
    assert (code, err) == (1, "")
    assert "203.0.113.9" in out
    assert "may send as" in out
    assert night(WIDER, command, **cron) == (0, "", "")
    code, out, _ = night(WEAK, command, **cron)
    assert code == 1
    assert "?all" in out


@pytest.mark.loopback
def test_a_night_without_answers_is_told_and_no_baseline(nights):
    night, state = nights
    command = exec_start()
    systemd = {"STATE_DIRECTORY": str(state)}  # with DynamicUser there is no HOME
    assert night(sound(), command, **systemd) == (0, "", "")
    before = (state / "last.json").read_text()
    lost = copy.deepcopy(sound())
    del lost["_dmarc.firma.example"]
    code, out, err = night({}, command, MAILPATH_OFFLINE="1", **systemd)
    assert (code, err) == (3, "")
    assert "TXT firma.example" in out
    assert (state / "last.json").read_text() == before
    code, out, _ = night(lost, command, **systemd)
    assert code == 1
    assert json.loads((state / "last.json").read_text())["dmarc"]["status"] == "missing"


@pytest.mark.loopback
def test_wrong_usage_is_told_and_an_old_report_is_not_shown_again(nights):
    night, state = nights
    systemd = {"STATE_DIRECTORY": str(state)}
    night(sound(), exec_start(), **systemd)
    (state / "last.json").write_text("{")
    (state / "report.txt").write_text("of another night")
    code, out, err = night(sound(), exec_start(), **systemd)
    assert (code, out) == (2, "")
    assert "last.json" in err


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_units_are_sound(tmp_path):
    script = tmp_path / "mailpath-nightly"
    script.write_text(given("script"))
    script.chmod(0o755)
    units = {"mailpath-domain.service": given("service"), "mailpath-domain.timer": given("timer")}
    for name, text in units.items():
        (tmp_path / name).write_text(text.replace(SCRIPT_PLACE, str(script)))
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in units)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )
    ours = [line for line in verified.stderr.splitlines() if "mailpath" in line]
    assert (verified.returncode, ours) == (0, [])
    (moment,) = re.findall(r"^OnCalendar=(.*)$", given("timer"), re.MULTILINE)
    assert subprocess.run(["systemd-analyze", "calendar", moment], capture_output=True, check=False).returncode == 0


def job_lines():
    return re.findall(r"^ {4}- (.*)$", given("job"), re.MULTILINE)


@pytest.mark.parametrize(("spf_record", "code"), [("v=spf1 mx -all", 0), ("v=spf1 mx +all", 1)])
def test_the_job(tmp_path, spf_record, code):
    """Its last line over a repository with the zone; the first installs what pyproject.toml calls itself."""
    install, audit = job_lines()
    name = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]
    assert install == f"pip install {name}"
    zone = changed(spf(spf_record))
    lines = ["$TTL 300", "$ORIGIN firma.example.", "@ IN SOA ns hostmaster 1 7200 3600 1209600 60", "@ IN NS ns"]
    lines.append("ns IN A 192.0.2.53")
    for owner, types in served(zone).items():
        for kind, records in types.items():
            for record in records:
                shown = " ".join(f'"{record[at : at + 250]}"' for at in range(0, len(record), 250))
                lines.append(f"{owner}. IN {kind} {shown if kind == 'TXT' else record}")
    (tmp_path / "zones").mkdir()
    (tmp_path / "zones" / "firma.example.zone").write_text("\n".join(lines) + "\n")
    done = subprocess.run(
        ["/bin/sh", "-c", audit],
        cwd=tmp_path,
        env={"PATH": f"{BIN}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, "")
    assert ("+all" in done.stdout) == bool(code)
