//! The report: for people as text, for programs as JSON.

use super::{Computer, Contact, Diagnosis, Finding, Observations, diagnose};
use crate::board::{Kind, header_pin};
use crate::panel::{Input, Led, Part};
use crate::view::layout::sentence;
use serde::Serialize;
use std::fmt;

/// All that was seen and found.
///
/// ```
/// use backpropd::board::Wiring;
/// use backpropd::doctor::{Observations, Report};
/// use std::time::Duration;
/// let nothing = Observations::new(Wiring::default(), Duration::from_millis(20));
/// let report = Report::new(None, None, &nothing);
/// assert!(report.is_well());
/// assert!(report.to_string().contains("not looked at"));
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The board that was opened, if one could be.
    pub board: Option<Kind>,
    /// Why the examination ended early, if it did.
    pub ended: Option<String>,
    /// The computer.
    pub computer: Computer,
    /// Part by part.
    pub parts: Vec<PartSeen>,
    /// What is wrong.
    pub findings: Vec<Found>,
    /// The lines of the config that would mend what a config can mend; empty when there is nothing of it.
    pub config: String,
}

/// A part and what was seen of it.
#[derive(Clone, Debug, Serialize)]
pub struct PartSeen {
    /// The part.
    pub part: Part,
    /// Its BCM pin.
    pub pin: u8,
    /// In a few words.
    pub seen: String,
    /// Whether it works; `None` when it was not tried.
    pub works: Option<bool>,
}

/// A finding and its text.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// What.
    #[serde(flatten)]
    pub finding: Finding,
    /// The same in words.
    pub text: String,
}

impl Report {
    /// The report on what was seen on this board, until the examination `ended` early.
    pub fn new(board: Option<Kind>, ended: Option<String>, seen: &Observations) -> Self {
        let Diagnosis {
            findings, config, ..
        } = diagnose(seen);
        let parts = seen.wiring.parts();
        let parts = parts
            .map(|(part, pin)| {
                let wrong = findings.iter().any(|finding| finding.is_of(part));
                let (tried, words) = match part {
                    Part::Led(led) => led_seen(seen, led),
                    Part::Input(input) => input_seen(seen, input),
                };
                PartSeen {
                    part,
                    pin,
                    seen: words,
                    works: (tried || wrong).then_some(!wrong),
                }
            })
            .collect();
        let found = |finding: Finding| Found {
            text: finding.to_string(),
            finding,
        };
        Self {
            board,
            ended,
            computer: seen.computer.clone(),
            parts,
            findings: findings.into_iter().map(found).collect(),
            config,
        }
    }

    /// Whether nothing is wrong, as far as it was looked for, and nothing ended that.
    pub fn is_well(&self) -> bool {
        self.findings.is_empty() && self.ended.is_none()
    }
}

/// Whether an LED was tried, and what was seen.
fn led_seen(seen: &Observations, led: Led) -> (bool, String) {
    let (Some(dark), Some(_)) = (seen.dark, seen.lit[led as usize]) else {
        return (false, "not looked at".into());
    };
    let lit_by = Led::ALL.into_iter().filter(|other| {
        let lit = seen.lit[*other as usize];
        lit.is_some_and(|lit| lit.lit(led))
    });
    let lit_by: Vec<_> = lit_by.map(Led::name).collect();
    let always = dark.lit(led).then_some("while all should be dark");
    let by = (!lit_by.is_empty()).then(|| format!("with {}", lit_by.join(" and ")));
    let times: Vec<_> = by.into_iter().chain(always.map(String::from)).collect();
    let words = match times.is_empty() {
        true => "never lit".into(),
        false => format!("lit {}", times.join(", and ")),
    };
    (true, words)
}

/// Whether an input was tried, and what was seen.
fn input_seen(seen: &Observations, input: Input) -> (bool, String) {
    let connected = |contact| match contact {
        Contact::Open => "nothing",
        Contact::Low => "GND",
        Contact::High => "3.3 V",
        Contact::Wavering => "something that wavers",
    };
    let Some(flip) = &seen.flips[input as usize] else {
        let at_rest = seen.at_rest.map(|contacts| contacts[input as usize]);
        let words = match at_rest {
            None => "not looked at".into(),
            Some(Contact::Open) => "open now; not flipped".into(),
            Some(contact) => format!("connected to {} now; not flipped", connected(contact)),
        };
        return (false, words);
    };
    let on = flip.moved().first().copied().unwrap_or(input);
    let (before, after) = (flip.before[on as usize], flip.after[on as usize]);
    let mut words = match (before, after) {
        (Contact::Open, rail) | (rail, Contact::Open) if before != after => {
            format!("closes to {}", connected(rail))
        }
        _ if before == after => format!("connected to {}, flipped or not", connected(before)),
        _ => format!("{} and {}", connected(before), connected(after)),
    };
    if let Some(chatter) = seen.chatter[input as usize] {
        let (flips, ms) = (chatter.flips, chatter.longest.as_millis());
        words += &match flips {
            0 => "; no more flips were seen".into(),
            _ => format!("; {flips} flips, chatter up to {ms} ms"),
        };
    }
    (true, words)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  part    BCM pin  header pin  what was seen")?;
        for PartSeen {
            part,
            pin,
            seen,
            works,
        } in &self.parts
        {
            let sign = match works {
                Some(true) => '✓',
                Some(false) => '✗',
                None => ' ',
            };
            let header = header_pin(*pin).map_or("-".into(), |pin| pin.to_string());
            let name = part.name();
            writeln!(f, "{sign} {name:8}{pin:>7}{header:>12}  {seen}")?;
        }
        writeln!(f)?;
        if self.is_well() {
            let untried = self.parts.iter().any(|part| part.works.is_none());
            let rest = if untried {
                "; not everything was tried"
            } else {
                ""
            };
            writeln!(f, "Nothing wrong was found{rest}.")?;
        } else {
            writeln!(f, "What is wrong:")?;
        }
        let texts = self.findings.iter().map(|found| &found.text);
        for text in self.ended.iter().chain(texts) {
            writeln!(f, "- {}", sentence(text, 0, 78).join("\n  "))?;
        }
        if !self.config.is_empty() {
            writeln!(
                f,
                "\nTo suit the config to the panel as it is wired, change these lines of it:\n"
            )?;
            write!(f, "{}", self.config)?;
        }
        Ok(())
    }
}

/// What is known of the computer, a line each.
impl fmt::Display for Computer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let model = self.model.as_deref().unwrap_or("does not say what it is");
        writeln!(f, "computer   {model}")?;
        if self.files.is_empty() {
            writeln!(
                f,
                "pins       no /dev/gpiomem and no /dev/gpiochip: there are none"
            )?;
        }
        for file in &self.files {
            let chip = file
                .chip
                .as_ref()
                .map_or(String::new(), |chip| format!(", {chip}"));
            let group = file
                .group
                .as_ref()
                .map_or(String::new(), |group| format!(", group {group}"));
            let may = if file.allowed {
                "may be used"
            } else {
                "MAY NOT be used"
            };
            writeln!(f, "pins       {}{chip}: {may}{group}", file.path)?;
        }
        for user in &self.pins_in_use {
            writeln!(f, "in use     BCM pin {}: {}", user.pin, user.user)?;
        }
        Ok(())
    }
}
