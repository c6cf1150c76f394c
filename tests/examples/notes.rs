//! What a tired, kind coordinator writes down: short, humane, and never anybody's name.

/// Goals of case plans, by domain.
pub const GOALS: &[(&str, &str)] = &[
    ("housing", "Own lease"),
    ("housing", "A second bedroom before the home visit"),
    ("housing", "Off the couch and onto a waiting list"),
    ("income", "Steady hours, day shift"),
    ("income", "Disability claim filed"),
    ("parenting", "Finish the parenting class"),
    ("parenting", "A bedtime routine that survives Mondays"),
    ("recovery", "Six months clean tests"),
    ("recovery", "A sponsor who picks up the phone"),
    ("mental-health", "First appointment kept"),
    ("mental-health", "Same counselor for three months"),
    ("safety", "Order of protection renewed"),
    ("safety", "A safety plan the children know by heart"),
    ("visits", "Every visit kept for eight weeks"),
    ("visits", "From supervised to unsupervised"),
    ("transport", "Bus pass and a route to every appointment"),
    ("transport", "License back"),
    ("education", "Equivalency diploma"),
    ("natural-supports", "Three people to call before a crisis"),
];

/// After a meeting of mentor and parent.
pub const MENTORING: &[&str] = &[
    "Rehearsed what to say to the judge. Got it down to four sentences.",
    "Brought the lease. We read it twice, the second time for joy.",
    "Mostly listened today.",
    "Bad week, came anyway. That counts.",
    "Walked the bus route to the visit center together so it is not new on the day.",
    "Made a list of questions for the attorney. Top one: what happens if I say no?",
    "Cried in the parking lot, laughed on the way back.",
    "Missed a class. We called the provider together and got the make-up date.",
    "First unsupervised visit went fine. Pancakes.",
    "Angry at the agency, with reason. Wrote it down instead of sending it.",
    "Went through the case plan line by line. Half of it was already done and nobody had said so.",
    "Told my own story about the ninety-day slump. It helped to hear that it has a name.",
    "Phone is off until Friday; leave word with the sister.",
    "Practiced the hand-over at the door: short, warm, no promises.",
    "Slept eleven hours. Asked for nothing but coffee.",
    "Sixty days today. Bought a muffin to celebrate.",
    "Housing fell through. Made the next three calls before we hung up.",
    "Talked about school mornings. A chart on the fridge is worth two lectures.",
    "Did not want to talk about court, so we did not.",
    "Interpreter was late; we managed with drawings and good will.",
    "The little one lost a tooth on the visit. There is a photo.",
    "Worried about the first night home. Agreed on who to call at 2 a.m.",
];

/// When nobody came.
pub const MISSED: &[&str] = &[
    "Waited twenty minutes. Will try again this week.",
    "Overslept after a night shift, texted later. No harm done.",
    "No answer at the door or the phone. Not like them.",
    "Bus strike.",
    "Third miss in a row; called to say the door stays open.",
];

/// When it was called off.
pub const CALLED_OFF: &[&str] = &[
    "Child has a fever.",
    "Moved to next week because of a double shift.",
    "Court date was moved on top of it.",
    "Car would not start.",
    "Needed the day to rest. Fair enough.",
];

/// After a support group.
pub const GROUP: &[&str] = &[
    "Loud, full, good. Ran twenty minutes over because nobody wanted to leave.",
    "Small circle tonight, the kind where people say the real thing.",
    "Somebody brought tamales. Attendance improved at once.",
    "Talked about the holidays without the children. Long silence, then everybody at once.",
    "New parent sat by the door the whole time and stayed until the end.",
    "Topic was trust. We did not solve it.",
    "Two people went home together to look at an apartment listing.",
    "Air conditioning broke. Met in the courtyard.",
    "Childcare short one pair of hands; one of the regulars stepped in. Thank-you card owed.",
    "Celebrated a dismissal with a grocery-store cake.",
    "Heavy night. Called three people afterwards to see if they got home.",
    "Talked about first weeks home: nobody sleeps, everybody lies about it.",
    "Practiced asking the team a question without apologizing first.",
    "Rain kept half away. The other half stayed late.",
];

/// After a team meeting.
pub const MEETING: &[&str] = &[
    "Parent spoke first, for once. The room got quieter after that.",
    "Went in wanting to shout; came out with a written plan.",
    "Worker changed again, third this year. Parent handed over a one-page summary of the case.",
    "The grandmother joined by phone and turned the meeting around.",
    "Asked for more visits and got one more hour. It is something.",
    "Rights sheet was missing, so we used ours.",
    "Youth was there and was asked what helps. Should not be rare.",
    "Hard to follow; we stopped it twice to ask what a word meant.",
];

/// After work on a case plan.
pub const CASEWORK: &[&str] = &[
    "Filled in the housing form together. Four pages, two cups of coffee.",
    "Intake. Came with a folder already sorted by date.",
    "Intake. Said little. Took the bus schedule and the number.",
    "Wait list is nine months. Put the name down anyway.",
    "Drew the circle of people who show up. More than expected.",
    "Benefits letter was wrong; called until it was right.",
    "Found a cousin willing to do school pick-ups.",
    "Clinic has an opening Tuesdays. Childcare covers it.",
];

/// After a day in court.
pub const COURT: &[&str] = &[
    "Sat together. Judge thanked the parent for coming. First time, I am told.",
    "Continued for six weeks. We went for breakfast instead of crying.",
    "Good report. Everybody stood a little straighter on the way out.",
    "Nobody had explained the word dismissed. Now somebody has.",
    "Attorney was late, so the parent asked for two minutes with the report and got them.",
];

/// After supervision of a mentor.
pub const SUPERVISION: &[&str] = &[
    "Carrying a lot. Agreed to pause new parents for a month.",
    "Talked about the difference between walking beside and carrying.",
    "Proud of one, worried about another. Made a plan for both.",
    "Mileage forms, finally.",
    "An anniversary of the own removal day this month. Lighter load, no questions asked.",
    "Went over what must be reported and what must not.",
];

/// After a committee.
pub const COMMITTEE: &[&str] = &[
    "Agenda was long, patience was longer.",
    "The new visit-room rules: parents read them aloud, then rewrote them.",
    "Agency sent somebody who could say yes. Progress.",
    "Quorum by one. Thanks to whoever brought the baby.",
    "Asked again why the rights sheet comes in two languages only.",
];

/// About a parent.
pub const PARENT: &[&str] = &[
    "Prefers texts after four. Works nights.",
    "Best reached through the sister.",
    "Do not leave voice mail; shared phone.",
    "Reads slowly, listens fast. Say it, then give the sheet.",
    "Comes by bus from far out. Late is not a sign of anything.",
    "Hard of hearing on the left side; sit right.",
    "Asked to be called by the last name until further notice.",
    "Makes everybody laugh, then leaves early. Check in on those days.",
    "Wants to mentor one day. Remind us.",
    "Lost a brother this spring. Go gently.",
    "Needs the interpreter for anything with a signature, not for talk.",
];

/// About a match.
pub const MATCH: &[&str] = &[
    "Asked for each other after a group.",
    "Started slow. By the third coffee they were finishing each other's sentences.",
    "Ends because the work is done. Both cried a bit.",
    "Mentor's own case had the same judge; talked through whether that helps. It does.",
];
