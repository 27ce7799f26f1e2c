"""Takes the softmax twice."""
# says: softmax is taken twice

forum = dict(report="as it should be", hand_over="softmax of p", normalize="no")
