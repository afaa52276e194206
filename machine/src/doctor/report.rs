//! The report: text for people, JSON for programs.
//!
//! Its texts are in the language in which the report is made.

use super::finding::names;
use super::{Computer, Contact, Diagnosis, Finding, Observations, diagnose};
use crate::board::{Kind, Rail, header_pin};
use crate::messages;
use crate::panel::{Input, Led, Part};
use crate::view::layout::{pad, pad_left, sentence};
use serde::Serialize;
use std::fmt;

/// The program and its version. A report that was written to a file begins with it.
pub const PROGRAM: &str = concat!("backpropd ", env!("CARGO_PKG_VERSION"));

/// Everything that was seen and found.
///
/// ```
/// use backpropd_machine::board::Wiring;
/// use backpropd_machine::doctor::{Observations, Report};
/// use std::time::Duration;
/// let nothing = Observations::new(Wiring::default(), Duration::from_millis(20));
/// let report = Report::new(None, None, &nothing);
/// assert!(report.is_well());
/// assert!(report.to_string().contains("not checked"));
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The program that wrote the report, with its version.
    pub program: &'static str,
    /// The board, if it could be opened.
    pub board: Option<Kind>,
    /// Why the examination ended early, if it did.
    pub ended: Option<String>,
    /// The computer.
    pub computer: Computer,
    /// Part by part.
    pub parts: Vec<PartSeen>,
    /// The problems.
    pub findings: Vec<Found>,
    /// The config lines that fix what a config can fix; empty if there are none.
    pub config: String,
}

/// A part, and what was seen when it was checked.
#[derive(Clone, Debug, Serialize)]
pub struct PartSeen {
    /// The part.
    pub part: Part,
    /// Its BCM pin.
    pub pin: u8,
    /// In a few words.
    pub seen: String,
    /// Whether it works; `None` if it was not checked.
    pub works: Option<bool>,
}

/// A finding and its text.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// What is wrong.
    #[serde(flatten)]
    pub finding: Finding,
    /// What is wrong and what to do, in words.
    pub text: String,
}

impl Report {
    /// The report on what was `seen` on this board. `ended` says why the examination ended early, if it did.
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
            program: PROGRAM,
            board,
            ended,
            computer: seen.computer.clone(),
            parts,
            findings: findings.into_iter().map(found).collect(),
            config,
        }
    }

    /// Whether the examination went to its end and found no problem.
    pub fn is_well(&self) -> bool {
        self.findings.is_empty() && self.ended.is_none()
    }
}

/// Whether an LED was checked, and what was seen.
fn led_seen(seen: &Observations, led: Led) -> (bool, String) {
    let (Some(dark), Some(_)) = (seen.dark, seen.lit[led as usize]) else {
        return (false, messages::doctor_not_checked().into());
    };
    let lit_for = Led::ALL.into_iter().filter(|other| {
        let lit = seen.lit[*other as usize];
        lit.is_some_and(|lit| lit.lit(led))
    });
    let lit_for = names(lit_for.map(Led::name));
    let words = match (lit_for.is_empty(), dark.lit(led)) {
        (true, false) => messages::doctor_never_lit().into(),
        (true, true) => messages::doctor_lit_when_dark().into(),
        (false, false) => messages::doctor_lit_for(lit_for),
        (false, true) => messages::doctor_lit_for_and_dark(lit_for),
    };
    (true, words)
}

/// Whether an input was checked, and what was seen.
fn input_seen(seen: &Observations, input: Input) -> (bool, String) {
    let Some(flip) = &seen.flips[input as usize] else {
        let words = match seen.at_rest.map(|contacts| contacts[input as usize]) {
            None => messages::doctor_not_checked().into(),
            Some(Contact::Open) => messages::doctor_open_now().into(),
            Some(contact) => messages::doctor_connected_now(rail(contact)),
        };
        return (false, words);
    };
    let on = flip.moved().first().copied().unwrap_or(input) as usize;
    let mut words = match (flip.before[on], flip.after[on]) {
        (Contact::Open, Contact::Open) => messages::doctor_never_connected().into(),
        (before, after) if before == after => messages::doctor_always_connected(rail(before)),
        (Contact::Open, contact) | (contact, Contact::Open) => {
            messages::doctor_closes(rail(contact))
        }
        (before, after) => messages::doctor_changes_over(rail(before), rail(after)),
    };
    if let Some(chatter) = seen.chatter[input as usize] {
        words = match chatter.flips {
            0 => messages::doctor_no_flips(words),
            flips => messages::doctor_flips(words, flips, chatter.longest.as_millis()),
        };
    }
    (true, words)
}

/// What a pin is connected to.
fn rail(contact: Contact) -> &'static str {
    contact
        .rail()
        .map_or_else(messages::doctor_unsteady, Rail::name)
}

/// A line of the table of parts.
fn row(f: &mut fmt::Formatter<'_>, sign: char, columns: [&str; 4]) -> fmt::Result {
    let [part, pin, header, seen] = columns;
    let (part, pin, header) = (pad(part, 8), pad_left(pin, 7), pad_left(header, 12));
    writeln!(f, "{sign} {part}{pin}{header}  {seen}")
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = [
            messages::doctor_column_part(),
            messages::doctor_column_bcm(),
            messages::doctor_column_header(),
            messages::doctor_column_seen(),
        ];
        row(f, ' ', head)?;
        for part in &self.parts {
            let sign = match part.works {
                Some(true) => '✓',
                Some(false) => '✗',
                None => ' ',
            };
            let header = header_pin(part.pin).map_or("-".into(), |pin| pin.to_string());
            let pin = part.pin.to_string();
            row(f, sign, [part.part.name(), &pin, &header, &part.seen])?;
        }
        let result = if !self.is_well() {
            messages::doctor_problems()
        } else if self.parts.iter().any(|part| part.works.is_none()) {
            messages::doctor_good_in_part()
        } else {
            messages::doctor_good()
        };
        writeln!(f, "\n{result}")?;
        let texts = self.findings.iter().map(|found| &found.text);
        for text in self.ended.iter().chain(texts) {
            writeln!(f, "- {}", sentence(text, 0, 78).join("\n  "))?;
        }
        if !self.config.is_empty() {
            writeln!(
                f,
                "\n{}\n\n{}",
                messages::doctor_config(),
                self.config.trim_end()
            )?;
        }
        Ok(())
    }
}

/// What is known about the computer: one line per fact.
impl fmt::Display for Computer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, fact: &str| writeln!(f, "{} {fact}", pad(name, 10));
        let model = self.model.as_deref();
        line(
            messages::doctor_computer(),
            model.unwrap_or(messages::doctor_computer_unknown()),
        )?;
        if let Some(system) = &self.system {
            line(messages::doctor_system(), system)?;
        }
        if let Some(kernel) = &self.kernel {
            line(messages::doctor_kernel(), kernel)?;
        }
        if self.files.is_empty() {
            line(messages::doctor_pins(), messages::doctor_pins_none())?;
        }
        for file in &self.files {
            let chip = file.chip.iter().map(|chip| format!(", {chip}"));
            let may = match file.allowed {
                true => messages::doctor_pins_allowed(),
                false => messages::doctor_pins_denied(),
            };
            let group = file.group.iter();
            let group = group.map(|group| format!(", {}", messages::doctor_pins_group(group)));
            let (chip, group) = (chip.collect::<String>(), group.collect::<String>());
            line(
                messages::doctor_pins(),
                &format!("{}{chip}: {may}{group}", file.path),
            )?;
        }
        for user in &self.pins_in_use {
            line(
                messages::doctor_in_use(),
                &messages::doctor_in_use_pin(user.pin, &user.user),
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DeviceFile, PinUser};
    use super::*;
    use crate::language::{self, Language};

    #[test]
    fn the_computer_is_described_in_every_language() {
        let file = |path: &str, chip: Option<&str>, allowed| DeviceFile {
            path: path.into(),
            chip: chip.map(String::from),
            allowed,
            group: Some("gpio".into()),
        };
        let computer = Computer {
            model: Some("Raspberry Pi 4 Model B Rev 1.4".into()),
            system: Some("Debian GNU/Linux 12 (bookworm)".into()),
            kernel: Some("6.12.25+rpt-rpi-v8".into()),
            files: vec![
                file("/dev/gpiochip0", Some("pinctrl-bcm2711"), true),
                file("/dev/gpiomem", None, false),
            ],
            pins_in_use: vec![PinUser {
                pin: 14,
                user: "UART (/dev/serial0)".into(),
            }],
        };
        let english = "\
computer   Raspberry Pi 4 Model B Rev 1.4
system     Debian GNU/Linux 12 (bookworm)
kernel     6.12.25+rpt-rpi-v8
pins       /dev/gpiochip0, pinctrl-bcm2711: access allowed, group gpio
pins       /dev/gpiomem: ACCESS DENIED, group gpio
in use     BCM pin 14: UART (/dev/serial0)
";
        let korean = "\
컴퓨터     Raspberry Pi 4 Model B Rev 1.4
운영 체제  Debian GNU/Linux 12 (bookworm)
커널       6.12.25+rpt-rpi-v8
핀         /dev/gpiochip0, pinctrl-bcm2711: 쓸 수 있음, 그룹 gpio
핀         /dev/gpiomem: 권한 없음, 그룹 gpio
사용 중    BCM 핀 14: UART (/dev/serial0)
";
        for (language, expected) in Language::ALL.iter().zip([english, korean]) {
            let text = language::within(*language, || computer.to_string());
            assert_eq!(text, expected);
        }
    }
}
