//! The names for one thing: in files, on the command line, in queries.

/// Shorter names of keys, as used by flags.
pub const SHORT: &[(&str, &str)] = &[
    ("available", "availability"),
    ("averted", "placement_averted"),
    ("avoid", "avoid_mentors"),
    ("childcare", "children_in_childcare"),
    ("length", "minutes"),
    ("present", "participants"),
    ("rights", "rights_explained"),
    ("source", "referral_source"),
    ("supports", "natural_supports"),
    ("travel", "travel_minutes"),
    ("type", "meeting"),
    ("voice", "parent_voice"),
];

/// The plural of a name. English has two common endings, so one of the two is right.
fn plurals(name: &str) -> [String; 2] {
    let stem = name
        .strip_suffix('y')
        .map_or_else(String::new, |stem| format!("{stem}ies"));
    [format!("{name}s"), stem]
}

/// The key meant by a name: the key itself, with dashes, in the plural, or a shorter name.
#[must_use]
pub fn key_called(name: &str, keys: &[&'static str]) -> Option<&'static str> {
    let name = name.replace('-', "_");
    let find = |wanted: &str| keys.iter().copied().find(|key| *key == wanted);
    let short = || SHORT.iter().find(|(short, _)| *short == name);
    find(&name)
        .or_else(|| plurals(&name).iter().find_map(|plural| find(plural)))
        .or_else(|| short().and_then(|(_, key)| find(key)))
}

/// The other names of a flag: that of its key, and the plural if the flag may be repeated.
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
        let keys = ["languages", "referral_source", "availability", "parties"];
        for (name, key) in [
            ("languages", "languages"),
            ("language", "languages"),
            ("referral-source", "referral_source"),
            ("source", "referral_source"),
            ("available", "availability"),
            ("party", "parties"),
        ] {
            assert_eq!(key_called(name, &keys), Some(key), "{name}");
        }
        assert_eq!(key_called("present", &keys), None);
    }
}
