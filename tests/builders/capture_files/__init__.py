"""Sixty captures as people and tools keep them: folder.py writes them, the other modules make one kind each."""
