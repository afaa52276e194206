//! The pictures of the class as lines of text, each with the sentences of why: for the teacher's terminal.
//!
//! A line of a table fits into 80 columns; a sentence is one line, which the terminal breaks.

use super::pictures::{Answers, Average, Pictures, Survey, Trained, Vote};
use super::survey::Column;
use crate::messages;

/// A page of the wall beside the desks themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// What the lesson cost.
    Survey,
    /// The answers averaged.
    Vote,
    /// The weights averaged.
    Average,
    /// The network that the class trains together.
    Training,
}

/// The longest bar, in columns.
const BAR: usize = 40;

impl Page {
    /// All pages.
    pub const ALL: [Self; 4] = [Self::Survey, Self::Vote, Self::Average, Self::Training];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Survey => messages::class_survey(),
            Self::Vote => messages::class_vote(),
            Self::Average => messages::class_average(),
            Self::Training => messages::class_training(),
        }
    }

    /// The sentences of why.
    pub fn why(self) -> &'static str {
        match self {
            Self::Survey => messages::class_survey_why(),
            Self::Vote => messages::class_vote_why(),
            Self::Average => messages::class_average_why(),
            Self::Training => messages::class_training_why(),
        }
    }

    /// The picture, or what is missing for it, and the sentences of why.
    pub fn lines(self, pictures: &Pictures) -> Vec<String> {
        let picture = match self {
            Self::Survey => pictures.survey.as_ref().map(survey),
            Self::Vote => pictures.vote.as_ref().map(vote),
            Self::Average => pictures.average.as_ref().map(average),
            Self::Training => pictures.training.as_ref().map(training),
        };
        let mut lines = picture.unwrap_or_else(|| vec![self.missing(pictures).into()]);
        if let [size, ..] = pictures.clones[..] {
            lines.extend([String::new(), messages::class_clones(size)]);
        }
        lines.extend([String::new(), self.why().into()]);
        lines
    }

    fn missing(self, pictures: &Pictures) -> &'static str {
        match self {
            Self::Training => messages::class_training_off(),
            _ if pictures.survey.is_none() => messages::class_no_goal(),
            Self::Survey | Self::Vote => messages::class_not_taught(),
            Self::Average => messages::class_not_learned(),
        }
    }
}

fn survey(survey: &Survey) -> Vec<String> {
    let mut lines = vec![messages::class_survey_of(
        survey.desks,
        survey.without_restart,
    )];
    for (heading, columns) in [
        (messages::class_survey_restarts(), &survey.restarts),
        (messages::class_survey_steps(), &survey.steps),
    ] {
        lines.extend([String::new(), heading.into()]);
        let most = columns
            .iter()
            .map(|it| it.desks)
            .max()
            .unwrap_or(0)
            .max(BAR);
        lines.extend(columns.iter().map(|column| bar(column, most)));
    }
    lines
}

/// A column of the survey as a line: a mark for each desk, as long as they fit.
fn bar(column: &Column, most: usize) -> String {
    let Column {
        from,
        to,
        desks,
        least,
        most: expected,
    } = column;
    let range = if from == to {
        from.to_string()
    } else {
        format!("{from}–{to}")
    };
    let band = format!("{least}–{expected}");
    let marks = "#".repeat((desks * BAR).div_ceil(most));
    format!("{range:>11}  {desks:>4}  {band:>9}  {marks}")
        .trim_end()
        .into()
}

fn vote(vote: &Vote) -> Vec<String> {
    let right = vote.rows.iter().filter(|row| row.right).count();
    let mut lines = vec![
        messages::class_vote_of(vote.desks, vote.alone, right),
        String::new(),
    ];
    lines.push(messages::class_vote_rows().into());
    for (x, row) in ["00", "01", "10", "11"].iter().zip(&vote.rows) {
        let [t1, t2] = row.t;
        let [[m1, m2], [s1, s2]] = [row.mean, row.spread];
        let mark = mark(row.right);
        lines.push(format!(
            "  {x}   {t1}{t2}   {m1:.2} ±{s1:.2}   {m2:.2} ±{s2:.2}   {mark}"
        ));
    }
    lines
}

fn average(average: &Average) -> Vec<String> {
    let mut lines = vec![messages::class_average_of(average.desks)];
    for (heading, answers) in [
        (messages::class_average_plain(), &average.plain),
        (messages::class_average_swapped(), &average.swapped),
        (messages::class_average_aligned(), &average.aligned),
    ] {
        lines.extend([String::new(), heading.into()]);
        lines.extend(rows(answers));
    }
    lines
}

fn training(training: &Trained) -> Vec<String> {
    let Trained {
        desks,
        known,
        within,
        loss,
        rounds,
        restarts,
        answers,
    } = training;
    let loss = format!("{loss:.4}");
    let mut lines = vec![
        messages::class_training_of(desks, within, known),
        messages::class_training_rounds(rounds, restarts, loss),
        String::new(),
    ];
    lines.extend(rows(answers));
    lines
}

fn rows(answers: &Answers) -> Vec<String> {
    let rows = ["00", "01", "10", "11"]
        .iter()
        .zip(answers.out)
        .zip(answers.right);
    rows.map(|((x, [o1, o2]), right)| {
        format!("  {x}   {o1:.2}   {o2:.2}   {}", mark(right))
            .trim_end()
            .into()
    })
    .collect()
}

/// Of a right row; a wrong one has none.
fn mark(right: bool) -> &'static str {
    if right { "ok" } else { "" }
}
