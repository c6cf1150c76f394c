//! Invented people's names, by where families come from, and the languages they speak.

/// Where a family comes from.
pub struct Background {
    pub women: &'static [&'static str],
    pub men: &'static [&'static str],
    pub families: &'static [&'static str],
    /// The languages of one person, with weights.
    pub languages: &'static [(&'static [&'static str], u32)],
}

/// Given names of people who use neither of the two usual gender words.
pub const EITHER: &[&str] = &[
    "Ari", "Sky", "River", "Noor", "Jules", "Remy", "Indigo", "Marley",
];

pub const TOHONO_OODHAM: Background = Background {
    women: &[
        "Verna",
        "Lorinda",
        "Camillia",
        "Delphine",
        "Rosemary",
        "Tashina",
        "Marlene",
        "Shawna",
        "Geraldine",
    ],
    men: &[
        "Delbert", "Leland", "Anselmo", "Marlin", "Ervin", "Fernando", "Dwayne",
    ],
    families: &[
        "Antone",
        "Encinas",
        "Listo",
        "Norriego",
        "Pablo",
        "Saraficio",
        "Valisto",
        "Zepeda",
        "Cachora",
    ],
    languages: &[(&["en"], 6), (&["en", "ood"], 4)],
};

pub const YAQUI: Background = Background {
    women: &["Herlinda", "Marcelina", "Yvette", "Anselma", "Celeste"],
    men: &["Refugio", "Ignacio", "Tomás", "Merced"],
    families: &["Matuz", "Bacasegua", "Buitimea", "Moroyoqui", "Tosaria"],
    languages: &[(&["en", "es"], 6), (&["en"], 4)],
};

pub const DINE: Background = Background {
    women: &["Shandiin", "Lavina", "Charmaine", "Bernita"],
    men: &["Darryl", "Tavis", "Orlando"],
    families: &["Tsinnie", "Yellowhair", "Bitsui", "Nakaidinae"],
    languages: &[(&["en"], 7), (&["en", "nv"], 3)],
};

pub const MEXICAN: Background = Background {
    women: &[
        "Rosa",
        "Guadalupe",
        "Marisol",
        "Araceli",
        "Yolanda",
        "Esmeralda",
        "Graciela",
        "Brenda",
        "Paloma",
        "Xóchitl",
        "Leticia",
        "Karina",
        "Ofelia",
        "Itzel",
        "Mónica",
        "Perla",
        "Socorro",
        "Belén",
        "Nayeli",
        "Irma",
    ],
    men: &[
        "Martín", "Rogelio", "Efraín", "Gilberto", "Saúl", "Adrián", "Ramiro", "Óscar", "Chuy",
        "Ezequiel", "Héctor", "Iván", "Nicolás", "Raúl",
    ],
    families: &[
        "Medina",
        "Ybarra",
        "Quiroz",
        "Fimbres",
        "Bejarano",
        "Olivas",
        "Peñúñuri",
        "Sandoval",
        "Tarazón",
        "Verdugo",
        "Munguía",
        "Ochoa",
        "Robles",
        "Salcido",
        "Grijalba",
        "Noriega",
        "Acuña",
        "Bustamante",
        "Carranza",
        "Delgado",
        "Zárate",
        "Palomares",
    ],
    languages: &[(&["en"], 35), (&["en", "es"], 47), (&["es"], 18)],
};

pub const WHITE: Background = Background {
    women: &[
        "Kayla", "Brittany", "Amber", "Dawn", "Heather", "Crystal", "Misty", "Tiffany", "Jolene",
        "Shelby", "Tara", "Meghan", "Colleen", "Randi", "Autumn", "Paige", "Stacy", "Bethany",
    ],
    men: &[
        "Travis", "Cody", "Dustin", "Shane", "Kyle", "Brent", "Wade", "Lucas", "Garrett", "Jesse",
        "Toby",
    ],
    families: &[
        "Brandt",
        "Whitlock",
        "Hensley",
        "Kowalczyk",
        "Lindgren",
        "McCready",
        "Strickler",
        "Vandermeer",
        "Purcell",
        "Haugen",
        "Tolliver",
        "Rasband",
        "Ostrowski",
        "Pruitt",
        "Dunleavy",
        "Sorrell",
        "Eberhart",
        "Whitcomb",
    ],
    languages: &[(&["en"], 1)],
};

pub const BLACK: Background = Background {
    women: &[
        "Denise", "Latrice", "Keisha", "Monique", "Tamika", "Aaliyah", "Yvonne", "Shanice",
        "Ebony", "Renée", "Imani", "Charlene", "Danielle", "Kiara", "Nichelle",
    ],
    men: &[
        "Terrell", "Darnell", "Marcus", "Andre", "Reggie", "Malik", "Cedric", "Jerome", "Deshawn",
        "Isaiah",
    ],
    families: &[
        "Holloway",
        "Bankston",
        "Gaines",
        "Mayfield",
        "Pettway",
        "Ransom",
        "Sykes",
        "Tillery",
        "Broadnax",
        "Fontenette",
        "Whitfield",
        "Lattimore",
        "Crenshaw",
        "Guidry",
        "Eason",
    ],
    languages: &[(&["en"], 1)],
};

pub const VIETNAMESE: Background = Background {
    women: &["Hạnh", "Thảo", "Ngọc", "Mai Lan", "Tuyết", "Kim Chi"],
    men: &["Quốc", "Tuấn", "Hiếu", "Thành"],
    families: &["Nguyễn", "Trần", "Phạm", "Huỳnh", "Vũ"],
    languages: &[(&["en", "vi"], 7), (&["vi"], 3)],
};

pub const SOMALI: Background = Background {
    women: &["Hodan", "Ifrah", "Sagal", "Fadumo", "Ubah"],
    men: &["Abdirahman", "Liban", "Warsame"],
    families: &["Warsame", "Jama", "Guled", "Farah", "Shire"],
    languages: &[(&["en", "so"], 6), (&["so"], 4)],
};

pub const CONGOLESE: Background = Background {
    women: &["Espérance", "Furaha", "Clémentine", "Riziki"],
    men: &["Dieudonné", "Bahati", "Innocent"],
    families: &["Mbuyi", "Kabongo", "Mwamba", "Byamungu"],
    languages: &[(&["en", "fr", "sw"], 6), (&["fr", "sw"], 4)],
};

pub const ARAB: Background = Background {
    women: &["Samira", "Rania", "Hala", "Dunya", "Maysoon"],
    men: &["Karim", "Yousef", "Bassam", "Haidar"],
    families: &["Haddad", "Nassar", "al-Jabouri", "Kassis", "Shahin"],
    languages: &[(&["ar", "en"], 6), (&["ar"], 4)],
};

pub const FILIPINO: Background = Background {
    women: &["Maricel", "Rowena", "Jocelyn", "Liezl", "Analyn"],
    men: &["Rodel", "Jun", "Arnel", "Reynaldo"],
    families: &[
        "Bautista",
        "Dimaculangan",
        "Macaraeg",
        "Villanueva",
        "Pangilinan",
        "Salonga",
    ],
    languages: &[(&["en"], 4), (&["en", "tl"], 6)],
};

pub const CHINESE: Background = Background {
    women: &["Mei Fong", "Xiu Ying", "Winnie", "Yan Ling", "Grace"],
    men: &["Kwok Wai", "Raymond", "Jian", "Hao"],
    families: &["Chiu", "Leong", "Szeto", "Mak", "Ng", "Zhou"],
    languages: &[(&["en", "yue"], 5), (&["yue"], 2), (&["en", "zh"], 3)],
};

pub const SALVADORAN: Background = Background {
    women: &["Yesenia", "Xiomara", "Reina", "Mirna", "Dinora", "Glenda"],
    men: &["Wilmer", "Élmer", "Mauricio", "Óscar", "Nelson"],
    families: &[
        "Portillo",
        "Guevara",
        "Alvarenga",
        "Chicas",
        "Menjívar",
        "Zelaya",
        "Orellana",
    ],
    languages: &[(&["en", "es"], 6), (&["es"], 4)],
};

pub const SAMOAN: Background = Background {
    women: &["Sina", "Lagi", "Moana", "Fetu"],
    men: &["Tavita", "Sione", "Iosefa", "Malaki"],
    families: &["Leota", "Faleafa", "Fuimaono", "Tautolo"],
    languages: &[(&["en", "sm"], 7), (&["en"], 3)],
};

pub const TONGAN: Background = Background {
    women: &["ʻAna", "Mele", "Lupe"],
    men: &["Viliami", "Semisi"],
    families: &["Tupouata", "Vainikolo", "Fifita"],
    languages: &[(&["en"], 1)],
};

pub const YUCATEC: Background = Background {
    women: &["Addy", "Landy", "Noemí"],
    men: &["Wilbert", "Gener"],
    families: &["Canché", "Poot", "Dzul", "Ek"],
    languages: &[(&["en", "es"], 3), (&["es", "yua"], 7)],
};
