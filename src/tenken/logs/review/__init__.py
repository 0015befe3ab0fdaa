"""定期確認: what in a month's access logs wants a person's look: the known bad and the unexplained, with reasons."""
