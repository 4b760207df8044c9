-- one row per reading that the Council has settled, in the order of the rulings
SELECT reading, choice, meeting, held_on, reason, who, seq FROM ruling ORDER BY seq
