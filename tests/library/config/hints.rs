//! Hints: what a person probably meant by a mistake.

use super::wrong;

/// The hint must match the mistake.
#[test]
fn hints_fit_the_mistake() {
    let table = [
        // Duplicates.
        (
            "[trainer]\nmode = \"replay\"\n[leds]\n[trainer]\nmode = \"hold\"\n",
            "4:2: section [trainer] is already on line 1; move these lines there",
        ),
        (
            "[pins]\ni1 = 4\n\n[ \"pins\" ]\n",
            "4:3: section [pins] is already on line 1; move these lines there",
        ),
        (
            "[leds]\nactive_low = true\n[switches]\nactive_low = true\nactive_low = false\n",
            "5:1: switches.active_low is already on line 4; delete one of the two lines",
        ),
        (
            "pins.i1 = 4\npins.i1 = 5\n",
            "2:6: pins.i1 is already on line 1; delete one of the two lines",
        ),
        (
            "pins = {}\n[pins]\n",
            "2:2: section [pins] is already on line 1; move these lines there",
        ),
        // A line in the wrong section.
        (
            "[status]\nteach = 24\n",
            "2:1: status.teach: unknown key teach in [status]; allowed: socket; or move this line to [pins]",
        ),
        (
            "[status]\nactive_low = true\n",
            "2:1: status.active_low: unknown key active_low in [status]; allowed: socket; or move this line to [switches] or [leds]",
        ),
        (
            "[status]\nboard.kind = \"sim\"\n",
            "2:1: status.board: unknown key board in [status]; allowed: socket; or move this line to [board], without board. in front",
        ),
        (
            "tech = 24\n",
            "1:1: tech: unknown key tech above the first section; allowed sections: board, daemon, pins, switches, leds, network, trainer, record, state, status",
        ),
        (
            "[[pins]]\ni1 = 4\n",
            "1:1: pins: write the section [pins], and its keys below it",
        ),
        (
            "[pins.more]\ni1 = 4\n",
            "1:7: pins.more: unknown key more in [pins]; allowed: i1, i2, t1, t2, teach, forget, o1, o2, status",
        ),
        // Values.
        (
            "[board]\nkind = sim\n",
            "2:8: a word or a path needs quotes: kind = \"sim\"",
        ),
        (
            "[record]\npath = /var/lib/recording.txt # mine\n",
            "2:8: a word or a path needs quotes: path = \"/var/lib/recording.txt\"",
        ),
        (
            "[leds]\nactive_low = True\n",
            "2:14: unexpected value True; allowed: true or false",
        ),
        (
            "[leds]\nactive_low = yes\n",
            "2:14: unexpected value yes; allowed: true or false",
        ),
        (
            "[leds]\nthreshold = yes\n",
            "2:13: unexpected value yes; allowed: a number",
        ),
        (
            "[daemon]\nscan_hz = fast # and more\n",
            "2:11: unexpected value fast; allowed: a whole number",
        ),
        (
            "pins.teach = no\n",
            "1:14: unexpected value no; allowed: a whole number, or false to leave the part out",
        ),
        (
            "[pins]\ni1 = GPIO17\n",
            "2:6: unexpected value GPIO17; allowed: a whole number, or false to leave the part out",
        ),
        (
            "[switches]\npull = off\n",
            "2:8: a word or a path needs quotes: pull = \"off\"",
        ),
        (
            "[trainer]\ntolerance = 0,2\n",
            "2:14: write a decimal point: 0.2",
        ),
        (
            "[pins]\ni1 = 017\n",
            "2:6: write the number without leading zeros: 17",
        ),
        (
            "[switches]\ndebounce_ms = 20 ms\n",
            "2:15: write the number without a unit: 20",
        ),
        (
            "[switches]\ndebounce_ms = 20ms\n",
            "2:15: write the number without a unit: 20",
        ),
        ("[board]\nkind = \"sim\n", "2:12: the closing \" is missing"),
        (
            "[board]\nkind = \"sim\" please\n",
            "2:14: only a comment may follow a text",
        ),
        (
            "[record]\npath = \"C:\\new\\old.txt\"\n",
            "2:16: \\ has a special meaning between double quotes; use single quotes '…'",
        ),
        // Lines.
        (
            "[pins]\ni1 17\n",
            "2:4: a line is a [section], a key = value, or a comment starting with #",
        ),
        (
            "[pins]\ni1: 17\n",
            "2:5: write = between key and value, not :",
        ),
        ("[pins]\ni 1 = 17\n", "2:3: a key is a single word"),
        ("[pins]\n= 17\n", "2:1: the key before the = is missing"),
        (
            "[pins] i1 = 17\n",
            "1:8: only a comment may follow a section name",
        ),
        ("[pins]\ni1 = 1_\n", "2:7: 1_ is not a number"),
        (
            "[trainer]\ntolerance = .2\n",
            "2:13: write a digit before and after the decimal point: 0.2",
        ),
        (
            "[leds]\nthreshold = -1.\n",
            "2:16: write a digit before and after the decimal point: -1.0",
        ),
        (
            "[pins]\ni1 = 17 i2 = 27\n",
            "2:12: write each key = value on its own line",
        ),
        (
            "[pins]\ni1 = [17\n",
            "2:9: write a single value, without brackets or braces",
        ),
        (
            "[board]\nkind = \"\"\"sim\"\"\" please\n",
            "2:18: write the text on one line, between single quotes '…'",
        ),
        (
            "[pins.]\ni1 = 1\n",
            "1:7: write a section as its name in brackets, such as [network]",
        ),
        // Everything else.
        (
            "[pins]\ni1 = 17\n.a.b.\n",
            "3:6: a line is a [section], a key = value, or a comment starting with #",
        ),
    ];
    let mut differences = String::new();
    for (text, expected) in table {
        let said = wrong(text);
        let expected = format!("c.toml:{expected}");
        if said != expected {
            differences += &format!("{text}  said     {said}\n  expected {expected}\n");
        }
    }
    assert!(differences.is_empty(), "\n{differences}");
    println!("{} mistakes", table.len());
}

/// They are invisible, so the message gives their names.
#[test]
fn lookalike_and_invisible_characters_are_reported_by_name() {
    let table = [
        ('\u{a0}', "a no-break space"),
        ('\u{202f}', "a no-break space"),
        ('\u{3000}', "a full-width space"),
        ('\u{2003}', "a typographic space"),
        ('\u{200b}', "a zero-width space"),
        ('\u{200d}', "a zero-width joiner"),
        ('\u{feff}', "a byte order mark"),
        ('\u{ad}', "a soft hyphen"),
        ('\u{202e}', "an invisible direction mark"),
        ('\u{3164}', "an invisible Hangul filler"),
        ('\u{2028}', "an invisible line separator"),
        ('“', "a typographic quotation mark"),
        ('”', "a typographic quotation mark"),
        ('‘', "a typographic quotation mark"),
        ('–', "a typographic dash"),
        ('−', "a typographic dash"),
        ('＝', "a full-width ="),
        ('１', "a full-width 1"),
        ('ａ', "a full-width a"),
        ('［', "a full-width ["),
        ('٣', "a digit of another script"),
        ('\u{1b}', "a control character"),
        ('ㄱ', "'ㄱ' (U+3131) is not allowed here"),
        ('α', "'α' (U+03B1) is not allowed here"),
    ];
    let mut cases = 0;
    for (odd, name) in table {
        for (before, after) in [
            ("[pins]\n", "i1 = 17\n"),
            ("[pins]\ni1", " = 17\n"),
            ("[pins]\ni1 = ", "17\n"),
            ("[pins]\ni1 = 17", "\n"),
            ("[pins]", "\ni1 = 17\n"),
            ("[board]\nkind = ", "sim\"\n"),
            ("", "[pins]\r\ni1 = 17\r\n"),
        ] {
            let text = format!("{before}{odd}{after}");
            if text.starts_with('\u{feff}') {
                continue; // at a line end it is what Windows writes
            }
            let said = wrong(&text);
            let column = before.lines().last().filter(|_| !before.ends_with('\n'));
            let column = column.map_or(0, |line| line.chars().count()) + 1;
            let line = before.matches('\n').count() + 1;
            let place = format!("c.toml:{line}:{column}: ");
            assert!(
                said.starts_with(&format!("{place}{name}")),
                "{text:?}\n{said}"
            );
            assert!(
                said.contains(&format!("(U+{:04X}) is not allowed here", odd as u32)),
                "{said}"
            );
            cases += 1;
        }
        // Inside quotes it may be intended, but it does not help.
        if !odd.is_control() && !"ㄱα".contains(odd) {
            let said = wrong(&format!("[board]\nkind = \"sim{odd}\"\n"));
            assert!(
                said.contains(name) && said.starts_with("c.toml:2:8: board.kind: "),
                "{said}"
            );
            cases += 1;
        }
    }
    assert!(
        wrong("[board]\nkind = \"sim”\n").starts_with("c.toml:2:12: a typographic quotation mark")
    );
    println!("{cases} places of {} characters", table.len());
}
