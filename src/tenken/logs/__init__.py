"""The long memory: access logs, kept as they came (``evidence``), read (``formats``) and asked (``search``)."""
