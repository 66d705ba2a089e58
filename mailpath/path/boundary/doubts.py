"""What speaks against taking the end of the walk for the border: the client may be a machine of the receiver's own."""

from mailpath.language import reason
from mailpath.path.addresses import address_of, same_network
from mailpath.path.boundary.judged import judged_clients
from mailpath.path.chain import Chain, Passed
from mailpath.path.gateways import gateway_name
from mailpath.path.kinship import host_name, organization_guess, related
from mailpath.path.providers import CONSUMER_DOMAINS, edge_of
from mailpath.path.recipients import recipient_domains, trusted_recipient_domains
from mailpath.path.steps import Step, confirmed_name, looks_no_name_up, step_of
from mailpath.values.reasons import Reason

__all__ = ["doubts"]


def doubts(chain: Chain) -> tuple[Reason, ...]:
    """Reasons why the sending host could lie further down; each is worth the lowest confidence.

    All of it is read from the end hop and what stands above it, so nothing further down adds or takes a doubt.
    """
    hop = chain.end
    found: list[Reason] = []
    if Passed.UNCONFIRMED_NAME in chain.walk.passed:
        at = chain.walk.passed.index(Passed.UNCONFIRMED_NAME)
        passed = chain.hops.hops[at]
        found.append(reason("trusted_name_unconfirmed", name=passed.rdns, by=passed.by, ip=passed.ip))
    if Passed.HANDED_IN in chain.walk.passed:
        passed = chain.hops.hops[chain.walk.passed.index(Passed.HANDED_IN)]
        found.append(reason("handed_in_between", by=passed.by or hop.by))
    if step_of(hop) is not Step.CLIENT:
        return tuple(found)
    recipients = trusted_recipient_domains(chain.message, chain.hops, chain.walk.end)
    consumer = bool(recipients) and all(domain in CONSUMER_DOMAINS for domain in recipients)
    if (gateway := gateway_name(hop)) is not None and not consumer:
        found.append(reason("client_may_be_filter", name=gateway, ip=hop.ip, by=hop.by))
    elif (kin := _own_machine(chain)) is not None:
        found.append(reason("client_may_be_own_relay", name=kin, ip=hop.ip, by=hop.by))
    judged = judged_clients(chain)
    if judged and hop.ip not in judged:
        found.append(reason("recorded_client_differs", recorded=judged[0], ip=hop.ip, by=hop.by))
    return tuple(found)


def _own_machine(chain: Chain) -> str | None:
    """The name or address by which the client looks like one of the receiver's own hosts.

    Own is what bears a name like the trusted hosts above or like the recipient's domain. The looked-up name counts; a
    HELO only where the server looks nothing up. At a provider's border the provider's other hosts are no kin.
    """
    hop = chain.end
    name = host_name(confirmed_name(hop))
    if name is None and looks_no_name_up(hop):
        name = host_name(hop.helo)
    edge = edge_of(hop) is not None
    if name is not None and organization_guess(name) is not None:
        if not edge and any(related(name, one.by) for one in chain.hops.hops[: chain.walk.end + 1]):
            return name
        # To is believed only where nobody trusted says whom it was for: a list's own address stands there too
        trusted = trusted_recipient_domains(chain.message, chain.hops, chain.walk.end)
        domains = trusted or recipient_domains(chain.message, chain.hops)
        if any(related(name, domain) for domain in domains if domain not in CONSUMER_DOMAINS):
            return name
    client, own = address_of(hop.ip), address_of(hop.by_ip)
    if not edge and client is not None and own is not None and same_network(client, own):
        return hop.ip
    return None
