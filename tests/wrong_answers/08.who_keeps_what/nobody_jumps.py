"""No jump at a tie."""
# says: treats the winner in another way

who_keeps_what = dict(start="B and C", sum="A and C", order="A and C", jump="none", shift="A", scale="C")
