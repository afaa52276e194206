//! From the keys to the settings, and the warnings about values that are allowed but unwise.

#[cfg(feature = "ko")]
use super::in_both_languages;
use backpropd::board::{Kind, Pull, Wiring};
use backpropd::config::{Config, Seed};
use backpropd::nn::Bias;
use backpropd::panel::Show;
use backpropd::trainer::Mode;
use backpropd::{machine, trainer};
use std::time::Duration;

#[test]
fn every_key_reaches_its_setting() {
    let text = r#"
        [board]
        kind = "sim"
        chip = "gpiochip4"
        [daemon]
        scan_hz = 50
        [pins]
        i1 = 22
        i2 = 5
        t1 = 6
        t2 = 26
        forget = 23
        teach = 24
        o1 = 12
        o2 = 13
        status = 16
        [switches]
        active_low = false
        pull = "down"
        debounce_ms = 7
        settle_ms = 800
        [leds]
        active_low = true
        threshold = 0.7
        show = "confidence"
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
        path = "recording.txt"
        [state]
        path = "learned.json"
        save_interval_s = 0
    "#;
    let (config, warnings) = Config::parse("c.toml", text).unwrap();
    assert!(warnings.is_empty());
    assert_eq!((config.board, config.seed), (Kind::Sim, Seed::Fixed(42)));
    assert_eq!(config.record, Some("recording.txt".into()));
    assert_eq!(config.state, Some("learned.json".into()));
    assert_eq!(config.save_interval, Duration::ZERO);
    let wiring = Wiring {
        chip: Some("gpiochip4".into()),
        inputs: [22, 5, 6, 26, 24, 23].map(Some),
        leds: [12, 13, 16].map(Some),
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
    assert_eq!(config.machine.show, Show::Confidence);
    let settings = trainer::Settings {
        bias: Bias::Fixed,
        learning_rate: 2.0,
        momentum: 0.9,
        init_range: 3.5,
        mode: Mode::Hold,
        tolerance: 0.1,
        patience: 777,
        restart: true,
    };
    assert_eq!(config.trainer, settings);
}

/// The earlier defaults suited another rule; anyone who still has them gets a warning with the lines to delete.
#[test]
fn only_earlier_defaults_are_warned_about() {
    let old = "[network]\nlearning_rate = 4.0\nmomentum = 0.0\ninit_range = 2.0\n[trainer]\npatience = 5000\n";
    let (config, warnings) = Config::parse("c.toml", old).unwrap();
    let texts: Vec<_> = warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "c.toml:2:17: network.learning_rate: 4.0, together with the momentum, init_range and patience of earlier \
             versions, learns more slowly than today's defaults; delete lines 2, 3, 4, 6"
        ]
    );
    assert_eq!(config.trainer.learning_rate, 4.0, "set values are obeyed");
    let lines: Vec<_> = old.lines().collect();
    for left_out in [1, 2, 3, 5] {
        let kept = lines
            .iter()
            .enumerate()
            .filter(|(line, _)| *line != left_out);
        let text: Vec<_> = kept.map(|(_, text)| *text).collect();
        let (_, warnings) = Config::parse("c.toml", &text.join("\n")).unwrap();
        assert!(warnings.is_empty(), "{warnings:?}");
    }
    for (from, to) in [
        ("4.0", "5.0"),
        ("0.0", "0.1"),
        ("2.0", "2.5"),
        ("5000", "6000"),
    ] {
        let (_, warnings) = Config::parse("c.toml", &old.replacen(from, to, 1)).unwrap();
        assert!(warnings.is_empty(), "{warnings:?}");
    }
}

#[test]
fn defaults_suit_the_bias_mode_and_set_values_are_obeyed() {
    let trainer = |text: &str| Config::parse("c.toml", text).unwrap().0.trainer;
    for bias in Bias::ALL {
        let section = format!("[network]\nbias = \"{}\"\n", bias.name());
        assert_eq!(trainer(&section), trainer::Settings::suiting(bias, 0.0));
        let set = trainer(&format!(
            "{section}init_range = 3\n[trainer]\npatience = 700\n"
        ));
        let expected = trainer::Settings {
            init_range: 3.0,
            patience: 700,
            ..trainer::Settings::suiting(bias, 0.0)
        };
        assert_eq!(set, expected);
        let faster = trainer(&format!("{section}momentum = 0.9\n"));
        assert_eq!(faster, trainer::Settings::suiting(bias, 0.9));
        assert!(faster.learning_rate < expected.learning_rate);
    }
}

#[test]
fn a_tolerance_that_takes_long_to_reach_is_warned_about() {
    for (bias, tolerance, takes) in [
        (
            "trained",
            0.009,
            Some(": half of all tables in 14000 steps (3 min), 99 % in 69000 (12 min)"),
        ),
        ("trained", 0.01, None),
        (
            "none",
            0.09,
            Some(": half of all tables in 920 steps (10 s), 99 % in 37000 (7 min)"),
        ),
        ("none", 0.1, None),
        ("fixed", 0.009, Some("; 0.01 or more")),
    ] {
        let text = format!("[network]\nbias = \"{bias}\"\n[trainer]\ntolerance = {tolerance}\n");
        let (_, warnings) = Config::parse("c.toml", &text).unwrap();
        let texts: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        match (takes, &texts[..]) {
            (None, []) => {}
            (Some(takes), [warning]) => {
                let start =
                    format!("c.toml:4:13: trainer.tolerance: {tolerance} takes a long time{takes}");
                assert!(warning.starts_with(&start), "{warning}");
            }
            _ => panic!("{bias} {tolerance}: {texts:?}"),
        }
    }
}

/// Warnings, and remarks about paths; `wrong` covers mistakes.
#[cfg(feature = "ko")]
#[test]
fn warnings_and_remarks_about_paths_are_in_the_language_of_the_person() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.toml");
    let long = format!("/{}", "x".repeat(120));
    let texts = [
        "[pins]\no2 = 0",
        "[pins]\no2 = 14",
        "[pins]\no2 = 18",
        "[switches]\npull = \"down\"",
        "[network]\nlearning_rate = 4.0\nmomentum = 0.0\ninit_range = 2.0\n[trainer]\npatience = 5000",
        "[trainer]\ntolerance = 0.001",
        "[network]\nbias = \"fixed\"\n[trainer]\ntolerance = 0.001",
        "[record]\npath = \"relative\"",
        "[record]\npath = \"~/r.txt\"",
        "[record]\npath = \"$NO_SUCH/r.txt\"",
        "[record]\npath = \"/tmp/\"",
        "[record]\npath = \"/tmp/\\u0000\"",
        "[record]\npath = \"/tmp/a\"\n[state]\npath = \"/tmp/a\"",
        "[record]\npath = \"/tmp/a.bak\"\n[state]\npath = \"/tmp/a\"",
        "[record]\npath = \"/tmp/a/b\"\n[state]\npath = \"/tmp/a\"",
        "[record]\npath = \"c.toml\"",
        "[record]\npath = \"/var/lib/backpropd/state.json\"",
    ]
    .map(String::from);
    let mut texts = Vec::from(texts);
    texts.push(format!("[status]\nsocket = \"{long}\""));
    for text in &texts {
        std::fs::write(&file, text).unwrap();
        let said = || match Config::load(&file) {
            Ok((_, warnings)) => {
                let warnings: Vec<_> = warnings.iter().map(ToString::to_string).collect();
                assert!(!warnings.is_empty(), "{text}");
                warnings.join("\n")
            }
            Err(error) => error.to_string(),
        };
        in_both_languages(text, &said);
    }
    println!("{} texts", texts.len());
}
