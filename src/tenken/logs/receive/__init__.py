"""受信: syslog over TLS, TCP and UDP, as an Audit Record Repository takes it (IHE ITI-20)."""
