//! A small directory with a record of every kind, every shape of value, comments and a packed month.

mod files;

pub use files::FILES;

/// Writes them all under a folder.
pub fn write(root: &std::path::Path) {
    for (path, text) in FILES {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}
