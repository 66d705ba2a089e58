"""A Received field of a usual form, read the short way: cut, and filled into the model that the full reader made."""

from mailpath.trace.usual.cut import cut
from mailpath.trace.usual.model import model_of
from mailpath.values.hop import Hop
from mailpath.values.vocabulary import Zone

__all__ = ["read_usual"]


def read_usual(value: bytes) -> Hop | None:
    """The hop that the full reader would make of a field body, or None where it must be asked."""
    found = cut(value)
    if found is None:
        return None
    sample, slots, known, date = found
    model = model_of(sample, slots)
    if model is None:
        return None
    fixed, (from_name, helo, rdns, ip, by, by_ip, id_, for_, sender), with_, via, tls, auth, family, provenance = model
    texts = known + fixed
    return Hop(
        index=0,
        from_name=texts[from_name],
        helo=texts[helo],
        rdns=texts[rdns],
        ip=texts[ip],
        by=texts[by],
        by_ip=texts[by_ip],
        with_=with_,
        via=via,
        id=texts[id_],
        for_=texts[for_],
        envelope_from=texts[sender],
        date=date,
        delay_seconds=None,
        skew_seconds=None,
        tls=tls,
        auth=auth,
        family=family,
        zone=Zone.CLAIMED,
        raw=value.decode("ascii"),
        provenance=provenance.copy(),
    )
