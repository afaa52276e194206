//! The parts a person touches and sees, by name: six inputs, three LEDs.
//!
//! Everything here is *logical*: a switch is active or it is not, an LED is lit or it is not. Which voltage that
//! is, on which pin, is the board's business alone:
//!
//! | polarity    | electrical level | logical           |
//! |-------------|------------------|-------------------|
//! | active low  | low (to GND)     | active, lit       |
//! | active low  | high             | inactive, dark    |
//! | active high | low              | inactive, dark    |
//! | active high | high             | active, lit       |

use crate::trainer::Sample;
use serde::{Deserialize, Serialize};

/// A switch or a button.
///
/// ```
/// use backpropd::panel::Input;
/// assert_eq!(Input::T1.name(), "t1");
/// assert_eq!(Input::ALL.len(), 6);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Input {
    /// First input of the network.
    I1,
    /// Second input of the network.
    I2,
    /// The answer wanted of `o1`.
    T1,
    /// The answer wanted of `o2`.
    T2,
    /// The button that stores what the four switches show.
    Teach,
    /// The button that draws new weights, and, held, forgets the samples too.
    Forget,
}

impl Input {
    /// All of them, in the order of their indices.
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
///
/// ```
/// use backpropd::panel::Led;
/// assert_eq!(Led::Status.name(), "status");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Led {
    /// Lit when out_o1 reaches the threshold.
    O1,
    /// Lit when out_o2 reaches the threshold.
    O2,
    /// Tells how the learning goes.
    Status,
}

impl Led {
    /// All of them, in the order of their indices.
    pub const ALL: [Led; 3] = [Led::O1, Led::O2, Led::Status];

    /// The part's name in the config and on the panel.
    pub const fn name(self) -> &'static str {
        ["o1", "o2", "status"][self as usize]
    }
}

/// A part of the panel: what a person touches, or sees.
///
/// ```
/// use backpropd::panel::{Input, Led, Part};
/// assert_eq!(Part::Led(Led::O1).name(), "o1");
/// assert_eq!(Part::Input(Input::Teach).kind(), "button");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Part {
    /// A switch or a button.
    Input(Input),
    /// An LED.
    Led(Led),
}

impl Part {
    /// All of them: the inputs, then the LEDs.
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

    /// What one would buy: a switch, a button or an LED.
    pub const fn kind(self) -> &'static str {
        match self {
            Part::Input(Input::Teach | Input::Forget) => "button",
            Part::Input(_) => "switch",
            Part::Led(_) => "LED",
        }
    }
}

/// What all inputs say at one moment: for each part, whether it is active. A part the panel lacks is inactive. In a
/// file: `{"i1":false,…,"forget":false}`.
///
/// ```
/// use backpropd::panel::{Input, Levels};
/// let mut levels = Levels::default();
/// levels.set(Input::I2, true);
/// assert!(levels.get(Input::I2));
/// assert_eq!(levels.sample().x, [false, true]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "ByName", from = "ByName")]
pub struct Levels([bool; Input::ALL.len()]);

/// The levels as they stand in a file.
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
/// use backpropd::panel::{Led, LedPattern};
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
