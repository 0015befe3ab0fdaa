"""The parts of the lineage patch, by what they look at."""
