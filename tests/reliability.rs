//! RELIABILITY.md names tests that there are.

use std::fs;

#[test]
fn every_row_links_to_its_test() {
    let text = fs::read_to_string("RELIABILITY.md").unwrap();
    let rows =
        (text.lines()).filter(|line| line.starts_with("| ") && !line.starts_with("| fault |"));
    let mut links = 0;
    for row in rows {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").collect();
        let [_, _, tests, cases] = cells[..] else {
            panic!("not four cells: {row}")
        };
        assert!(
            cases.contains(|digit: char| digit.is_numeric()) || cases.contains("every "),
            "no number: {row}"
        );
        for link in tests.split(", ") {
            let (name, path) = link.trim().split_once("](").expect(row);
            let (name, path) = (name.trim_matches(['[', '`']), path.trim_end_matches(')'));
            let source = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
            // A function in Rust or Python; a script or a fuzz target is its file.
            let is_there = path.contains(&format!("/{name}."))
                || ["fn", "def"]
                    .map(|word| format!("{word} {name}("))
                    .iter()
                    .any(|it| source.contains(it));
            assert!(is_there, "{path} has no {name}");
            links += 1;
        }
    }
    assert!(links > 40, "{links}");
}
