"""証跡: what arrived, byte for byte, in sealed segments that are never written again (ADR 0056)."""
