"""What is asked: the ministry's checklists, each edition a folder of data."""
