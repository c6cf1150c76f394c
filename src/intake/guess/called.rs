//! What the columns of sheets are called, in English and in Spanish.

/// Fields with what their columns are called, each after a bar. A field counts for the kinds that have it; of several
/// fields that are called alike, the first one that the cells speak for.
pub(super) const CALLED: &[(&str, &str)] = &[
    (
        "child.born",
        "child dob|childs dob|child birth date|child date of birth|child born|dob child\
         |dob of child|child birthdate|child birthday|kid dob|childs birthday",
    ),
    (
        "child",
        "child|child letter|child number|childs letter|child initial|child a b",
    ),
    (
        "name",
        "last name first name|last first|name last first|name|full name|participant\
         |participant name|parent|parent name|client|client name|nombre|attendee|member|print name\
         |nombre completo|first and last name|parent full name|participants name|padre\
         |nombre y apellido|nombres y apellidos|who|person|family member|parent guardian|caregiver",
    ),
    (
        "given",
        "name first|first names|first name|first|given|given name|given names|fname|nombres\
         |nombre de pila|primer nombre|firstname",
    ),
    (
        "family",
        "name last|last names|last name|last|family|family name|surname|lname|apellido|apellidos\
         |apellido paterno|lastname",
    ),
    (
        "aliases",
        "alias|aliases|aka|nickname|goes by|preferred name|other names|also known as|other name\
         |maiden name",
    ),
    (
        "born",
        "dob|d o b|date of birth|birth date|birthdate|birthday|born|fecha de nacimiento|parent dob\
         |birth|nacimiento|fecha nacimiento|fecha de nac|date of birth mm dd yyyy",
    ),
    (
        "phone",
        "phone|phone number|cell|cell phone|mobile|telephone|tel|telefono|contact number|home phone\
         |work phone|other phone|phone 1|phone 2|second phone|alternate phone|alt phone|phone home\
         |phone cell|mobile phone|cell number|phone no|celular|movil|contact phone|best phone",
    ),
    (
        "email",
        "email|e mail|email address|e mail address|correo|mail|correo electronico|email 2",
    ),
    (
        "street",
        "address|street|street address|home address|direccion|street and number|domicilio",
    ),
    ("city", "city|town|ciudad"),
    (
        "zip",
        "zip|zip code|zipcode|postal code|codigo postal|zip postal code",
    ),
    (
        "external_ids",
        "id|client id|client number|participant number|parent number|participant id|person id\
         |dcs id|hmis id|external id|id number|ccid|client no|participant no|numero de cliente\
         |record number|hmis|file number",
    ),
    (
        "referred",
        "referred|referral date|date referred|date of referral|referred on|referral received\
         |received|date received|fecha de remision|fecha de referencia|fecha de referido|remitido\
         |refered|intake referral date",
    ),
    (
        "referral_source",
        "referral source|referred by|source|referred from|referral|who referred|referring agency\
         |agency|fuente|remitido por|referido por",
    ),
    (
        "area",
        "area|district|neighborhood|region|service area|zip area|part of town|zona|barrio",
    ),
    (
        "gender",
        "gender|sex|genero|sexo|sex gender|gender identity",
    ),
    (
        "mentor_gender",
        "mentor gender|preferred mentor gender|wants mentor gender",
    ),
    (
        "languages",
        "language|languages|lang|primary language|home language|spoken languages|idioma|idiomas\
         |speaks|preferred language|primary lang|second language|other language|language s\
         |language spoken|languages spoken|language preference|lengua|lenguas|habla",
    ),
    (
        "needs",
        "needs|need|concerns|services needed|presenting needs|support needed|need 1|need 2|need 3\
         |needs help with|areas of need|necesidad|necesidades|primary need|secondary need|main need\
         |main needs|support needs",
    ),
    (
        "availability",
        "availability|available|days available|available times|when available|good times\
         |disponibilidad",
    ),
    (
        "joined",
        "joined|start date|hire date|date joined|hired|mentor since|start|started|joined on|since\
         |date started|mentor start|inicio",
    ),
    (
        "left",
        "left|left on|end date|separation date|ended|departure date|date left",
    ),
    (
        "enrollment.start",
        "enrolled|enrollment|enrollment date|start|start date|intake|intake date|date enrolled\
         |entry date|admission date|program start|enrolled on|date of enrollment|start of services\
         |opened|open date|fecha de inscripcion|inscripcion|ingreso|fecha de ingreso|joined program\
         |enrolled date",
    ),
    (
        "enrollment.end",
        "exit|exit date|exited|end|end date|discharge date|program end|date closed|exited on\
         |date of exit|closed|closed date|graduated|graduation date|salida|fecha de salida\
         |date exited",
    ),
    (
        "enrollment.reason",
        "exit reason|reason|reason for exit|discharge reason|reason for leaving",
    ),
    (
        "mentor_request.on",
        "mentor requested|mentor request|mentor request date|wants mentor since|wants mentor\
         |wants a mentor|mentor wanted|needs mentor|needs a mentor|would like a mentor\
         |asked for a mentor|requesting mentor|quiere mentor",
    ),
    (
        "consent.services",
        "consent|consent date|consent signed|service consent|consent to services|consent form\
         |consented|consent on file|signed consent|consentimiento|consent form signed\
         |consent y n",
    ),
    (
        "consent.release-of-information",
        "roi|roi consent|roi signed|release|release of information|release signed|signed release\
         |consent to release",
    ),
    (
        "consent.outcome-reporting",
        "outcome consent|data consent|consent to report|outcome reporting consent",
    ),
    (
        "capacity",
        "capacity|max matches|caseload|max parents|slots|max|maximum parents|max families\
         |how many parents|max caseload|capacity parents",
    ),
    ("systems", "systems|system|system knowledge"),
    (
        "experience",
        "experience|lived experience|lived experience areas|experience with|experiences|background\
         |experiencia",
    ),
    ("roles", "role|roles"),
    (
        "own_case.closed",
        "case closed|own case closed|date case closed|case closure date|own case closed on\
         |when case closed|their case closed|cps case closed",
    ),
    (
        "own_case.outcome",
        "case outcome|own case outcome|outcome|own outcome|case result|result",
    ),
    (
        "own_case.recovery_since",
        "recovery since|sobriety date|clean date|recovery date|sober since|in recovery since\
         |clean since|recovery",
    ),
    (
        "same_case",
        "case|case number|case no|case id|docket|docket number|family id|jd|jd number|court number\
         |court case number|cause number|petition number|dependency number|numero de caso\
         |family number|family",
    ),
    (
        "participants",
        "participants|attendees|present|parents|who attended|parent|parent name|participant|name\
         |participant name|parent s|parents present|participant names|names|client|client name\
         |mother|who came|attended by|parent guardian|padre|nombre|parents names",
    ),
    (
        "system",
        "system|case type|court system|type of case|cps jpd|dependency or probation",
    ),
    ("county", "county|court county|condado|jurisdiction"),
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
        "on",
        "date|session date|day|meeting date|group date|date of service|fecha|visit date|on|when\
         |session|date of session|contact date|service date|meeting day|group session date\
         |date held|dia|fecha de sesion|visit",
    ),
    (
        "group",
        "group|group name|support group|committee|which group|group attended|grupo|group id|class",
    ),
    (
        "kind",
        "type|kind|service|service type|session type|activity|session kind|kind of service\
         |type of service",
    ),
    (
        "minutes",
        "minutes|length|duration|mins|length minutes|duration minutes|time minutes|how long\
         |total minutes|duracion|minutos|time spent|session length|length of session\
         |length of visit|length min|duration min",
    ),
    (
        "mode",
        "mode|how|contact type|format|type|how met|mode of contact|method|contact method\
         |meeting type|contact|type of contact|via|format of meeting|where|how held\
         |in person or phone|modo",
    ),
    (
        "status",
        "status|present|presence|present absent|attendance status|held|no show|no shows|show|attended|attendance|outcome\
         |session status|result|did they come|came|estado|appointment status",
    ),
    (
        "mentors",
        "mentors|mentor|peer parent|mentor name|peer parents|with mentor|peer|peer mentor\
         |parent partner|staff|peer partner",
    ),
    (
        "led_by",
        "led by|facilitator|facilitators|leader|lead|leaders|facilitated by|led|group leader\
         |facilitator s",
    ),
    (
        "topics",
        "topic|topics|subject matter|discussed|topics discussed|what was discussed|temas|tema\
         |topic s",
    ),
    (
        "anonymous",
        "anonymous|unnamed|walk ins|visitors|guests|walk in|number of visitors|no name",
    ),
    (
        "children_in_childcare",
        "childcare|children in childcare|kids in childcare|children|kids|kids in care\
         |number of children|number of kids|children in care|child care|children in child care\
         |ninos",
    ),
    ("subject", "event|event name|title|subject|organization"),
];

/// What the column with the name is called in a sheet of mentors alone.
pub(super) const CALLED_MENTORS: &str = "mentor|mentor name|mentors name|peer parent|peer parent name|peer mentor|parent partner|staff|mentora";
