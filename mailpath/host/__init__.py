"""Facts about the sending host, by DNS and by the catalogue of services; all functions of their arguments.

An answer that failed makes a fact unknown, unless another answer already says yes.
"""
