"""DNS as one small protocol, its sources (files, live, none) and the wrappers around a source."""
