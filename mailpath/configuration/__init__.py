"""Settings of a run from flags, environment and file, each with its origin; nothing else reads the environment."""

from mailpath.configuration.chosen import Chosen, Origin
from mailpath.configuration.files import default_log
from mailpath.configuration.keys import FORMATS, KEYS, Key
from mailpath.configuration.merge import Configuration, flag, read_configuration

__all__ = ["FORMATS", "KEYS", "Chosen", "Configuration", "Key", "Origin", "default_log", "flag", "read_configuration"]
