"""Which host really handed a received message over, and did the author's domain stand behind it?"""

__version__ = "0.1.0"
