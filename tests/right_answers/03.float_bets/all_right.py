"""Bets as it comes out."""

float_bets = {
    "ten_million": "as before, to the last bit",
    "hundred_million": "a third each",
    "tenths": "a third each",
    "bfloat16": "the same number",
}
