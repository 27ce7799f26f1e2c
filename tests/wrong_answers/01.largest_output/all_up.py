"""Pushes all three up."""

# says: That is this slider's other end

largest_output = dict(z0=2, z1=2, z2=2, p1=0.3333)
