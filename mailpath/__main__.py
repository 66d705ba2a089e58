"""`python -m mailpath` is the command `mailpath`."""

from mailpath.cli.main import run

if __name__ == "__main__":
    run()
