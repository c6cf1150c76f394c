//! Which files are, or would be, read as the program's own or git's, so that no answer overwrites them.

use std::path::{Path, PathBuf};

use super::directory::Directory;
use super::full_path::full_path;
use super::paths::FORGOTTEN;
use super::real::{FILES, FOLDERS, Real, holds, is_program, lower, of_git, real, record_folder};
use crate::record::Kind;

/// Why the file at a path without links must not be overwritten; `None` if it may be. The program at `root` may keep
/// its identities far from the file.
pub(super) fn owner(path: &Path, root: Option<&Path>) -> Option<String> {
    let name = lower(path.file_name().unwrap_or_default());
    if let Some(why) = of_git(path) {
        return Some(why);
    }
    if FILES.contains(&name.as_str()) {
        return Some(format!("`{name}` is read as a file of rules"));
    }
    let root = root.and_then(|root| full_path(root).ok());
    let above = path.ancestors().skip(1).filter(|folder| is_program(folder));
    let mut programs: Vec<PathBuf> = above.map(Path::to_owned).collect();
    programs.extend(root.filter(|root| !programs.contains(root)));
    programs
        .iter()
        .find_map(|program| of_program(path, program))
}

/// Why a file is read by the program at a root, directly or through a link.
fn of_program(path: &Path, root: &Path) -> Option<String> {
    if let Some(folder) = record_folder(path, root) {
        return Some(holds(&folder));
    }
    let inside = path.strip_prefix(root).ok();
    if inside.is_some_and(|file| lower(file.as_os_str()) == FORGOTTEN) {
        return Some(format!("`{FORGOTTEN}` is read as a file of the program"));
    }
    let directory = Directory::open(root).ok()?;
    let identities = directory.folder(Kind::Identity);
    for folder in FOLDERS.into_iter().chain([&*identities]) {
        let Ok(Real { path: there, .. }) = real(&root.join(folder)) else {
            continue;
        };
        if path.starts_with(&there) {
            return Some(holds(folder));
        }
    }
    let linked = FILES
        .iter()
        .chain([&FORGOTTEN])
        .find(|name| real(&root.join(name)).is_ok_and(|there| there.path == path))?;
    Some(format!("`{linked}` of the program is a link to it"))
}
