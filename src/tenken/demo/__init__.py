"""みどり野総合病院: a fictional hospital that Tenken can be tried on. Nothing in it is about a real house or person."""
