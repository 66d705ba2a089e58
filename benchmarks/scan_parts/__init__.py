"""The parts of `benchmarks/scan.py`: what is run, how it is measured, and what it is held against."""
