"""k draws that may repeat."""
# says: What happens to a class that is gone?
import torch

def top_k(z, k, count):
    return torch.multinomial(torch.softmax(z, -1), count * k, True).reshape(count, k)
