//! What people call the languages that records name by their codes.

/// Codes of ISO 639 that parents of such programs are known to speak, with their English names.
const NAMES: [(&str, &str); 52] = [
    ("am", "Amharic"),
    ("apw", "Western Apache"),
    ("ar", "Arabic"),
    ("ase", "American Sign Language"),
    ("bn", "Bengali"),
    ("bs", "Bosnian"),
    ("ch", "Chamorro"),
    ("cmn", "Mandarin"),
    ("de", "German"),
    ("en", "English"),
    ("es", "Spanish"),
    ("fa", "Persian"),
    ("fr", "French"),
    ("gu", "Gujarati"),
    ("haw", "Hawaiian"),
    ("hi", "Hindi"),
    ("hmn", "Hmong"),
    ("ht", "Haitian Creole"),
    ("hy", "Armenian"),
    ("ilo", "Ilocano"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("km", "Khmer"),
    ("ko", "Korean"),
    ("lo", "Lao"),
    ("mam", "Mam"),
    ("mix", "Mixtec"),
    ("mn", "Mongolian"),
    ("my", "Burmese"),
    ("ne", "Nepali"),
    ("nv", "Navajo"),
    ("om", "Oromo"),
    ("ood", "O'odham"),
    ("pa", "Punjabi"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("qu", "Quechua"),
    ("ru", "Russian"),
    ("rw", "Kinyarwanda"),
    ("sm", "Samoan"),
    ("so", "Somali"),
    ("sw", "Swahili"),
    ("th", "Thai"),
    ("ti", "Tigrinya"),
    ("tl", "Tagalog"),
    ("to", "Tongan"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("yaq", "Yaqui"),
    ("yue", "Cantonese"),
    ("zh", "Chinese"),
];

/// The English name of a language; its code where the program has a word of its own.
#[must_use]
pub fn language(code: &str) -> &str {
    NAMES
        .binary_search_by_key(&code, |(known, _)| *known)
        .map_or(code, |at| NAMES[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_name_and_another_word_stays() {
        assert!(NAMES.is_sorted_by_key(|(code, _)| *code));
        assert_eq!(
            ["vi", "yue", "trique"].map(language),
            ["Vietnamese", "Cantonese", "trique"]
        );
    }
}
