"""`mailpath dmarc DOMAIN`: which policy applies, and where does it stand?"""

from typing import Annotated

import typer

from mailpath.cli.commands import app_of
from mailpath.cli.exit_codes import ExitCode
from mailpath.cli.options import DnsOptions, MessageOptions, OutputOptions
from mailpath.cli.question import Trail, label, name_of, presence
from mailpath.values.audit import Presence
from mailpath.values.vocabulary import DmarcMode

__all__ = ["APP"]


def dmarc(
    domain: Annotated[str, typer.Argument(metavar="DOMAIN", show_default=False, help="The author's domain.")],
    *,
    known: MessageOptions,
    dns: DnsOptions,
    output: OutputOptions,
) -> int:
    """Find the DMARC policy that is in force for a domain, step by step."""
    name = name_of(domain)
    trail = Trail(dns, known, output)
    from mailpath.verify.dmarc import policy_in_force

    found = policy_in_force(name, trail.dns, DmarcMode(trail.configuration.settings.dmarc))
    if found.failed:
        status = Presence.UNKNOWN
    elif found.record is not None:
        status = Presence.FAULTY
    else:
        status = Presence.SEVERAL if any(step.several for step in found.steps) else Presence.MISSING
    trail.write(
        found,
        lambda wording: (
            ("DMARC", found.policy or presence(status, wording)),
            (label("domain", wording), found.policy_domain),
            (label("record", wording), found.record.text if found.record else None),
            *(
                (label("step", wording, number=number), f"_dmarc.{step.name}")
                for number, step in enumerate(found.steps, 1)
            ),
        ),
    )
    if found.policy in ("quarantine", "reject"):
        return ExitCode.GOOD
    return ExitCode.UNSURE if found.failed else ExitCode.ATTENTION


APP = app_of(
    dmarc,
    epilog="Ends with 0 for quarantine or reject, 1 for none or no policy, 3 where DNS did not answer, 2 for misuse.",
)
