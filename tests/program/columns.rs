//! Whether the columns of a table stand below each other on a terminal, where a Korean syllable takes two columns.

/// A table has at least this many lines, and this many cells in each.
const LINES: usize = 3;
const CELLS: usize = 3;

/// A cell: its text, and the columns of a terminal where it starts and ends.
struct Cell<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    let is_wide = |char: char| matches!(char, '\u{1100}'..='\u{115f}' | '\u{3000}'..='\u{303f}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff00}'..='\u{ff60}');
    text.chars()
        .map(|char| 1 + usize::from(is_wide(char)))
        .sum()
}

/// The cells of a line: two spaces or more separate them. A sign in front of the first is not part of it.
fn cells(line: &str) -> Vec<Cell<'_>> {
    let (mut cells, mut at) = (Vec::new(), 0);
    let signs = ["✓ ", "✗ "];
    let sign = signs.into_iter().find(|sign| line.starts_with(sign));
    at += sign.map_or(0, str::len);
    for piece in line[at..].split("  ") {
        let text = piece.trim();
        if !text.is_empty() {
            let start = width(&line[..at + piece.len() - piece.trim_start().len()]);
            let end = start + width(text);
            cells.push(Cell { text, start, end });
        }
        at += piece.len() + 2;
    }
    cells
}

/// The tables in a text: neighbouring lines with equally many cells.
fn tables(text: &str) -> Vec<Vec<Vec<Cell<'_>>>> {
    let mut tables: Vec<Vec<Vec<Cell<'_>>>> = Vec::new();
    for line in text.lines() {
        let cells = cells(line);
        match tables.last_mut() {
            Some(table) if table[0].len() == cells.len() => table.push(cells),
            _ => tables.push(vec![cells]),
        }
    }
    tables.retain(|table| table.len() >= LINES && table[0].len() >= CELLS);
    tables
}

/// How many tables a text has, and the columns whose cells share neither their left nor their right end.
pub fn misaligned(text: &str) -> (usize, Vec<String>) {
    let tables = tables(text);
    let mut found = Vec::new();
    for table in &tables {
        for column in 0..table[0].len() {
            let cells = || table.iter().map(|row| &row[column]);
            let first = &table[0][column];
            let is_left = cells().all(|cell| cell.start == first.start);
            let is_right = cells().all(|cell| cell.end == first.end);
            if !is_left && !is_right {
                let texts: Vec<_> = cells().map(|cell| cell.text).collect();
                found.push(texts.join(" / "));
            }
        }
    }
    (tables.len(), found)
}
