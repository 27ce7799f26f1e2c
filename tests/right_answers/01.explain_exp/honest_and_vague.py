"""A vague answer: recorded all the same, a person will read it."""

explain_exp = (
    "I think the exponential is there because scores can be negative and probabilities can not, and then we divide "
    "so that it is one in total, but I am not sure what a lead of one point means exactly."
)
