"""Every bet lost."""

telegram_bet = dict(words="the network", letters="k-means by letter")
