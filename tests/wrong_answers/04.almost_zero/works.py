"""A lead that is large enough."""
# says: How small must a lead be

import torch

almost_zero = torch.tensor([5.0, 4.0])
