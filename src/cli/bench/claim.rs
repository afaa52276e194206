//! "Are matrices faster?" as text: a table of the ways to compute one gradient, a plot, and what follows from them.

use super::{Claim, time};
use backpropd::cost::Size;
use backpropd::messages;
use backpropd::view::layout::pad_left;
use std::fmt::{self, Display, Formatter};

/// The columns of the plot for a factor of ten.
const DECADE: usize = 6;

/// The width of N in front of a line.
const N: usize = 5;

impl Display for Claim {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", messages::bench_claim())?;
        table(f, &self.sizes)?;
        writeln!(f, "\n{}\n", messages::bench_plot())?;
        plot(f, &self.sizes)?;
        self.conclusions(f)
    }
}

impl Claim {
    /// What the numbers show; every number in it is measured.
    fn conclusions(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [smallest, .., largest] = &self.sizes[..] else {
            return Ok(()); // nothing has grown
        };
        let at_2 = messages::bench_at_2(time(smallest.chains_ns), time(smallest.matrices_ns));
        // Added to -0, 0 is 0.
        let tenths = |exponent: f64| format!("{:.1}", (exponent * 10.0).round() / 10.0 + 0.0);
        let [differences, chains] = [self.growth.differences, self.growth.chains].map(tenths);
        writeln!(f, "\n{at_2}")?;
        writeln!(f, "{}", messages::bench_growth(differences, chains))?;
        let kept = largest.chains_with_kept_delta_ns;
        let large = ratio(kept / largest.matrices_ns);
        writeln!(f, "{}", messages::bench_kept(time(kept), largest.n, large))
    }
}

fn table(f: &mut Formatter<'_>, sizes: &[Size]) -> fmt::Result {
    let row = |f: &mut Formatter<'_>, cells: [&str; 7]| {
        let cells = cells.into_iter().zip([N, 12, 16, 15, 13, 9, 8]);
        let cells = cells.map(|(cell, width)| pad_left(cell, width));
        writeln!(f, "{}", cells.collect::<String>())
    };
    let headings = [
        "N",
        messages::bench_parameters(),
        messages::bench_differences(),
        messages::bench_chains(),
        messages::bench_matrices(),
        "1 / 3",
        "2 / 3",
    ];
    row(f, headings)?;
    for size in sizes {
        let cells = [
            size.n.to_string(),
            size.parameters.to_string(),
            time(size.differences_ns),
            time(size.chains_ns),
            time(size.matrices_ns),
            ratio(size.differences_ns / size.matrices_ns),
            ratio(size.chains_ns / size.matrices_ns),
        ];
        row(f, cells.each_ref().map(String::as_str))?;
    }
    Ok(())
}

/// A line for each N; each way is a mark at its time, on a logarithmic scale.
fn plot(f: &mut Formatter<'_>, sizes: &[Size]) -> fmt::Result {
    let times = |size: &Size| [size.differences_ns, size.chains_ns, size.matrices_ns];
    let all = || sizes.iter().flat_map(times).map(f64::log10);
    let first = all().fold(f64::INFINITY, f64::min).floor();
    let last = all().fold(first, f64::max).ceil();
    let mut scale = " ".repeat(N + 2);
    for decade in first as i32..=last as i32 {
        let label = time(10_f64.powi(decade)).replace(".0 ", " ");
        scale += &format!("{label:<DECADE$} ");
    }
    writeln!(f, "{}", scale.trim_end())?;
    for size in sizes {
        let mut marks = vec![' '; (last - first) as usize * (DECADE + 1) + 1];
        for (mark, ns) in ['1', '2', '3'].into_iter().zip(times(size)) {
            let column = ((ns.log10() - first) * (DECADE + 1) as f64).round() as usize;
            let place = &mut marks[column];
            *place = if *place == ' ' { mark } else { '=' };
        }
        let marks: String = marks.into_iter().collect();
        writeln!(f, "{:>N$}  {}", size.n, marks.trim_end())?;
    }
    Ok(())
}

/// A ratio for people: two digits or more.
fn ratio(ratio: f64) -> String {
    format!("{ratio:.*}", usize::from(ratio < 99.5))
}
