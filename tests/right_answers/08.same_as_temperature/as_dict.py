"""As a dict."""

same_as_temperature = dict(same="the same")
