//! The pins: which parts have one, and what is said of an unwise choice.

use backpropd::board::{Kind, Wiring};
use backpropd::config::Config;

#[test]
fn shared_pins_are_warned_about() {
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
        (4, "1-Wire"),
        (14, "UART"),
        (15, "UART"),
        (18, "I2S"),
        (19, "I2S"),
        (20, "I2S"),
        (21, "I2S"),
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
    for pin in [5, 6, 12, 13, 16, 17, 22, 23, 24, 25, 26, 27] {
        let (_, warnings) = Config::parse("c.toml", &format!("[pins]\no2 = {pin}")).unwrap();
        assert!(warnings.is_empty(), "{pin}: {warnings:?}");
    }
}

/// Such a config is allowed, because the circuit may set the levels.
#[test]
fn a_pull_towards_the_level_of_a_closed_switch_is_warned_about() {
    let of = |text: &str| {
        let (_, warnings) = Config::parse("c.toml", &format!("[switches]\n{text}")).unwrap();
        let texts: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        texts.join("\n")
    };
    let reads = "an open switch reads as closed; set pull =";
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
        // The other key has its default.
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

/// A missing section means the shipped panel. In a section, a part that it does not name has no pin; neither has a
/// part set to false, which says so explicitly.
#[test]
fn pins_are_used_only_if_named_and_without_the_section_the_shipped_ones_are() {
    let pins = |text: &str| {
        let (config, _) = Config::parse("c.toml", text).unwrap();
        let (_, leds) = Config::parse_leds("c.toml", text).unwrap();
        assert_eq!(leds.leds, config.wiring.leds, "{text}");
        let has_teach = config.wiring.inputs[4].is_some();
        assert_eq!(config.machine.panel.has_teach, has_teach, "{text}");
        let pins = [&config.wiring.inputs[..], &config.wiring.leds].concat();
        (pins, config.left_out().map(|text| text.to_string()))
    };
    let shipped = [17, 27, 22, 23, 24, 25, 12, 13, 16].map(Some).to_vec();
    for without in [
        "",
        "[leds]\nactive_low = true",
        "[daemon]\n[trainer]\nmode = \"hold\"",
    ] {
        assert_eq!(pins(without), (shipped.clone(), None), "{without}");
    }
    let names = [
        "i1", "i2", "t1", "t2", "teach", "forget", "o1", "o2", "status",
    ];
    let left_out = |names: &[&str]| {
        let last = names.last()?;
        let names = names.join(", ");
        Some(format!(
            "[pins] does not name these parts, so they have no pin: {names}; if that is intended, write {last} = false there"
        ))
    };
    assert_eq!(pins("[pins]\n"), (vec![None; 9], left_out(&names)));
    let mut cases = 4;
    // Every panel: each part named or not, and if not, set to false or left out.
    for named in 0..1 << names.len() {
        let is_named = |part: usize| named >> part & 1 == 1;
        let (mut unsaid, mut said, mut expected) = (String::new(), String::new(), Vec::new());
        let mut others = Vec::new();
        for (part, name) in names.iter().enumerate() {
            if is_named(part) {
                let line = format!("{name} = {}\n", part + 5);
                unsaid += &line;
                said += &line;
                expected.push(Some(part as u8 + 5));
            } else {
                said += &format!("{name} = false\n");
                others.push(*name);
                expected.push(None);
            }
        }
        let (unsaid, said) = (format!("[pins]\n{unsaid}"), format!("[pins]\n{said}"));
        assert_eq!(
            pins(&unsaid),
            (expected.clone(), left_out(&others)),
            "{unsaid}"
        );
        assert_eq!(pins(&said), (expected, None), "{said}");
        cases += 2;
    }
    println!("{cases} sections of pins");
}

/// People have soldered panels to the pins of the shipped configs.
#[test]
fn the_shipped_pins_stay_as_they_are() {
    for (file, inputs, leds) in [
        (
            "config/backpropd.toml",
            [17, 27, 22, 23, 24, 25].map(Some),
            [12, 13, 16].map(Some),
        ),
        (
            "config/four-switches.toml",
            [Some(17), Some(27), Some(22), Some(23), None, None],
            [Some(12), Some(13), None],
        ),
    ] {
        let (config, warnings) = Config::load(file.as_ref()).unwrap();
        assert_eq!(
            (config.wiring.inputs, config.wiring.leds),
            (inputs, leds),
            "{file}"
        );
        assert!(warnings.is_empty(), "{file}: {warnings:?}");
        assert_eq!(config.left_out(), None, "{file}");
    }
}

#[test]
fn the_smallest_panel_is_four_switches_and_two_leds() {
    let (config, _) = Config::load("config/four-switches.toml".as_ref()).unwrap();
    assert_eq!(config.wiring.inputs.iter().flatten().count(), 4);
    assert_eq!(config.wiring.leds.iter().flatten().count(), 2);
    assert!(!config.machine.panel.has_teach);
}

/// `backpropd safe` must find the LEDs of a daemon that was killed after someone broke its config, and must not take
/// other pins for them.
#[test]
fn the_leds_are_found_in_a_file_with_mistakes_elsewhere_and_never_guessed() {
    let leds = |text: &str| Config::parse_leds("c.toml", text);
    const LEDS: &str = "\n[board]\nkind = \"rppal\"\n[leds]\nactive_low = true\n[pins]\no1 = 5\n";
    let expected = Wiring {
        inputs: [None; 6],
        leds: [Some(5), None, None],
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
        ("", "i1 = \"17\""),
        ("", "t1 = 22\nt2 = 22"),
    ] {
        let text = format!("{elsewhere}{LEDS}{other_pins}");
        let found = leds(&text).unwrap_or_else(|error| panic!("{text}\n{error}"));
        assert_eq!(found, (Kind::Rppal, expected.clone()), "{text}");
    }
    for (what, text) in [
        ("true or false", LEDS.replace("true", "yes")),
        ("leds.active_low: ", LEDS.replace("true", "1")),
        ("leds.active: ", LEDS.replace("active_low", "active")),
        ("led: ", LEDS.replace("leds", "led")),
        ("pins.o1: ", LEDS.replace('5', "50")),
        ("pins.o2: ", LEDS.replace('5', "13\no2 = 13")),
        ("pins.o1: ", LEDS.replace('5', "17\ni1 = 17")),
        ("pins.o1: ", LEDS.replace('5', "\"5\"")),
        ("board.kind: ", LEDS.replace("rppal", "arduino")),
    ] {
        let error = leds(&text).expect_err(what).to_string();
        assert!(error.contains(what), "{text}\n{error}");
    }
}
