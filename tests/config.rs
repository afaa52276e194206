//! What a config file may say, and what is said to a person whose file is wrong.

use backpropd::board::{Kind, Pull, Wiring};
use backpropd::config::{Config, Seed};
use backpropd::nn::Bias;
use backpropd::trainer::Mode;
use backpropd::{machine, trainer};
use std::time::Duration;

/// What is said about a file that is wrong: one line for each thing.
fn wrong(text: &str) -> String {
    match Config::parse("c.toml", text) {
        Ok(_) => "nothing".into(),
        Err(error) => error.to_string(),
    }
}

/// A file that is wrong in one place, and all that is said about it.
#[test]
fn each_mistake_is_named_with_its_place_and_what_is_allowed() {
    let table = [
        // Its form.
        (
            "[pins\ni1 = 17",
            "c.toml:1:6: this is not TOML: unclosed table, expected `]`",
        ),
        (
            "[network]\nbias = trained",
            "c.toml:2:8: this is not TOML: invalid boolean, expected `true`; a word needs quotes",
        ),
        (
            "[network]\nseed = 1\nseed = 2",
            "c.toml:3:1: this is not TOML: duplicate key; a word needs quotes",
        ),
        (
            "[pins]\ni1 = ",
            "c.toml:2:6: this is not TOML: string values must be quoted, expected literal string",
        ),
        // Keys that there are not.
        (
            "[bord]\nkind = \"sim\"",
            "c.toml:1:2: bord: there is no key bord, allowed: board, daemon, pins, switches, leds, network, trainer, record, state, status",
        ),
        (
            "i1 = 17",
            "c.toml:1:1: i1: there is no key i1, allowed: board, daemon, pins, switches, leds, network, trainer, record, state, status",
        ),
        (
            "[board]\nkinds = \"sim\"",
            "c.toml:2:1: board.kinds: there is no key kinds, allowed: kind or chip",
        ),
        (
            "[daemon]\nscan = 1",
            "c.toml:2:1: daemon.scan: there is no key scan, allowed: scan_hz",
        ),
        (
            "[pins]\ni3 = 1",
            "c.toml:2:1: pins.i3: there is no key i3, allowed: i1, i2, t1, t2, teach, forget, o1, o2, status",
        ),
        (
            "[switches]\ndebounce = 20",
            "c.toml:2:1: switches.debounce: there is no key debounce, allowed: active_low, pull, debounce_ms, settle_ms",
        ),
        (
            "[leds]\nbrightness = 1",
            "c.toml:2:1: leds.brightness: there is no key brightness, allowed: active_low or threshold",
        ),
        (
            "[network]\nalpha = 1",
            "c.toml:2:1: network.alpha: there is no key alpha, allowed: bias, learning_rate, momentum, init_range, seed",
        ),
        (
            "[trainer]\npace = 1",
            "c.toml:2:1: trainer.pace: there is no key pace, allowed: mode, steps_per_second, tolerance, patience",
        ),
        (
            "network = 5",
            "c.toml:1:11: network: integer 5, allowed: only a section, not Network",
        ),
        (
            "[state]\ninterval = 1",
            "c.toml:2:1: state.interval: there is no key interval, allowed: path or save_interval_s",
        ),
        (
            "[pins]\n\"i\\n\\u001b[2J\" = 1",
            r"c.toml:2:1: pins.i\n\u{1b}[2J: there is no key i\n\u{1b}[2J, allowed: i1, i2, t1, t2, teach, forget, o1, o2, status",
        ),
        // Words that there are not.
        (
            "[board]\nkind = \"gpio\"",
            "c.toml:2:8: board.kind: there is no gpio, allowed: auto, rppal, gpiocdev, sim",
        ),
        (
            "[switches]\npull = \"left\"",
            "c.toml:2:8: switches.pull: there is no left, allowed: up, down, off",
        ),
        (
            "[network]\nbias = \"some\"",
            "c.toml:2:8: network.bias: there is no some, allowed: none, fixed, trained",
        ),
        (
            "[trainer]\nmode = \"batch\"",
            "c.toml:2:8: trainer.mode: there is no batch, allowed: replay or hold",
        ),
        (
            "[network]\nseed = \"lucky\"",
            "c.toml:2:8: network.seed: string \"lucky\", allowed: \"random\" or a whole number from 0 up",
        ),
        // Types.
        (
            "[board]\nkind = 3",
            "c.toml:2:8: board.kind: not a word, allowed: a word in quotes",
        ),
        (
            "[board]\nchip = 0",
            "c.toml:2:8: board.chip: integer 0, allowed: text in quotes",
        ),
        (
            "[daemon]\nscan_hz = 99.5",
            "c.toml:2:11: daemon.scan_hz: floating point 99.5, allowed: a whole number",
        ),
        (
            "[daemon]\nscan_hz = \"100\"",
            "c.toml:2:11: daemon.scan_hz: string \"100\", allowed: a whole number",
        ),
        (
            "[pins]\ni1 = \"17\"",
            "c.toml:2:6: pins.i1: string \"17\", allowed: a whole number",
        ),
        (
            "[pins]\nteach = false",
            "c.toml:2:9: pins.teach: boolean false, allowed: a whole number",
        ),
        (
            "[switches]\nactive_low = \"yes\"",
            "c.toml:2:14: switches.active_low: string \"yes\", allowed: true or false",
        ),
        (
            "[leds]\nactive_low = 1",
            "c.toml:2:14: leds.active_low: integer 1, allowed: true or false",
        ),
        (
            "[network]\nlearning_rate = \"fast\"",
            "c.toml:2:17: network.learning_rate: string \"fast\", allowed: a number",
        ),
        (
            "[network]\nseed = -4",
            "c.toml:2:8: network.seed: integer -4, allowed: \"random\" or a whole number from 0 up",
        ),
        (
            "[network]\nseed = 1.5",
            "c.toml:2:8: network.seed: floating point 1.5, allowed: \"random\" or a whole number from 0 up",
        ),
        (
            "[trainer]\npatience = true",
            "c.toml:2:12: trainer.patience: boolean true, allowed: a whole number",
        ),
        (
            "[status]\nsocket = \"\"",
            "c.toml:2:10: status.socket: a path is missing; allowed: the path of a file, or to leave the key out",
        ),
        (
            "[status]\npath = \"s\"",
            "c.toml:2:1: status.path: there is no key path, allowed: socket",
        ),
        (
            "[state]\npath = 1",
            "c.toml:2:8: state.path: integer 1, allowed: a path in quotes",
        ),
        (
            "[state]\npath = \"\"",
            "c.toml:2:8: state.path: a path is missing; allowed: the path of a file, or to leave the key out",
        ),
        (
            "[record]\npath = \"\"",
            "c.toml:2:8: record.path: a path is missing; allowed: the path of a file, or to leave the key out",
        ),
        (
            "[state]\nsave_interval_s = 0.5",
            "c.toml:2:19: state.save_interval_s: floating point 0.5, allowed: a whole number",
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
            "c.toml:2:6: pins.i1: there is no BCM pin 28 on the header; allowed: 0 to 27",
        ),
        (
            "[pins]\nstatus = -1",
            "c.toml:2:10: pins.status: there is no BCM pin -1 on the header; allowed: 0 to 27",
        ),
        (
            "[pins]\no1 = 17",
            "c.toml:2:6: pins.o1: BCM pin 17 is the pin of i1 already; allowed: a pin of its own, 0 to 27",
        ),
        (
            "[pins]\nteach = 5\nforget = 5",
            "c.toml:3:10: pins.forget: BCM pin 5 is the pin of teach already; allowed: a pin of its own, 0 to 27",
        ),
        // What does not go together.
        (
            "[trainer]\nmode = \"hold\"",
            "c.toml:2:8: trainer.mode: hold needs a teach button; allowed: replay, or a pin for teach in [pins]",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(wrong(text), expected, "{text}");
    }
    println!("{} bad configs", table.len());
}

#[test]
fn ranges_and_pins_are_said_all_at_once_in_the_order_of_the_file() {
    let text = "[trainer]\ntolerance = 2\n[pins]\ni1 = 99\nt1 = 27\n[daemon]\nscan_hz = 0\n";
    let wrong = wrong(text);
    let places: Vec<_> = wrong
        .lines()
        .map(|line| &line[..line.find(": ").unwrap()])
        .collect();
    assert_eq!(
        places,
        ["c.toml:2:13", "c.toml:4:6", "c.toml:5:6", "c.toml:7:11"],
        "{wrong}"
    );
}

#[test]
fn columns_count_characters_also_behind_korean() {
    assert!(
        wrong("[network]\n\"학습률\" = 1")
            .starts_with("c.toml:2:1: network.학습률: there is no key")
    );
    assert!(
        wrong("[network] # 네트워크\nseed = \"행운\"")
            .starts_with("c.toml:2:8: network.seed: string \"행운\"")
    );
}

#[test]
fn pins_that_something_else_may_use_are_warned_about() {
    for (pin, other) in [
        (0, "HAT"),
        (1, "HAT"),
        (2, "I2C"),
        (3, "I2C"),
        (7, "SPI"),
        (8, "SPI"),
        (9, "SPI"),
        (10, "SPI"),
        (11, "SPI"),
        (14, "UART"),
        (15, "UART"),
    ] {
        let (_, warnings) = Config::parse("c.toml", &format!("[pins]\no2 = {pin}")).unwrap();
        let [warning] = &warnings[..] else {
            panic!("{pin}: {warnings:?}")
        };
        let text = warning.to_string();
        assert!(
            text.starts_with(&format!("c.toml:2:6: pins.o2: BCM pin {pin} ")),
            "{text}"
        );
        assert!(text.contains(other), "{text}");
    }
    for pin in [4, 5, 6, 16, 18, 19, 20, 21, 26] {
        let (_, warnings) = Config::parse("c.toml", &format!("[pins]\no2 = {pin}")).unwrap();
        assert!(warnings.is_empty(), "{pin}: {warnings:?}");
    }
}

/// Such a config is allowed: the levels may be tied elsewhere.
#[test]
fn a_pull_the_same_way_as_a_closed_switch_is_warned_about() {
    let of = |text: &str| {
        let (_, warnings) = Config::parse("c.toml", &format!("[switches]\n{text}")).unwrap();
        let texts: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        texts.join("\n")
    };
    let reads = "an open switch reads as a closed one; set pull =";
    for (text, expected) in [
        (
            "active_low = true\npull = \"down\"",
            format!(
                "c.toml:3:8: switches.pull: with active_low = true and pull = \"down\" {reads} \"up\""
            ),
        ),
        (
            "active_low = false\npull = \"up\"",
            format!(
                "c.toml:3:8: switches.pull: with active_low = false and pull = \"up\" {reads} \"down\""
            ),
        ),
        // The other one is the default.
        (
            "active_low = false",
            format!(
                "c.toml:2:14: switches.active_low: with active_low = false and pull = \"up\" {reads} \"down\""
            ),
        ),
        ("active_low = true\npull = \"up\"", String::new()),
        ("active_low = false\npull = \"down\"", String::new()),
        ("active_low = true\npull = \"off\"", String::new()),
        ("active_low = false\npull = \"off\"", String::new()),
    ] {
        assert_eq!(of(text), expected, "{text}");
    }
}

#[test]
fn an_unreadable_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.toml");
    let error = Config::load(&missing).unwrap_err().to_string();
    assert!(error.starts_with(&missing.display().to_string()), "{error}");
    let binary = folder.path().join("binary.toml");
    std::fs::write(&binary, [0xff, 0xfe]).unwrap();
    let error = Config::load(&binary).unwrap_err().to_string();
    assert!(error.contains("UTF-8"), "{error}");
}

#[test]
fn every_key_reaches_its_setting() {
    let text = r#"
        [board]
        kind = "sim"
        chip = "gpiochip4"
        [daemon]
        scan_hz = 50
        [pins]
        i1 = 4
        i2 = 5
        t1 = 6
        t2 = 26
        forget = 21
        teach = 20
        o1 = 18
        o2 = 19
        status = 16
        [switches]
        active_low = false
        pull = "down"
        debounce_ms = 7
        settle_ms = 800
        [leds]
        active_low = true
        threshold = 0.7
        [network]
        bias = "fixed"
        learning_rate = 2
        momentum = 0.9
        init_range = 3.5
        seed = 42
        [trainer]
        mode = "hold"
        steps_per_second = 60
        tolerance = 0.1
        patience = 777
        [record]
        path = "lesson.txt"
        [state]
        path = "learned.json"
        save_interval_s = 0
    "#;
    let (config, warnings) = Config::parse("c.toml", text).unwrap();
    assert!(warnings.is_empty());
    assert_eq!((config.board, config.seed), (Kind::Sim, Seed::Fixed(42)));
    assert_eq!(config.record, Some("lesson.txt".into()));
    assert_eq!(config.state, Some("learned.json".into()));
    assert_eq!(config.save_interval, Duration::ZERO);
    let wiring = Wiring {
        chip: Some("gpiochip4".into()),
        inputs: [4, 5, 6, 26, 20, 21].map(Some),
        leds: [18, 19, 16].map(Some),
        switches_active_low: false,
        pull: Pull::Down,
        leds_active_low: true,
    };
    assert_eq!(config.wiring, wiring);
    assert_eq!(config.machine.panel.debounce.as_millis(), 7);
    assert_eq!(config.machine.panel.settle.as_millis(), 800);
    assert_eq!(
        config.machine.pace,
        machine::Pace {
            scan_hz: 50,
            steps_per_second: 60
        }
    );
    assert_eq!(config.machine.threshold, 0.7);
    let settings = trainer::Settings {
        bias: Bias::Fixed,
        learning_rate: 2.0,
        momentum: 0.9,
        init_range: 3.5,
        mode: Mode::Hold,
        tolerance: 0.1,
        patience: 777,
    };
    assert_eq!(config.trainer, settings);
}

/// The shipped file says what happens without it too, so that a key can be left out without surprise.
#[test]
fn the_shipped_config_has_every_default() {
    let text = std::fs::read_to_string("config/backpropd.toml").unwrap();
    let (config, warnings) = Config::parse("backpropd.toml", &text).unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
    assert_eq!(config.board, Kind::Auto);
    assert_eq!(config.wiring, Wiring::default());
    assert_eq!(config.machine, machine::Settings::default());
    assert_eq!(config.trainer, trainer::Settings::default());
    assert_eq!(config.seed, Seed::Random);
    assert_eq!(config.state, None);
    assert_eq!(config.save_interval, Duration::from_secs(30));

    // Without the file's pins, the three that may be left out are.
    let (empty, _) = Config::parse("empty.toml", "").unwrap();
    assert_eq!(
        (
            empty.wiring.inputs[4],
            empty.wiring.inputs[5],
            empty.wiring.leds[2]
        ),
        (None, None, None)
    );
    assert!(!empty.machine.panel.has_teach);
    assert_eq!(empty.trainer, config.trainer);
}

#[test]
fn the_smallest_panel_is_four_switches_and_two_leds() {
    let (config, _) = Config::load("config/four-switches.toml".as_ref()).unwrap();
    assert_eq!(config.wiring.inputs.iter().flatten().count(), 4);
    assert_eq!(config.wiring.leds.iter().flatten().count(), 2);
    assert!(!config.machine.panel.has_teach);
}

/// `backpropd safe` is to find the LEDs of a daemon that was killed after somebody had spoiled its config, and may not
/// take others for them.
#[test]
fn the_leds_are_found_in_a_file_that_is_wrong_elsewhere_and_never_guessed() {
    let leds = |text: &str| Config::parse_leds("c.toml", text);
    const LEDS: &str = "\n[board]\nkind = \"rppal\"\n[leds]\nactive_low = true\n[pins]\no1 = 5\n";
    let expected = Wiring {
        inputs: [None; 6],
        leds: [Some(5), Some(13), None],
        leds_active_low: true,
        ..Wiring::default()
    };
    for (elsewhere, other_pins) in [
        ("", ""),
        ("[daemon]\nscan_hz = 0", ""),
        ("[daemon]\nscan = 100", ""),
        ("[switches]\ndebounce_ms = \"20\"", ""),
        ("[network]\nseed = -1", ""),
        ("daemon = 7", ""),
        ("trainer = []", ""),
        ("[trainer]\nmode = \"hold\"", ""),
        ("[record]\npath = \"\"", ""),
        ("[state]\nsave_interval_s = 0.5", ""),
        ("[status]\nsock = 1", ""),
        // The pins of switches.
        ("", "i1 = 28"),
        ("", "t1 = 22\nt2 = 22"),
    ] {
        let text = format!("{elsewhere}{LEDS}{other_pins}");
        let found = leds(&text).unwrap_or_else(|error| panic!("{text}\n{error}"));
        assert_eq!(found, (Kind::Rppal, expected.clone()), "{text}");
    }
    for (what, text) in [
        ("not TOML", LEDS.replace("true", "yes")),
        ("leds.active_low: ", LEDS.replace("true", "1")),
        ("leds.active: ", LEDS.replace("active_low", "active")),
        ("led: ", LEDS.replace("leds", "led")),
        ("pins.o1: ", LEDS.replace('5', "50")),
        ("pins.o2: ", LEDS.replace('5', "13")),
        ("pins.o1: ", LEDS.replace('5', "17")),
        ("board.kind: ", LEDS.replace("rppal", "arduino")),
    ] {
        let error = leds(&text).expect_err(what).to_string();
        assert!(error.contains(what), "{text}\n{error}");
    }
}
