//! Files with mistakes: each is reported with its place, and what is allowed.

#[cfg(feature = "ko")]
use super::in_both_languages;
use super::wrong;
use backpropd::config::Config;

/// Files with one mistake each, and their messages.
#[test]
fn each_mistake_is_reported_with_its_place_and_what_is_allowed() {
    let table = [
        // Syntax.
        (
            "[pins\ni1 = 17",
            "c.toml:1:6: the ] after the section name is missing",
        ),
        (
            "[network]\nbias = trained",
            "c.toml:2:8: a word or a path needs quotes: bias = \"trained\"",
        ),
        (
            "[network]\nseed = 1\nseed = 2",
            "c.toml:3:1: network.seed is already on line 2; delete one of the two lines",
        ),
        (
            "[pins]\ni1 = ",
            "c.toml:2:6: the value after the = is missing",
        ),
        // Unknown keys.
        (
            "[bord]\nkind = \"sim\"",
            "c.toml:1:2: bord: unknown section [bord]; allowed: board, daemon, pins, switches, leds, network, trainer, record, state, status",
        ),
        (
            "i1 = 17",
            "c.toml:1:1: i1: i1 is above the first section; move this line to [pins]",
        ),
        (
            "[board]\nkinds = \"sim\"",
            "c.toml:2:1: board.kinds: unknown key kinds in [board]; allowed: kind, chip",
        ),
        (
            "[daemon]\nscan = 1",
            "c.toml:2:1: daemon.scan: unknown key scan in [daemon]; allowed: scan_hz",
        ),
        (
            "[pins]\ni3 = 1",
            "c.toml:2:1: pins.i3: unknown key i3 in [pins]; allowed: i1, i2, t1, t2, teach, forget, o1, o2, status",
        ),
        (
            "[switches]\ndebounce = 20",
            "c.toml:2:1: switches.debounce: unknown key debounce in [switches]; allowed: active_low, pull, debounce_ms, settle_ms",
        ),
        (
            "[leds]\nbrightness = 1",
            "c.toml:2:1: leds.brightness: unknown key brightness in [leds]; allowed: active_low, threshold, show",
        ),
        (
            "[network]\nalpha = 1",
            "c.toml:2:1: network.alpha: unknown key alpha in [network]; allowed: bias, learning_rate, momentum, init_range, seed",
        ),
        (
            "[trainer]\npace = 1",
            "c.toml:2:1: trainer.pace: unknown key pace in [trainer]; allowed: mode, steps_per_second, tolerance, patience",
        ),
        (
            "network = 5",
            "c.toml:1:11: network: write the section [network], and its keys below it",
        ),
        (
            "[state]\ninterval = 1",
            "c.toml:2:1: state.interval: unknown key interval in [state]; allowed: path, save_interval_s",
        ),
        (
            "[pins]\n\"i\\n\\u001b[2J\" = 1",
            r"c.toml:2:1: pins.i\n\u{1b}[2J: unknown key i\n\u{1b}[2J in [pins]; allowed: i1, i2, t1, t2, teach, forget, o1, o2, status; a control character (U+001B) is not allowed here; delete it",
        ),
        // Unknown words.
        (
            "[board]\nkind = \"gpio\"",
            "c.toml:2:8: board.kind: unexpected value \"gpio\"; allowed: \"auto\", \"rppal\", \"gpiocdev\", \"sim\"",
        ),
        (
            "[switches]\npull = \"left\"",
            "c.toml:2:8: switches.pull: unexpected value \"left\"; allowed: \"up\", \"down\", \"off\"",
        ),
        (
            "[network]\nbias = \"some\"",
            "c.toml:2:8: network.bias: unexpected value \"some\"; allowed: \"none\", \"fixed\", \"trained\"",
        ),
        (
            "[trainer]\nmode = \"batch\"",
            "c.toml:2:8: trainer.mode: unexpected value \"batch\"; allowed: \"replay\", \"hold\"",
        ),
        (
            "[network]\nseed = \"lucky\"",
            "c.toml:2:8: network.seed: unexpected value \"lucky\"; allowed: \"random\" or a whole number from 0 up",
        ),
        // Types.
        (
            "[board]\nkind = 3",
            "c.toml:2:8: board.kind: unexpected value 3; allowed: \"auto\", \"rppal\", \"gpiocdev\", \"sim\"",
        ),
        (
            "[board]\nchip = 0",
            "c.toml:2:8: board.chip: unexpected value 0; allowed: text in quotes",
        ),
        (
            "[daemon]\nscan_hz = 99.5",
            "c.toml:2:11: daemon.scan_hz: unexpected value 99.5; allowed: a whole number",
        ),
        (
            "[daemon]\nscan_hz = \"100\"",
            "c.toml:2:11: daemon.scan_hz: unexpected value \"100\"; allowed: a whole number, without quotes",
        ),
        (
            "[pins]\ni1 = \"17\"",
            "c.toml:2:6: pins.i1: unexpected value \"17\"; allowed: a whole number, or false to leave the part out, without quotes",
        ),
        (
            "[pins]\nteach = true",
            "c.toml:2:9: pins.teach: unexpected value true; allowed: a whole number, or false to leave the part out",
        ),
        (
            "[switches]\nactive_low = \"yes\"",
            "c.toml:2:14: switches.active_low: unexpected value \"yes\"; allowed: true or false, without quotes",
        ),
        (
            "[leds]\nactive_low = 1",
            "c.toml:2:14: leds.active_low: unexpected value 1; allowed: true or false",
        ),
        (
            "[network]\nlearning_rate = \"fast\"",
            "c.toml:2:17: network.learning_rate: unexpected value \"fast\"; allowed: a number, without quotes",
        ),
        (
            "[network]\nseed = -4",
            "c.toml:2:8: network.seed: unexpected value -4; allowed: \"random\" or a whole number from 0 up",
        ),
        (
            "[network]\nseed = 1.5",
            "c.toml:2:8: network.seed: unexpected value 1.5; allowed: \"random\" or a whole number from 0 up",
        ),
        (
            "[trainer]\npatience = true",
            "c.toml:2:12: trainer.patience: unexpected value true; allowed: a whole number",
        ),
        (
            "[status]\nsocket = \"\"",
            "c.toml:2:10: status.socket: the path is empty; write the path of a file, or leave the key out",
        ),
        (
            "[status]\npath = \"s\"",
            "c.toml:2:1: status.path: unknown key path in [status]; allowed: socket; or move this line to [record] or [state]",
        ),
        (
            "[state]\npath = 1",
            "c.toml:2:8: state.path: unexpected value 1; allowed: a path in quotes",
        ),
        (
            "[state]\npath = \"\"",
            "c.toml:2:8: state.path: the path is empty; write the path of a file, or leave the key out",
        ),
        (
            "[record]\npath = \"\"",
            "c.toml:2:8: record.path: the path is empty; write the path of a file, or leave the key out",
        ),
        (
            "[state]\nsave_interval_s = 0.5",
            "c.toml:2:19: state.save_interval_s: unexpected value 0.5; allowed: a whole number",
        ),
        // Ranges.
        (
            "[state]\nsave_interval_s = -1",
            "c.toml:2:19: state.save_interval_s: -1 is out of range; allowed: 0 to 86400",
        ),
        (
            "[state]\nsave_interval_s = 86401",
            "c.toml:2:19: state.save_interval_s: 86401 is out of range; allowed: 0 to 86400",
        ),
        (
            "[daemon]\nscan_hz = 9",
            "c.toml:2:11: daemon.scan_hz: 9 is out of range; allowed: 10 to 1000",
        ),
        (
            "[daemon]\nscan_hz = 1001",
            "c.toml:2:11: daemon.scan_hz: 1001 is out of range; allowed: 10 to 1000",
        ),
        (
            "[daemon]\nscan_hz = -100",
            "c.toml:2:11: daemon.scan_hz: -100 is out of range; allowed: 10 to 1000",
        ),
        (
            "[daemon]\nscan_hz = 4294967396",
            "c.toml:2:11: daemon.scan_hz: 4294967396 is out of range; allowed: 10 to 1000",
        ),
        (
            "[switches]\ndebounce_ms = 1001",
            "c.toml:2:15: switches.debounce_ms: 1001 is out of range; allowed: 0 to 1000",
        ),
        (
            "[switches]\ndebounce_ms = -1",
            "c.toml:2:15: switches.debounce_ms: -1 is out of range; allowed: 0 to 1000",
        ),
        (
            "[switches]\nsettle_ms = 99",
            "c.toml:2:13: switches.settle_ms: 99 is out of range; allowed: 100 to 60000",
        ),
        (
            "[leds]\nthreshold = 0",
            "c.toml:2:13: leds.threshold: 0 is out of range; allowed: above 0, below 1",
        ),
        (
            "[leds]\nthreshold = 1.0",
            "c.toml:2:13: leds.threshold: 1.0 is out of range; allowed: above 0, below 1",
        ),
        (
            "[network]\nlearning_rate = 0",
            "c.toml:2:17: network.learning_rate: 0 is out of range; allowed: above 0, up to 100",
        ),
        (
            "[network]\nlearning_rate = nan",
            "c.toml:2:17: network.learning_rate: nan is out of range; allowed: above 0, up to 100",
        ),
        (
            "[network]\nlearning_rate = inf",
            "c.toml:2:17: network.learning_rate: inf is out of range; allowed: above 0, up to 100",
        ),
        (
            "[network]\nmomentum = 1.0",
            "c.toml:2:12: network.momentum: 1.0 is out of range; allowed: from 0, below 1",
        ),
        (
            "[network]\nmomentum = -0.1",
            "c.toml:2:12: network.momentum: -0.1 is out of range; allowed: from 0, below 1",
        ),
        (
            "[network]\ninit_range = 0.0",
            "c.toml:2:14: network.init_range: 0.0 is out of range; allowed: above 0, up to 100",
        ),
        (
            "[trainer]\nsteps_per_second = 0",
            "c.toml:2:20: trainer.steps_per_second: 0 is out of range; allowed: 1 to 1000000",
        ),
        (
            "[trainer]\ntolerance = 0.5",
            "c.toml:2:13: trainer.tolerance: 0.5 is out of range; allowed: above 0, below 0.5",
        ),
        (
            "[trainer]\npatience = 99",
            "c.toml:2:12: trainer.patience: 99 is out of range; allowed: 100 to 1000000000",
        ),
        // Pins.
        (
            "[pins]\ni1 = 28",
            "c.toml:2:6: pins.i1: the header has no BCM pin 28; allowed: 0 to 27",
        ),
        (
            "[pins]\nstatus = -1",
            "c.toml:2:10: pins.status: the header has no BCM pin -1; allowed: 0 to 27",
        ),
        (
            "[pins]\ni1 = 17\no1 = 17",
            "c.toml:3:6: pins.o1: BCM pin 17 is already used by i1; allowed: a pin of its own, 0 to 27",
        ),
        (
            "[pins]\nteach = 5\nforget = 5",
            "c.toml:3:10: pins.forget: BCM pin 5 is already used by teach; allowed: a pin of its own, 0 to 27",
        ),
        // Settings that contradict each other.
        (
            "[trainer]\nmode = \"hold\"\n[pins]\nteach = false",
            "c.toml:2:8: trainer.mode: hold needs a teach button; use replay, or give teach a pin in [pins]",
        ),
    ];
    let mut differences = String::new();
    for (text, expected) in table {
        let said = wrong(text);
        if said != expected {
            differences += &format!("{text}\n  said     {said}\n  expected {expected}\n");
        }
    }
    assert!(differences.is_empty(), "\n{differences}");
    println!("{} bad configs", table.len());
}

#[test]
fn all_ranges_and_pins_are_reported_in_the_order_of_the_file() {
    let text =
        "[trainer]\ntolerance = 2\n[pins]\ni1 = 99\nt1 = 27\ni2 = 27\n[daemon]\nscan_hz = 0\n";
    let wrong = wrong(text);
    let places: Vec<_> = wrong
        .lines()
        .map(|line| &line[..line.find(": ").unwrap()])
        .collect();
    assert_eq!(
        places,
        ["c.toml:2:13", "c.toml:4:6", "c.toml:5:6", "c.toml:8:11"],
        "{wrong}"
    );
}

#[test]
fn columns_count_characters_even_after_korean_text() {
    assert!(
        wrong("[network]\n\"학습률\" = 1").starts_with("c.toml:2:1: network.학습률: unknown key")
    );
    assert!(
        wrong("[network] # 네트워크\nseed = \"행운\"")
            .starts_with("c.toml:2:8: network.seed: unexpected value \"행운\"")
    );
}

#[test]
fn an_unreadable_file_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.toml");
    let error = Config::load(&missing).unwrap_err().to_string();
    assert!(error.starts_with(&missing.display().to_string()), "{error}");
    let binary = folder.path().join("binary.toml");
    std::fs::write(&binary, b"[pins]\ni1 = \xff").unwrap();
    let error = Config::load(&binary).unwrap_err().to_string();
    let place = format!("{}:2:6: the file is not UTF-8", binary.display());
    assert!(error.starts_with(&place), "{error}");
}

/// Files without a readable config.
#[cfg(feature = "ko")]
#[test]
fn a_file_that_cannot_be_read_is_reported_in_the_language_of_the_person() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.toml");
    let files: [&[u8]; 6] = [
        b"[pins]\ni1 = \xff",
        b"# \xc7\xd0\xbd\xc0\n",
        b"\xff\xfe[\0p\0",
        b"\xff\xfe\0\0[\0\0\0",
        b"[pins]\n\0\0",
        b"[pins]\ri1 = 17",
    ];
    let said = || Config::load(&path).unwrap_err().to_string();
    in_both_languages("", &said);
    std::fs::create_dir(&path).unwrap();
    in_both_languages("", &said);
    std::fs::remove_dir(&path).unwrap();
    for contents in files {
        std::fs::write(&path, contents).unwrap();
        in_both_languages("", &said);
    }
    std::fs::write(&path, vec![b'#'; 2 << 20]).unwrap();
    in_both_languages("", &said);
}
