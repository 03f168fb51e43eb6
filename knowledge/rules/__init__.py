"""Rules of law as data: ages, months and amounts, each with the clause that it rests on."""
