//! The tests named in RELIABILITY.md exist.

use std::fs;

/// Whether every count of 100 and more has no digits but its first two: a test that tries a few more or less keeps it true.
fn is_rounded(cases: &str) -> bool {
    let counts = cases.split(|c: char| !c.is_ascii_digit() && c != ',');
    counts.map(|count| count.replace(',', "")).all(|count| {
        let rest = count.get(2..).unwrap_or_default();
        rest.bytes().all(|digit| digit == b'0')
    })
}

#[test]
fn every_row_links_to_its_test() {
    let text = fs::read_to_string("RELIABILITY.md").unwrap();
    let rows = text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| fault |"));
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
        assert!(is_rounded(cases), "round down to two digits: {cases}");
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
