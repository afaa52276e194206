//! RELIABILITY.md names tests that there are.

use std::fs;

#[test]
fn every_row_links_to_its_test() {
    let text = fs::read_to_string("RELIABILITY.md").unwrap();
    let rows =
        (text.lines()).filter(|line| line.starts_with("| ") && !line.starts_with("| fault |"));
    let mut links = 0;
    for row in rows.filter(|row| !row.contains("TO FILL IN")) {
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
            let whole_file = path.contains(&format!("/{name}."));
            assert!(
                whole_file || source.contains(&format!("fn {name}(")),
                "{path} has no {name}"
            );
            links += 1;
        }
    }
    assert!(links > 20, "{links}");
}
