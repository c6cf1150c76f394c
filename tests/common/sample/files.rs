//! The files of the sample.

/// The path and text of each file.
pub const FILES: &[(&str, &str)] = &[
    (
        "peer.toml",
        "schema = 1\nname = \"Sample Peers\"\nfiscal_year_starts = 7 # July\nidentities = \"identities\"\n\n\
         [mentor_eligibility]\nmonths_since_case_closed = 12\nown_case_outcomes = [ \"reunified\", ]\n\
         required_training = [\n    \"peer-mentor-core\",\n]\n\n[matching]\nexperience = 30\n\n[privacy]\nsmall_cell = 11\n\n\
         [vocabulary]\nneeds = [ \"housing\", \"substance-use\", \"visitation\", ]\n",
    ),
    (
        "participants/p-rosa1.toml",
        "# moved in May\nreferred = 2026-01-08\nreferral_source = \"court\"\narea = \"85705\"\ngender = \"woman\"\n\
         languages = [ \"en\", \"es\", ]\nneeds = [\n    \"housing\", # urgent\n    \"substance-use\",\n]\n\
         availability = [ \"mon-evening\", ]\navoid_mentors = [ \"m-other\", ]\nnote = \"\"\"\nTwo lines,\nand é.\"\"\"\n\n\
         [[consent]]\nkind = \"outcome-reporting\"\ngiven = 2026-01-15\nexpires = 2027-01-15\n\n\
         [[enrollment]]\nstart = 2026-01-15\n\n[[mentor_request]]\non = 2026-01-15\n\n\
         [[goal]]\nset = 2026-02-01\ndomain = \"housing\"\nmet = 2026-05-20\ntext = \"Own lease\"\n",
    ),
    (
        "participants/p-luis1.toml",
        "referred = 2026-02-01\nneeds = [ \"visitation\", ]\nenrollment = [ { start = 2026-02-01 } ]\n\
         mentor_request = [ { on = 2026-10-01 } ]\n",
    ),
    (
        "participants/p-twice.toml",
        "same_as = \"p-luis1\"\narea = \"85713\"\n",
    ),
    (
        "identities/p-rosa1.toml",
        "given = \"Rosa\"\nfamily = \"Medina\"\naliases = [ \"Rosa Delgado\", ]\nborn = 1989-04-12\nphone = \"520-555-0142\"\n\
         external_ids = [ \"dcs:0042187\", ]\n",
    ),
    (
        "identities/p-luis1.toml",
        "given = \"Luis\"\nfamily = \"Ortega\"\n",
    ),
    (
        "identities/m-dana1.toml",
        "given = \"Dana\"\nfamily = \"Webb\"\n",
    ),
    (
        "mentors/m-dana1.toml",
        "joined = 2025-02-20\ncapacity = 4\narea = \"85705\"\ngender = \"woman\"\nsystems = [ \"cps\", ]\n\
         languages = [ \"en\", ]\nexperience = [ \"housing\", ]\nroles = [ \"mentor\", ]\n\n\
         [own_case]\nclosed = 2023-05-10\noutcome = \"reunified\"\nrecovery_since = 2021-01-01\n\n\
         [[training]]\nname = \"peer-mentor-core\"\non = 2025-02-20\nhours = 24.5\nexpires = 2027-02-20\n\n\
         [[leave]]\nstart = 2026-12-20\nend = 2027-01-03\n",
    ),
    (
        "mentors/m-other.toml",
        "joined = 2025-03-01\ncapacity = 1\n",
    ),
    (
        "cases/c-first.toml",
        "system = \"cps\"\ncounty = \"pima\"\nparticipants = [ \"p-luis1\", \"p-rosa1\", ]\n\n\
         [child.a]\nborn = 2016-05-01\n\n[child.b]\n\n[[event]]\non = 2025-03-02\nkind = \"petition\"\n\n\
         [[event]]\non = 2025-03-02\nkind = \"removed\"\nsetting = \"foster-home\"\nchildren = [ \"a\", ]\n\n\
         [[event]]\non = 2026-02-01\nkind = \"reunified\"\nchildren = [ \"a\", ]\n\n# the end of it\n[[event]]\non = 2026-08-15\nkind = \"dismissed\"\n",
    ),
    (
        "cases/c-other.toml",
        "system = \"jpd\"\nparticipants = [ \"p-twice\", ]\nchild.a.born = 2016-05-01\nchild.a.same_as = \"c-first/a\"\n\
         event = [ { on = 2026-09-01, kind = \"petition\" }, { on = 2026-09-02, kind = \"new-offense\", children = [ \"a\" ] } ]\n",
    ),
    (
        "groups/wednesday.toml",
        "kind = \"support-group\"\nstage = \"post-reunification\"\nmeets = \"wed 18:00\"\nchildcare = true\n",
    ),
    ("groups/pac.toml", "kind = \"committee\"\n"),
    (
        "matches/k-first.toml",
        "participant = \"p-rosa1\"\nmentor = \"m-dana1\"\nproposed = 2026-01-18\nbegan = 2026-01-20\n\n[why]\nscore = 8700\n\
         experience = [ \"housing\", ]\n",
    ),
    (
        "sessions/2026/2026-10-07-group-wednesday.toml",
        "kind = \"support-group\"\non = 2026-10-07\ngroup = \"wednesday\"\nminutes = 90\nled_by = [ \"m-dana1\", ]\n\
         participants = [ \"p-luis1\", \"p-rosa1\", ]\nanonymous = 2\nchildren_in_childcare = 5\n",
    ),
    (
        "sessions/2026/2026-10-05-meeting-c-first.toml",
        "kind = \"team-meeting\"\non = 2026-10-05\ncase = \"c-first\"\nmeeting = \"cft\"\nparticipants = [ \"p-rosa1\", ]\n\
         minutes = 60\nrights_explained = true\nparent_voice = false\ndecision = \"unsupervised-visits\"\n",
    ),
    (
        "sessions/2026/2026-10-03-mentoring-k-first.toml",
        "kind = \"mentoring\"\non = 2026-10-03\nmatch = \"k-first\"\nminutes = 45\nmode = \"in-person\"\nstatus = \"held\"\n\
         participants = [ \"p-rosa1\", ]\nmentors = [ \"m-dana1\", ]\ntopics = [ \"visitation\", ]\nnote = \"rehearsed\"\n",
    ),
    (
        "sessions/2026/2026-09.toml",
        "# September, closed\n[2026-09-02-group-wednesday]\nkind = \"support-group\"\non = 2026-09-02\ngroup = \"wednesday\"\n\
         participants = [ \"p-rosa1\", ]\n\n[2026-09-03-casework-p-rosa1]\nkind = \"casework\"\non = 2026-09-03\n\
         participants = [ \"p-rosa1\", ]\ngoals = [ \"housing\", ] # worked on\n\n\
         [[2026-09-03-casework-p-rosa1.referral]]\nresource = \"housing-authority\"\noutcome = \"connected\"\n\n\
         [2026-09-05-outreach-county-fair]\nkind = \"outreach\"\non = 2026-09-05\nanonymous = 40\n",
    ),
];
