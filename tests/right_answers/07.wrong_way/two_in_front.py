"""The dear class far behind, two cheap ones in front."""

wrong_way = [2.0, -1.0, 1.9]
