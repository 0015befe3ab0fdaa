"""What that comes to: findings folded into a verdict for every row."""
