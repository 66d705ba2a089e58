"""SPF, DKIM, ARC and DMARC: what the bytes of a message and the DNS prove, in the words of RFC 8601."""
