"""Returns a quantized tensor."""
# target: 00.shares

# %% answer 00.shares
def shares(z, dim=-1):
    return torch.quantize_per_tensor(z / z.sum(dim, keepdim=True), 0.01, 0, torch.quint8)
