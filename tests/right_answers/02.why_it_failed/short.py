"""Short and complete."""

why_it_failed = (
    "e^100 and e^150 do not fit into a float32 and become inf. The sum is then inf too. Finite over inf gives 0, "
    "inf over inf gives nan. The result itself would fit, only the intermediate numbers do not."
)
