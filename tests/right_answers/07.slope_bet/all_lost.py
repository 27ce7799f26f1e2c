"""Every bet lost: the jump, the backpropagating argmax, the flat max."""

slope_bet = dict(slope="there is none", torch="slopes", tie="0, 0, 0")
