//! The messages of one language, read from Project Fluent's syntax, and the mistakes in them.
//!
//! It supports messages of text, `{ $values }`, literals, references to terms and other messages, choices, and the
//! function JOSA, which gives the Korean particle for a value. Attributes are not supported: a message is a single
//! text.

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Variant,
    VariantKey,
};
use fluent_syntax::parser;
use std::collections::BTreeMap;

/// A piece of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Plain text.
    Text(String),
    /// The value with this name.
    Value(String),
    /// The Korean particle, given as "을/를", that fits the value with this name.
    Particle(String, String),
    /// One of several texts, chosen by the value with this name: the key is the value, or `one` for 1. The last text is
    /// for all other values.
    Choice(String, Vec<(String, Vec<Part>)>),
}

/// A message: its text, and the names of its values in the order in which they appear.
#[derive(Debug)]
pub struct Message {
    pub parts: Vec<Part>,
    pub values: Vec<String>,
}

/// All messages of a language, by name.
pub struct Catalogue {
    file: String,
    pub messages: BTreeMap<String, Message>,
}

/// Everything that can be referred to: messages by name, terms as `-name`.
type Patterns<'a> = BTreeMap<String, &'a Pattern<&'a str>>;

impl Catalogue {
    /// Reads a file's text.
    ///
    /// # Errors
    /// Every mistake in it, with the name of the file and, if known, of the message.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<String>> {
        let resource = parser::parse(text).map_err(|(_, errors)| {
            let line = |at: usize| text[..at].matches('\n').count() + 1;
            let say = |error: parser::ParserError| {
                format!("{file}:{}: {}", line(error.pos.start), error.kind)
            };
            errors.into_iter().map(say).collect::<Vec<_>>()
        })?;
        let mut mistakes = Vec::new();
        let mut patterns = Patterns::new();
        for entry in &resource.body {
            let (name, pattern, has_attributes) = match entry {
                Entry::Message(message) => (
                    message.id.name.to_owned(),
                    message.value.as_ref(),
                    !message.attributes.is_empty(),
                ),
                Entry::Term(term) => (
                    format!("-{}", term.id.name),
                    Some(&term.value),
                    !term.attributes.is_empty(),
                ),
                _ => continue,
            };
            match pattern {
                Some(pattern) if !has_attributes => {
                    if patterns.insert(name.clone(), pattern).is_some() {
                        mistakes.push(format!("{file}: {name} is there twice"));
                    }
                }
                _ => mistakes.push(format!("{file}: {name} must be a text without attributes")),
            }
        }
        let mut messages = BTreeMap::new();
        for (name, pattern) in patterns.iter().filter(|(name, _)| !name.starts_with('-')) {
            match parts(pattern, &patterns, 0) {
                Ok(parts) => {
                    let mut values = Vec::new();
                    collect_values(&parts, &mut values);
                    messages.insert(name.clone(), Message { parts, values });
                }
                Err(mistake) => mistakes.push(format!("{file}: {name}: {mistake}")),
            }
        }
        let file = file.to_owned();
        match mistakes.is_empty() {
            true => Ok(Self { file, messages }),
            false => Err(mistakes),
        }
    }

    /// Checks that this catalogue, the English one, and the Korean one have the same messages with the same values.
    ///
    /// # Errors
    /// Every difference.
    pub fn agrees_with(&self, korean: &Self) -> Result<(), Vec<String>> {
        let mut mistakes = Vec::new();
        for (one, other) in [(self, korean), (korean, self)] {
            let missing = one
                .messages
                .keys()
                .filter(|name| !other.messages.contains_key(*name));
            mistakes.extend(missing.map(|name| format!("{}: {name} is missing", other.file)));
        }
        let both = self
            .messages
            .iter()
            .filter_map(|(name, message)| Some((name, message, korean.messages.get(name)?)));
        for (name, message, other) in both {
            let sorted = |message: &Message| {
                let mut values = message.values.clone();
                values.sort();
                values
            };
            if sorted(message) != sorted(other) {
                mistakes.push(format!(
                    "{}: {name} takes other values than in English",
                    korean.file
                ));
            }
            if has_hangul(&message.parts) {
                mistakes.push(format!("{}: {name} is Korean", self.file));
            }
            if !has_hangul(&other.parts) {
                mistakes.push(format!("{}: {name} is not Korean", korean.file));
            }
        }
        match mistakes.is_empty() {
            true => Ok(()),
            false => Err(mistakes),
        }
    }
}

/// How deeply references between messages may be nested.
const MAX_DEPTH: usize = 4;

fn parts(pattern: &Pattern<&str>, patterns: &Patterns, depth: usize) -> Result<Vec<Part>, String> {
    if depth > MAX_DEPTH {
        return Err("refers to itself, or too deep".into());
    }
    let mut all = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => all.push(Part::Text((*value).to_owned())),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => all.extend(inline_parts(inline, patterns, depth)?),
                Expression::Select { selector, variants } => {
                    all.push(choice(selector, variants, patterns, depth)?);
                }
            },
        }
    }
    Ok(all)
}

fn inline_parts(
    inline: &InlineExpression<&str>,
    patterns: &Patterns,
    depth: usize,
) -> Result<Vec<Part>, String> {
    let referred = |name: String| match patterns.get(&name) {
        Some(pattern) => parts(pattern, patterns, depth + 1),
        None => Err(format!("{name} is unknown")),
    };
    match inline {
        InlineExpression::StringLiteral { value } => {
            let text = fluent_syntax::unicode::unescape_unicode_to_string(value);
            Ok(vec![Part::Text(text.into_owned())])
        }
        InlineExpression::NumberLiteral { value } => Ok(vec![Part::Text((*value).to_owned())]),
        InlineExpression::VariableReference { id } => Ok(vec![Part::Value(id.name.to_owned())]),
        InlineExpression::MessageReference {
            id,
            attribute: None,
        } => referred(id.name.to_owned()),
        InlineExpression::TermReference {
            id,
            attribute: None,
            arguments: None,
        } => referred(format!("-{}", id.name)),
        InlineExpression::FunctionReference { id, arguments } if id.name == "JOSA" => {
            Ok(vec![particle(arguments)?])
        }
        InlineExpression::Placeable { expression } => match &**expression {
            Expression::Inline(inline) => inline_parts(inline, patterns, depth),
            Expression::Select { .. } => Err("a choice within braces".into()),
        },
        _ => Err(
            "only JOSA($value, \"을/를\") is a function here, and nothing has attributes".into(),
        ),
    }
}

fn particle(arguments: &CallArguments<&str>) -> Result<Part, String> {
    match &arguments.positional[..] {
        [
            InlineExpression::VariableReference { id },
            InlineExpression::StringLiteral { value },
        ] if value.split('/').count() == 2 => {
            Ok(Part::Particle(id.name.to_owned(), (*value).to_owned()))
        }
        _ => Err("write JOSA($value, \"을/를\")".into()),
    }
}

fn choice(
    selector: &InlineExpression<&str>,
    variants: &[Variant<&str>],
    patterns: &Patterns,
    depth: usize,
) -> Result<Part, String> {
    let InlineExpression::VariableReference { id } = selector else {
        return Err("a choice is by a value".into());
    };
    if variants.iter().rposition(|variant| variant.default) != Some(variants.len() - 1) {
        return Err("the last text of a choice is the one with *".into());
    }
    let texts = variants.iter().map(|variant| {
        let key = match variant.key {
            VariantKey::Identifier { name } => name,
            VariantKey::NumberLiteral { value } => value,
        };
        let parts = parts(&variant.value, patterns, depth)?;
        if parts.iter().any(|part| matches!(part, Part::Choice(..))) {
            return Err("a choice within a choice".to_owned());
        }
        Ok((key.to_owned(), parts))
    });
    Ok(Part::Choice(
        id.name.to_owned(),
        texts.collect::<Result<_, _>>()?,
    ))
}

fn collect_values(parts: &[Part], values: &mut Vec<String>) {
    for part in parts {
        let name = match part {
            Part::Text(_) => continue,
            Part::Value(name) | Part::Particle(name, _) | Part::Choice(name, _) => name,
        };
        if !values.contains(name) {
            values.push(name.clone());
        }
        if let Part::Choice(_, texts) = part {
            texts
                .iter()
                .for_each(|(_, parts)| collect_values(parts, values));
        }
    }
}

fn has_hangul(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Text(text) => text.chars().any(|char| matches!(char, '가'..='힣')),
        Part::Particle(..) => true,
        Part::Value(_) => false,
        Part::Choice(_, texts) => texts.iter().any(|(_, parts)| has_hangul(parts)),
    })
}
