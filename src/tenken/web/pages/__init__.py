"""One module a page: read the request, call one action or question, render."""
