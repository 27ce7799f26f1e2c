"""Three classes, far apart."""

import torch

not_convex = dict(a=torch.tensor([1.0, 0.0, 0.5]), b=torch.tensor([30.0, 0.0, 0.5]))
