"""Prints the shares instead of returning them."""
# says: Did you print the answer instead of returning it?


def shares(z, dim=-1):
    print(z / z.sum(dim, keepdim=True))
