//! What a tired, kind coordinator writes down: short, humane, and never anyone's name.

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
    "Talked for an hour about nothing in particular. It was the right hour.",
    "Got the graduation paper from the parenting class. Asked me to keep the copy safe.",
    "Afraid of the drop-in test. We looked up the rules together; half the fear was rumor.",
    "First day at the new job. Called from the break room.",
    "Rent is two weeks late. Wrote to the landlord before the landlord wrote.",
    "Wanted to know if I ever felt this ashamed. Yes. Then lunch.",
    "The foster mother sent a note with the backpack. Read it aloud three times.",
    "Practiced saying no to the old crowd. Harder than court.",
    "Brought all the mail that had not been opened since March. Eleven envelopes, two mattered.",
    "Counted what is in place: bed, booster seat, school papers. One lamp missing.",
    "Relapse on the weekend; called me before anybody else did. Went to the clinic together.",
    "Visit was cut short and nobody said why. Wrote down the time and who was there.",
    "Sat in the car outside the agency until breathing was easier. Went in together.",
    "Asked what to answer when the children ask why. We wrote three versions for three ages.",
    "The judge's clerk was kind on the phone. Worth writing down.",
    "Quiet today. Folded donated baby clothes side by side.",
    "Overnight visit went well until bedtime. Bedtime is normal.",
    "Laughed at the case plan font. Then did two items of it.",
    "Doctor changed the dose; tired. We moved our time to mornings.",
    "One year since the removal. Lit a candle, went for a walk, said little.",
    "Wants a different attorney. Talked through what to ask for and what it may cost in time.",
    "Shared a bag of oranges and the number of a plumber.",
    "School meeting next week: practiced walking in as the parent, not as the case.",
    "Home three weeks. Everybody has a cold, and everybody is there to have it.",
];

/// When no one came.
pub const MISSED: &[&str] = &[
    "Waited twenty minutes. Will try again this week.",
    "Overslept after a night shift, texted later. No harm done.",
    "No answer at the door or the phone. Not like them.",
    "Bus strike.",
    "Third miss in a row; called to say the door stays open.",
    "Phone goes straight to voice mail. Left a kind word, not a reminder.",
    "Went to the wrong library branch. So did I, once.",
    "At the emergency room with a sister, it turned out.",
    "Forgot. Said so. Fine.",
    "Moved over the weekend; new address next week.",
];

/// When it was called off.
pub const CALLED_OFF: &[&str] = &[
    "Child has a fever.",
    "Moved to next week because of a double shift.",
    "Court date was moved on top of it.",
    "Car would not start.",
    "Needed the day to rest. Fair enough.",
    "Visit was moved to the same hour. Visit wins.",
    "Mentor has the flu.",
    "Landlord inspection.",
    "Funeral in the family. Sent a card.",
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
    "A grandfather came to see what this is. Stayed for the dishes.",
    "The rule about phones was broken by the one who made it.",
    "Everybody named one thing that went right. Took an hour, in a good way.",
    "Talked about case workers who helped. Longer list than expected.",
    "Somebody's first week with the children home. Applause, then advice, then rescue from the advice.",
    "Two people disagreed and stayed friends. We said so out loud.",
    "The children made place cards for all of us. Every name spelled their own way.",
    "Read the rights sheet together, one line each.",
    "Hot. Ice pops for big and small.",
    "Somebody came back after months away. Chair was still there.",
    "Talked about money for the first time without whispering.",
    "We were asked to be quieter by the choir next door. Sang a bit.",
    "A hard anniversary for two of us on the same day. Sat next to each other.",
    "Wrote postcards to those we have not seen in a while.",
    "Childcare room has new blocks. One tower reached the light switch.",
    "No topic. It found us.",
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
    "Safety plan names an aunt and a neighbor; both were in the room and said yes.",
    "Started forty minutes late. Parent waited with more grace than I did.",
    "Strengths first, for once, and not only for form.",
    "Nobody had sent the agenda to the parent. Read it in the hallway.",
    "Foster parent and parent swapped phone numbers. Big day.",
    "Asked what has to happen before the next step. Got an answer with a date.",
    "The word compliance was said nine times. The word child, four.",
    "Parent asked for a break, took it, came back. That was the meeting, really.",
    "Plan changed because the parent knew the bus times and nobody else did.",
    "Teacher came on her lunch hour. It showed.",
];

/// After work on a case plan.
pub const CASEWORK: &[&str] = &[
    "Filled in the housing form together. Four pages, two cups of coffee.",
    "Wait list is nine months. Put the name down anyway.",
    "Drew the circle of people who show up. More than expected.",
    "Benefits letter was wrong; called until it was right.",
    "Found a cousin willing to do school pick-ups.",
    "Clinic has an opening Tuesdays. Childcare covers it.",
    "Found the birth certificate. It was in the diaper bag all along.",
    "Called three landlords. One called back, and was human.",
    "Set up a calendar that works without the internet.",
    "Budget on the back of an envelope. It closes, barely.",
    "Went to the housing office at opening time. Number 61.",
    "Practiced the phone call, then made it.",
    "The pastor will drive on Thursdays.",
    "Two goals crossed off. Left the paper on the fridge.",
    "Asked for help with reading the letter. Not with the answer; the answer was good.",
    "Application denied, appeal filed, cookies eaten.",
];

/// After the first talk.
pub const INTAKE: &[&str] = &[
    "Came with a folder already sorted by date.",
    "Said little. Took the bus schedule and the number.",
    "Asked three times whether the court sees this. It does not.",
    "Came straight from a double shift. Coffee first, forms second.",
    "Brought a neighbor for courage. Next time alone, perhaps.",
    "Wanted to know if anybody here had really been through it. Everybody, I said.",
    "Angry, and right to be. Signed up for the group anyway.",
];

/// After a day in court.
pub const COURT: &[&str] = &[
    "Sat together. Judge thanked the parent for coming. First time, I am told.",
    "Continued for six weeks. We went for breakfast instead of crying.",
    "Good report. Everybody stood a little straighter on the way out.",
    "Nobody had explained the word dismissed. Now somebody has.",
    "Attorney was late, so the parent asked for two minutes with the report and got them.",
    "Hearing took four minutes. The waiting took three hours.",
    "Wore the lucky shirt. It worked.",
    "Interpreter was excellent; parent said more than in any hearing before.",
    "Nothing decided. Parent stayed calm and cried later, which is an order one can live with.",
    "The judge read the letter from the child aloud. Dry eyes: none.",
];

/// After supervision of a mentor.
pub const SUPERVISION: &[&str] = &[
    "Carrying a lot. Agreed to pause new parents for a month.",
    "Talked about the difference between walking beside and carrying.",
    "Proud of one, worried about another. Made a plan for both.",
    "Mileage forms, finally.",
    "An anniversary of the own removal day this month. Lighter load, no questions asked.",
    "Went over what must be reported and what must not.",
    "Asked to learn more about grief. Sent two articles and a hug.",
    "Good month. Said so.",
    "Boundary question about lending money. Answer is no, and here is how to say it.",
    "Tired. Took one task off the list together.",
    "Wants to co-lead the group. About time.",
    "Practiced what to do when a parent stops calling.",
];

/// After a committee.
pub const COMMITTEE: &[&str] = &[
    "Agenda was long, patience was longer.",
    "The new visit-room rules: parents read them aloud, then rewrote them.",
    "Agency sent somebody who could say yes. Progress.",
    "Quorum by one. Thanks to whoever brought the baby.",
    "Asked again why the rights sheet comes in two languages only.",
    "Seven recommendations so far this year, three answered.",
    "Talked about stipends. Council members should not pay to attend.",
    "A parent chaired for the first time. Ended on time, unlike us.",
    "Draft sheet tested with four parents in the hall. Two words had to go.",
    "Visiting room now has a changing table. It took fourteen months.",
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
    "Has a new phone every few months; the mail address stays.",
    "Likes lists. Bring paper.",
    "Diabetic; plan around meals.",
    "Do not schedule on the eldest's game days.",
    "Speaks for others before speaking up alone. Ask twice.",
    "Partner must not learn of the meetings. Call only in the mornings.",
    "Sings in the car on the way here. Good sign.",
    "Sends voice messages, long ones. Worth hearing to the end.",
    "Came from two counties away; records took a while.",
    "Keeps every paper in a cookie tin. The tin is always right.",
];

/// About a match.
pub const MATCH: &[&str] = &[
    "Asked for each other after a group.",
    "Started slow. By the third coffee they were finishing each other's sentences.",
    "Mentor's own case had the same judge; talked through whether that helps. It does.",
    "Both work nights. They talk when the rest of us sleep.",
    "First choice was full; this turned out to be the better one.",
];

/// About a match that is over.
pub const ENDED_MATCH: &[&str] = &[
    "Ends because the work is done. Both cried a bit.",
    "They still meet for coffee. That is theirs, not ours.",
    "Faded out more than it ended. No blame anywhere.",
    "Short, and it got the family through the worst of it.",
];
