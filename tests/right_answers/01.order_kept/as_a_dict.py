"""The three right options as a literal dict."""

order_kept = {"ratio": "2.72", "newcomer": "it stays", "order": "no"}
