"""The official paper: fill the ministry's workbooks and read them back; the same forms as PDF."""
