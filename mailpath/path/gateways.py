"""Filter services that many organizations put in front of their own servers, and send through as well."""

import re

from mailpath.path.kinship import host_name
from mailpath.path.steps import confirmed_name
from mailpath.values.hop import Hop

__all__ = ["gateway_name"]

# Names of the services' hosts. The same hosts deliver a customer's incoming mail and another's outgoing mail, so a
# client of that name may be the receiver's own filter.
_SERVICES = (
    "antispamcloud.com",
    "antispameurope.com",
    "arsmtp.com",
    "barracudanetworks.com",
    "cudaops.com",
    "fireeyecloud.com",
    "fireeyegov.com",
    "hornetsecurity.com",
    "iphmx.com",
    "mailcontrol.com",
    "mailroute.net",
    "mailspamprotection.com",
    "messagelabs.com",
    "mimecast.co.za",
    "mimecast.com",
    "mimecast-offshore.com",
    "mxlogic.net",
    "obsmtp.com",
    "postini.com",
    "ppe-hosted.com",
    "pphosted.com",
    "ppops.net",
    "reflexion.net",
    "retarus.com",
    "securence.com",
    "hydra.sophos.com",
    "spamexperts.com",
    "spamtitan.com",
    "topsec.com",
    "trendmicro.com",
    "trendmicro.eu",
    "zixcorp.com",
)
_OUTGOING = re.compile(r"out|smtp-out|mout|us-smtp-delivery|eu-smtp-delivery")


def gateway_name(hop: Hop) -> str | None:
    """The name by which the hop's client looks like a filter service that could be the receiver's own.

    The looked-up name counts where there is one, else the HELO: this only ever lowers confidence. Hosts whose name
    says that they serve outgoing mail are left out.
    """
    name = host_name(confirmed_name(hop)) or host_name(hop.helo) or host_name(hop.from_name)
    if name is None or _OUTGOING.match(name):
        return None
    return name if any(name.endswith("." + service) for service in _SERVICES) else None
