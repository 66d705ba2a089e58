"""From complaints to cases: what belongs together, how urgent it is, who must act, and the words. Pure but `state`."""
