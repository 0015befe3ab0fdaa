"""What makers publish: versions and how they are ordered, newest builds, ends of support; imported as files."""
