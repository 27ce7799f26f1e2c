"""The three right options, typed carelessly."""

order_kept = dict(ratio="2.72 ", newcomer="It stays", order="No")
