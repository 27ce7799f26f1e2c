"""Shows that it falls, the wrong way round."""
# says: a is not below b

not_a_cdf = dict(a=5.0, b=0.0)
