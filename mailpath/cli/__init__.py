"""The command line: arguments to settings, a call, an output, an exit code. One thin file a command."""
