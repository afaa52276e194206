//! The groups of this computer, as `/etc/group` lists them.

use std::fs;
use std::path::Path;

/// The number of the group with this name.
pub fn id(root: &Path, name: &str) -> Option<u32> {
    find(root, |group| (group.name == name).then_some(group.id))
}

/// The name of the group with this number.
pub fn name(root: &Path, id: u32) -> Option<String> {
    find(root, |group| (group.id == id).then(|| group.name.into()))
}

struct Group<'a> {
    name: &'a str,
    id: u32,
}

/// The first answer about a group, in the order of the file.
fn find<T>(root: &Path, answer: impl Fn(Group) -> Option<T>) -> Option<T> {
    let text = fs::read_to_string(root.join("etc/group")).ok()?;
    let groups = text.lines().filter_map(|line| {
        let mut fields = line.split(':');
        let (name, id) = (fields.next()?, fields.nth(1)?.parse().ok()?);
        Some(Group { name, id })
    });
    groups.filter_map(answer).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_found_by_its_name_and_by_its_number() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(id(root.path(), "gpio"), None);
        fs::create_dir(root.path().join("etc")).unwrap();
        let text = "root:x:0:\n# no group\nbroken:x:many:\ngpio:x:993:pi,me\ngpio2:x:994:\n";
        fs::write(root.path().join("etc/group"), text).unwrap();
        assert_eq!(id(root.path(), "gpio"), Some(993));
        assert_eq!(id(root.path(), "gpi"), None);
        assert_eq!(name(root.path(), 994).as_deref(), Some("gpio2"));
        assert_eq!(name(root.path(), 1), None);
    }
}
