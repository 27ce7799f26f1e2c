"""Suggests REINFORCE."""

explain = "A gradient that exists need not be the right one: softmax stands in for the argmax on the way back, and that bias no averaging removes. Use REINFORCE with a baseline."
