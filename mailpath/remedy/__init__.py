"""One change, evaluated again by our own verifiers over a changed zone: for messages and for the audit."""
