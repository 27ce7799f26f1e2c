"""As tensors."""
import torch

not_a_cdf = {"b": torch.tensor(2.0), "a": torch.tensor(-3.0)}
