"""`mailpath spf IP DOMAIN`: may this address send for that domain, and which term says so?"""

from typing import Annotated

import typer

from mailpath.cli.commands import app_of
from mailpath.cli.exit_codes import ExitCode
from mailpath.cli.options import DnsOptions, MessageOptions, OutputOptions
from mailpath.cli.question import Trail, label, name_of
from mailpath.values.names import ip_address
from mailpath.values.settings import SettingError
from mailpath.values.vocabulary import Result

__all__ = ["APP"]


def spf(
    ip: Annotated[str, typer.Argument(metavar="IP", show_default=False, help="The sending address.")],
    domain: Annotated[str, typer.Argument(metavar="DOMAIN", show_default=False, help="The envelope's domain.")],
    *,
    known: MessageOptions,
    dns: DnsOptions,
    output: OutputOptions,
) -> int:
    """Judge one address by a domain's SPF, with the DNS answers behind it."""
    client = ip_address(ip)
    if client is None:
        raise SettingError(f"{ip}: is no address")
    name = name_of(domain)
    trail = Trail(dns, known, output)
    from mailpath.verify.spf import evaluate

    sender = known.mail_from or f"postmaster@{name}"
    found = evaluate(str(client), known.helo or name, sender, trail.dns)
    trail.write(
        found,
        lambda wording: (
            ("SPF", found.result.value),
            (label("domain", wording), found.domain),
            (label("mechanism", wording), found.mechanism),
            (label("via", wording), found.via),
            (label("lookups", wording), found.lookups),
            (label("void", wording), found.void_lookups),
            (label("reason", wording), wording.term("reason", found.reason) if found.reason else None),
        ),
    )
    if found.result is Result.PASS:
        return ExitCode.GOOD
    return ExitCode.UNSURE if found.result is Result.TEMPERROR else ExitCode.ATTENTION


APP = app_of(spf, epilog="Ends with 0 for pass, 1 for any other result, 3 where DNS did not answer, 2 for wrong usage.")
