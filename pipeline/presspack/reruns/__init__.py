"""What makes a rerun cheap: fingerprints, import graph, locks, caches."""
