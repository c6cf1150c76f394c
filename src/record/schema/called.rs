//! The names that one thing goes by: in files, on the command line, in queries.

/// Shorter names, as flags have them, of keys.
pub const SHORT: &[(&str, &str)] = &[
    ("available", "availability"),
    ("averted", "placement_averted"),
    ("avoid", "avoid_mentors"),
    ("childcare", "children_in_childcare"),
    ("enrolled", "enrollment"),
    ("length", "minutes"),
    ("present", "participants"),
    ("rights", "rights_explained"),
    ("source", "referral_source"),
    ("supports", "natural_supports"),
    ("travel", "travel_minutes"),
    ("type", "meeting"),
    ("voice", "parent_voice"),
];

/// What a name is in the plural: as many words end there, so that one is a name.
fn plurals(name: &str) -> [String; 2] {
    let stem = name
        .strip_suffix('y')
        .map_or_else(String::new, |stem| format!("{stem}ies"));
    [format!("{name}s"), stem]
}

/// The key that is meant by a name: itself, with dashes, a list's name in the singular, or a shorter name.
#[must_use]
pub fn key_called(name: &str, keys: &[&'static str]) -> Option<&'static str> {
    let name = name.replace('-', "_");
    let find = |wanted: &str| keys.iter().copied().find(|key| *key == wanted);
    let short = || SHORT.iter().find(|(short, _)| *short == name);
    find(&name)
        .or_else(|| plurals(&name).iter().find_map(|plural| find(plural)))
        .or_else(|| short().and_then(|(_, key)| find(key)))
}

/// The other names of a flag: that of the key, and the plural of a flag that may be repeated.
#[must_use]
pub fn names_of_flag(flag: &str, is_repeated: bool) -> Vec<String> {
    let keys = SHORT
        .iter()
        .filter(|(short, _)| short.replace('_', "-") == flag);
    let mut names: Vec<String> = keys.map(|(_, key)| key.replace('_', "-")).collect();
    if is_repeated {
        names.push(format!("{flag}s"));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_by_its_name_its_singular_and_its_flag() {
        let keys = [
            "languages",
            "referral_source",
            "availability",
            "parties",
            "enrollment",
        ];
        for (name, key) in [
            ("languages", "languages"),
            ("language", "languages"),
            ("referral-source", "referral_source"),
            ("source", "referral_source"),
            ("available", "availability"),
            ("party", "parties"),
            ("enrolled", "enrollment"),
        ] {
            assert_eq!(key_called(name, &keys), Some(key), "{name}");
        }
        assert_eq!(key_called("present", &keys), None);
    }
}
