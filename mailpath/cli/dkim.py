"""`mailpath dkim SELECTOR._domainkey.DOMAIN`: is there a usable key?"""

from typing import Annotated

import typer

from mailpath.cli.commands import app_of
from mailpath.cli.exit_codes import ExitCode
from mailpath.cli.options import DnsOptions, MessageOptions, OutputOptions
from mailpath.cli.question import Trail, label, name_of, presence
from mailpath.outputs.domain.page import found_text
from mailpath.values.audit import Presence, Severity
from mailpath.values.settings import SettingError

__all__ = ["APP"]


def dkim(
    name: Annotated[
        str,
        typer.Argument(
            metavar="SELECTOR._domainkey.DOMAIN", show_default=False, help="The full name that holds the key."
        ),
    ],
    *,
    known: MessageOptions,
    dns: DnsOptions,
    output: OutputOptions,
) -> int:
    """Look at one DKIM key: type, size, flags, what is wrong with it."""
    selector, middle, domain = name_of(name).partition("._domainkey.")
    if not middle:
        raise SettingError(f"{name}: is no name of the form SELECTOR._domainkey.DOMAIN")
    trail = Trail(dns, known, output)
    from mailpath.domain.audit.dkim import one_key

    found, faults = one_key(selector, domain, trail.dns)
    trail.write(
        found,
        lambda wording: (
            ("DKIM", presence(found.status, wording)),
            (label("type", wording), found.key_type),
            (label("bits", wording), found.key_bits),
            ("CNAME", found.alias),
            *(("", found_text(one, wording)) for one in faults),
        ),
    )
    if found.status is Presence.UNKNOWN:
        return ExitCode.UNSURE
    return ExitCode.ATTENTION if any(one.severity is not Severity.INFO for one in faults) else ExitCode.GOOD


APP = app_of(dkim, epilog="Ends with 0 for a usable key, 1 for a fault, 3 where DNS did not answer, 2 for wrong usage.")
