"""台帳: what is remembered. The only package with tables."""
