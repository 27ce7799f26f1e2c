"""The right options in capitals, with blanks, in another order."""

when_scaling = {
    "indifferent": "  SCORES THAT ARE ALL EQUAL ",
    "whole_order": "  EVERY C ABOVE 0 ",
    "negative": "  CLASS 1 ",
    "half": "  SMALLER ",
    "leaves_alone": "  ONLY 1 ",
}
