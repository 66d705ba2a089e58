"""A Received field of a usual form, read the short way: cut, and filled into the model that the full reader made."""

from msgspec.structs import replace

from mailpath.trace.usual.cut import cut
from mailpath.trace.usual.model import model_of
from mailpath.values.hop import Hop

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
    from_name, helo, rdns, ip, by, by_ip, id_, for_, sender = model.places
    texts = known + model.fixed
    return replace(
        model.hop,
        from_name=texts[from_name],
        helo=texts[helo],
        rdns=texts[rdns],
        ip=texts[ip],
        by=texts[by],
        by_ip=texts[by_ip],
        id=texts[id_],
        for_=texts[for_],
        envelope_from=texts[sender],
        date=date,
        raw=value.decode("ascii"),
        provenance=model.hop.provenance.copy(),
    )
