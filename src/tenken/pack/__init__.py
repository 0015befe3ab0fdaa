"""What is handed over: the form, the reasons, the evidence, sealed and verifiable by anybody."""
