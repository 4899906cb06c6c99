"""The demo's sign-ins: fictional people, one for each kind of user."""

PASSWORD = "sawasdee-2570"  # noqa: S105 - of fictional people, printed at every start

# (e-mail, password, role): what `make run` prints and the sign-in page of the demo shows.
SIGN_INS = [
    ("coordinator@demo.example", PASSWORD, "coordinator"),
    ("admin@demo.example", PASSWORD, "administrator"),
    ("officer@demo.example", PASSWORD, "agency officer"),
    ("village@demo.example", PASSWORD, "village representative"),
    ("reviewer@demo.example", PASSWORD, "district reviewer"),
]
