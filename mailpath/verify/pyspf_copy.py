"""pyspf as a private copy; the only file that imports `spf`."""

import builtins
import warnings
from importlib.util import find_spec, module_from_spec
from types import ModuleType, SimpleNamespace

__all__ = ["pyspf"]


def _private_copy() -> ModuleType:
    """A private pyspf that never sees dnspython, whose import costs more than everything else in a start.

    Only the lookup function that `SpfQuery.dns` replaces needs it. The stand-in is visible to this one copy of the
    module alone, so that nobody else's `import dns.resolver` is ever answered by it.
    """
    stand_in = SimpleNamespace(rdatatype=SimpleNamespace(SPF=99))
    real_import = builtins.__import__

    def without_dnspython(name: str, *rest: object) -> object:
        return stand_in if name.partition(".")[0] == "dns" else real_import(name, *rest)  # type: ignore[arg-type]

    spec = find_spec("spf")
    if spec is None or spec.loader is None:
        raise ImportError("pyspf is missing")
    module = module_from_spec(spec)
    vars(module)["__builtins__"] = {**vars(builtins), "__import__": without_dnspython}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # its docstrings hold escapes that Python 3.12 warns about
        spec.loader.exec_module(module)
    return module


pyspf = _private_copy()
