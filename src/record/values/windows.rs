//! File names that Windows reserves.

/// Names of devices, which no file on Windows can have, whatever its extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Why Windows cannot store a file, if it cannot. See Microsoft, Naming Files, Paths, and Namespaces.
#[must_use]
pub fn unstorable(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let lower = stem.to_lowercase();
    let is_port = ["com", "lpt"].iter().any(|port| {
        let number = lower.strip_prefix(port);
        number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
    });
    (is_port || DEVICES.contains(&&*lower))
        .then(|| format!("Windows cannot store a file named `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_devices_are_no_names_of_files() {
        for path in [
            "groups/con.toml",
            "groups/aux.toml",
            "surveys/nul.toml",
            "forms/com1.toml",
            "intake/lpt9.toml",
        ] {
            assert!(unstorable(path).is_some(), "{path}");
        }
        for path in [
            "groups/conway.toml",
            "groups/com.toml",
            "groups/com10.toml",
            "participants/p-con.toml",
            "peer.toml",
        ] {
            assert_eq!(unstorable(path), None, "{path}");
        }
    }
}
