"""The other graders, for benchmarks/hostile_peers.py: what they are given, and where they run."""
