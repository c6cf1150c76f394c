//! What the columns of sheets are called, in English and in Spanish, that fill no field of a record alone. The names of
//! the others are with the fields.

/// Fields with what their columns are called, each after a bar. A field counts for the kinds that have it; of several
/// fields that are called alike, the first one that the cells speak for.
pub(super) const CALLED: &[(&str, &str)] = &[
    (
        "child",
        "child|child letter|child number|childs letter|child initial|child a b",
    ),
    (
        "name",
        "last name first name|last first|name last first|name|full name|participant\
         |participant name|names|parent names|parents|participants|members|attendees|parent|parent name|client|client name|nombre|attendee|member|print name\
         |nombre completo|first and last name|parent full name|participants name|padre\
         |nombre y apellido|nombres y apellidos|who|person|family member|parent guardian|caregiver",
    ),
    (
        "consent.services",
        "consent|consent date|consent signed|service consent|consent to services|consent form\
         |consented|consent on file|signed consent|consentimiento|consent form signed\
         |consent to participate|informed consent|program consent|participation consent\
         |participation agreement|program agreement|consent to participate in program\
         |consentimiento firmado|fecha de consentimiento|consent roi|consent and roi|consent release\
         |consent and release|consent release of information",
    ),
    (
        "consent.release-of-information",
        "roi|roi consent|roi signed|release|release of information|release signed|signed release\
         |consent to release|release of info|release of info consent|release of confidential information\
         |information release|info release",
    ),
    (
        "consent.outcome-reporting",
        "outcome consent|data consent|consent to report|outcome reporting consent|ok to report outcomes\
         |ok to report|consent to report outcomes|outcomes consent",
    ),
    (
        "consent.photo",
        "photo consent|photo release|photo permission|consent to photo|consent to photos\
         |media consent|media release|photo release signed|photos ok|photo ok",
    ),
    (
        "consent.survey",
        "survey consent|consent to survey|consent to surveys|ok to survey",
    ),
    (
        "docket",
        "docket|docket number|docket no|case number|case no|jd|jd number|court number\
         |court case number|court case no|cause number|cause no|petition number|dependency number\
         |numero de caso|case docket",
    ),
    ("same_case", "case|case id|family id|family number|family"),
    (
        "event.petition",
        "petition|petition date|petition filed|date filed|filed|petitioned|dependency petition\
         |case filed|date of petition",
    ),
    (
        "event.removed",
        "removed|removal|removal date|date removed|date of removal|removed on|taken into care\
         |entered care|out of home since|date removed from home",
    ),
    (
        "event.removed.setting",
        "placement|setting|placement type|first placement|placed with|placed at|placed|where placed\
         |type of placement|initial placement|lives with",
    ),
    (
        "event.reunified",
        "reunified|reunification|reunification date|date reunified|returned home|home date|reunited\
         |returned|went home|home|sent home|returned on|return home",
    ),
    (
        "event.dismissed",
        "dismissed|dismissal|dismissal date|case dismissed|date dismissed|jurisdiction ended|closed\
         |case closed|dismissed on|date case closed|closed date|case closed date|court closed",
    ),
    (
        "event.hearing",
        "hearing|hearing date|next hearing|court date|court hearing",
    ),
    (
        "mode",
        "code|codes|what|activity|activity type|type of activity|service|service type|type of service\
         |service code|contact code",
    ),
    (
        "kind",
        "code|codes|what|activity type|type of activity|service code|contact code",
    ),
    (
        "minutes",
        "time min|time mins|time in min|time in mins|time in minutes|time hr|time hrs|time in hours\
         |time in hrs|duration hr|duration hrs|duration in minutes|duration in hours|length hr|length hrs\
         |length in minutes|length in hours|contact hours|contact hrs|contact minutes|contact time\
         |direct service hours|direct service minutes|direct hours|face to face hours|f2f hours\
         |service minutes|service hrs|total time",
    ),
    ("subject", "event|event name|title|subject|organization"),
];

/// What the column with the name is called in a sheet of mentors alone.
pub(super) const CALLED_MENTORS: &str = "mentor|mentor name|mentors name|peer parent|peer parent name|peer mentor|parent partner|staff|mentora";
