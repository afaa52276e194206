//! The parts of the panel by name: six inputs, three LEDs.
//!
//! Everything here is *logical*: a switch is active or not, an LED is lit or not. Only the board knows the pin and the
//! voltage:
//!
//! | polarity    | electrical level | logical           |
//! |-------------|------------------|-------------------|
//! | active low  | low (to GND)     | active, lit       |
//! | active low  | high             | inactive, dark    |
//! | active high | low              | inactive, dark    |
//! | active high | high             | active, lit       |

use crate::messages;
use crate::trainer::Sample;
use serde::{Deserialize, Serialize};

/// A switch or a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Input {
    /// First input of the network.
    I1,
    /// Second input of the network.
    I2,
    /// The target of `o1`.
    T1,
    /// The target of `o2`.
    T2,
    /// The button that stores what the four switches show.
    Teach,
    /// The button that draws new weights, and, held, forgets the samples too.
    Forget,
}

impl Input {
    /// In the order of their indices.
    pub const ALL: [Input; 6] = [
        Input::I1,
        Input::I2,
        Input::T1,
        Input::T2,
        Input::Teach,
        Input::Forget,
    ];

    /// The four switches: everything but the buttons.
    pub const SWITCHES: [Input; 4] = [Input::I1, Input::I2, Input::T1, Input::T2];

    /// The part's name in the config and on the panel.
    pub const fn name(self) -> &'static str {
        ["i1", "i2", "t1", "t2", "teach", "forget"][self as usize]
    }
}

/// An LED.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Led {
    /// Lit if out_o1 reaches the threshold.
    O1,
    /// Lit if out_o2 reaches the threshold.
    O2,
    /// Shows the state of learning.
    Status,
}

impl Led {
    /// In the order of their indices.
    pub const ALL: [Led; 3] = [Led::O1, Led::O2, Led::Status];

    /// The part's name in the config and on the panel.
    pub const fn name(self) -> &'static str {
        ["o1", "o2", "status"][self as usize]
    }
}

/// A part of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Part {
    /// A switch or a button.
    Input(Input),
    /// An LED.
    Led(Led),
}

impl Part {
    /// All parts: the inputs, then the LEDs.
    pub fn all() -> impl Iterator<Item = Part> {
        let leds = Led::ALL.map(Part::Led);
        Input::ALL.map(Part::Input).into_iter().chain(leds)
    }

    /// The part's name in the config and on the panel.
    pub const fn name(self) -> &'static str {
        match self {
            Part::Input(input) => input.name(),
            Part::Led(led) => led.name(),
        }
    }

    /// What you would buy: a switch, a button or an LED, in the language of the thread.
    pub fn kind(self) -> &'static str {
        match self {
            Part::Input(Input::Teach | Input::Forget) => messages::part_button(),
            Part::Input(_) => messages::part_switch(),
            Part::Led(_) => "LED",
        }
    }

    /// What it is for, in the language of the thread.
    pub fn purpose(self) -> String {
        match self {
            Part::Input(Input::I1) => messages::part_input(1),
            Part::Input(Input::I2) => messages::part_input(2),
            Part::Input(Input::T1) => messages::part_target(Led::O1.name()),
            Part::Input(Input::T2) => messages::part_target(Led::O2.name()),
            Part::Input(Input::Teach) => messages::part_teach().into(),
            Part::Input(Input::Forget) => messages::part_forget().into(),
            Part::Led(Led::O1) => messages::part_output(1),
            Part::Led(Led::O2) => messages::part_output(2),
            Part::Led(Led::Status) => messages::part_status().into(),
        }
    }
}

/// The levels of all inputs at one moment: for each, whether it is active. A part that the panel does not have is
/// inactive. In a file: `{"i1":false,…,"forget":false}`.
///
/// ```
/// use backpropd_machine::panel::{Input, Levels};
/// let mut levels = Levels::default();
/// levels.set(Input::I2, true);
/// assert!(levels.get(Input::I2));
/// assert_eq!(levels.sample().x, [false, true]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "ByName", from = "ByName")]
pub struct Levels([bool; Input::ALL.len()]);

/// The levels in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByName {
    i1: bool,
    i2: bool,
    t1: bool,
    t2: bool,
    teach: bool,
    forget: bool,
}

impl From<Levels> for ByName {
    fn from(Levels([i1, i2, t1, t2, teach, forget]): Levels) -> Self {
        Self {
            i1,
            i2,
            t1,
            t2,
            teach,
            forget,
        }
    }
}

impl From<ByName> for Levels {
    fn from(by_name: ByName) -> Self {
        let ByName {
            i1,
            i2,
            t1,
            t2,
            teach,
            forget,
        } = by_name;
        Self([i1, i2, t1, t2, teach, forget])
    }
}

impl Levels {
    /// Whether this part is active.
    pub fn get(&self, input: Input) -> bool {
        self.0[input as usize]
    }

    /// Makes this part active or inactive.
    pub fn set(&mut self, input: Input, active: bool) {
        self.0[input as usize] = active;
    }

    /// The input pattern and the answer that the four switches show.
    pub fn sample(&self) -> Sample {
        Sample {
            x: [self.get(Input::I1), self.get(Input::I2)],
            t: [self.get(Input::T1), self.get(Input::T2)],
        }
    }
}

/// Which LEDs are lit.
///
/// ```
/// use backpropd_machine::panel::{Led, LedPattern};
/// let half_adder_of_11 = LedPattern { o1: false, o2: true, status: true };
/// assert!(half_adder_of_11.lit(Led::O2));
/// assert_eq!(LedPattern::DARK, LedPattern::default());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedPattern {
    /// out_o1 reached the threshold.
    pub o1: bool,
    /// out_o2 reached the threshold.
    pub o2: bool,
    /// The status LED.
    pub status: bool,
}

impl LedPattern {
    /// Every LED off.
    pub const DARK: LedPattern = LedPattern {
        o1: false,
        o2: false,
        status: false,
    };

    /// Whether this LED is lit.
    pub fn lit(&self, led: Led) -> bool {
        match led {
            Led::O1 => self.o1,
            Led::O2 => self.o2,
            Led::Status => self.status,
        }
    }

    /// Makes this LED lit or dark.
    pub fn set(&mut self, led: Led, lit: bool) {
        match led {
            Led::O1 => self.o1 = lit,
            Led::O2 => self.o2 = lit,
            Led::Status => self.status = lit,
        }
    }
}
