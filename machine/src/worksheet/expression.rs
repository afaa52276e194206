//! A formula as a tree: worked out with the numbers of a sheet, or written down with names or numbers. What a diagnosis
//! says and what it compares come from the same tree.

use super::quantity::{Numbers, Quantity};
use super::rounding::{DIGITS, round, unit};
use crate::nn::logistic;
use nalgebra::Vector1;
use std::ops::{Add, Mul, Neg, Sub};

/// A formula.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    Of(Quantity),
    One,
    Sum(Box<[Expression; 2]>),
    Difference(Box<[Expression; 2]>),
    Product(Box<[Expression; 2]>),
    Negative(Box<Expression>),
    Half(Box<Expression>),
    Double(Box<Expression>),
    Square(Box<Expression>),
    /// σ
    Logistic(Box<Expression>),
    /// An intermediate result, rounded to two digits.
    TwoDigits(Box<Expression>),
}

use Expression::*;

impl Expression {
    pub(super) fn half(self) -> Self {
        Half(Box::new(self))
    }

    pub(super) fn double(self) -> Self {
        Double(Box::new(self))
    }

    pub(super) fn squared(self) -> Self {
        Square(Box::new(self))
    }

    pub(super) fn logistic(self) -> Self {
        Logistic(Box::new(self))
    }

    pub(super) fn in_two_digits(self) -> Self {
        TwoDigits(Box::new(self))
    }

    /// Its value, exactly.
    pub(super) fn value(&self, numbers: &Numbers) -> f64 {
        self.value_by(numbers, &|value| value)
    }

    /// Its value where each intermediate result is rounded like this, and at last itself.
    pub(super) fn value_by(&self, numbers: &Numbers, rounding: &dyn Fn(f64) -> f64) -> f64 {
        let of = |part: &Expression| part.value_by(numbers, rounding);
        match self {
            Of(quantity) => numbers[*quantity],
            One => 1.0,
            Sum(terms) => rounding(of(&terms[0]) + of(&terms[1])),
            Difference(terms) => rounding(of(&terms[0]) - of(&terms[1])),
            Product(factors) => rounding(of(&factors[0]) * of(&factors[1])),
            Negative(part) => -of(part),
            Half(part) => rounding(of(part) / 2.0),
            Double(part) => rounding(of(part) * 2.0),
            Square(part) => {
                let root = of(part);
                rounding(root * root)
            }
            Logistic(part) => rounding(logistic(&Vector1::new(of(part)))[0]),
            TwoDigits(part) => round(of(part), 2),
        }
    }

    /// Its value, and how far a result worked out by hand can be from it at most: each intermediate result may be
    /// rounded to four digits or not, and each earlier result may be carried on as written or in full.
    pub(super) fn with_error(&self, numbers: &Numbers) -> (f64, f64) {
        let of = |part: &Expression| part.with_error(numbers);
        let half_unit = |value: f64| 0.5 * unit(value, DIGITS);
        let rounded = |value: f64, error: f64| (value, error + half_unit(value));
        match self {
            Of(quantity) if quantity.is_given() => (numbers[*quantity], 0.0),
            Of(quantity) => rounded(numbers[*quantity], 0.0),
            One => (1.0, 0.0),
            Sum(terms) | Difference(terms) => {
                let ((a, from_a), (b, from_b)) = (of(&terms[0]), of(&terms[1]));
                let b = if matches!(self, Sum(_)) { b } else { -b };
                rounded(a + b, from_a + from_b)
            }
            Product(factors) => {
                let ((a, from_a), (b, from_b)) = (of(&factors[0]), of(&factors[1]));
                rounded(a * b, a.abs() * from_b + b.abs() * from_a + from_a * from_b)
            }
            Square(part) => {
                let (a, from_a) = of(part);
                rounded(a * a, 2.0 * a.abs() * from_a + from_a * from_a)
            }
            Logistic(part) => {
                let (net, from_net) = of(part);
                let out = logistic(&Vector1::new(net))[0];
                // By hand: e^-net, 1 + that, and its reciprocal.
                let power = (1.0 - out) / out;
                let slope = out * (1.0 - out) + from_net; // nowhere steeper than this
                let error = slope * from_net;
                rounded(
                    out,
                    error + out * out * (half_unit(power) + half_unit(1.0 + power)),
                )
            }
            Negative(part) => {
                let (a, from_a) = of(part);
                (-a, from_a)
            }
            Half(part) => {
                let (a, from_a) = of(part);
                rounded(a / 2.0, from_a / 2.0)
            }
            Double(part) => {
                let (a, from_a) = of(part);
                rounded(a * 2.0, from_a * 2.0)
            }
            TwoDigits(part) => of(part),
        }
    }

    /// As text, with what `show` writes for each quantity. A value with a sign stands in brackets, but for the first.
    pub(super) fn text(&self, show: &dyn Fn(Quantity) -> String) -> String {
        let mut text = String::new();
        self.write(show, &mut text);
        text
    }

    fn write(&self, show: &dyn Fn(Quantity) -> String, text: &mut String) {
        match self {
            Of(quantity) => {
                let value = show(*quantity);
                let needs_brackets =
                    value.starts_with('-') && !text.is_empty() && !text.ends_with('(');
                match needs_brackets {
                    true => text.extend(["(", &value, ")"]),
                    false => text.push_str(&value),
                }
            }
            One => text.push('1'),
            Sum(terms) => {
                terms[0].write(show, text);
                text.push_str(" + ");
                terms[1].write(show, text);
            }
            Difference(terms) => {
                terms[0].write(show, text);
                text.push_str(" − ");
                terms[1].write_factor(show, text);
            }
            Product(factors) => {
                factors[0].write_factor(show, text);
                text.push('·');
                factors[1].write_factor(show, text);
            }
            Negative(part) => {
                text.push('−');
                part.write_factor(show, text);
            }
            Half(part) => {
                part.write_factor(show, text);
                text.push_str("/2");
            }
            Double(part) => {
                text.push_str("2·");
                part.write_factor(show, text);
            }
            Square(part) => {
                part.write_factor(show, text);
                text.push('²');
            }
            Logistic(part) => {
                text.push_str("σ(");
                part.write(show, text);
                text.push(')');
            }
            TwoDigits(part) => part.write(show, text),
        }
    }

    /// In brackets where it is a sum.
    fn write_factor(&self, show: &dyn Fn(Quantity) -> String, text: &mut String) {
        if matches!(self, Sum(_) | Difference(_)) {
            text.push('(');
            self.write(show, text);
            text.push(')');
        } else {
            self.write(show, text);
        }
    }
}

impl From<Quantity> for Expression {
    fn from(quantity: Quantity) -> Self {
        Of(quantity)
    }
}

impl Add for Expression {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Sum(Box::new([self, other]))
    }
}

impl Sub for Expression {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Difference(Box::new([self, other]))
    }
}

impl Mul for Expression {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Product(Box::new([self, other]))
    }
}

impl Neg for Expression {
    type Output = Self;

    fn neg(self) -> Self {
        Negative(Box::new(self))
    }
}
