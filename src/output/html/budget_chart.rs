//! Budget lines as bars, one for each kapittel and post.
//!
//! A bar is the sum of the lines that count. Shares of a post (*hvorav*) are a thin bar below it; repetitions, authorities and
//! quotations have none, and the caption says how many there are.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::words::{self, kroner};
use crate::model::{BudgetLine, Effect, Side};

/// Posts that have a bar of their own; the caption says how many are left to the list.
const BARS: usize = 60;

/// What the letter says of one post.
#[derive(Default)]
struct Post<'d> {
    name: Option<&'d str>,
    counted: i128,
    counts: bool,
    shares: i128,
    /// The cards of the lines in the bars.
    cards: Vec<usize>,
}

/// Whole kroner; more than the type holds is not money.
fn nok(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
}

/// A picture of the lines, each given with the number of its card; `None` when there is nothing to draw.
pub(super) fn chart<'d>(lines: impl Iterator<Item = (&'d BudgetLine, usize)>) -> Option<Markup> {
    let mut posts: BTreeMap<(bool, u16, u8), Post> = BTreeMap::new();
    let mut left_out = 0;
    for (line, card) in lines {
        if !line.counted && line.effect != Effect::OfWhich {
            left_out += 1;
            continue;
        }
        let post = posts.entry((line.side == Side::Income, line.kapittel, line.post)).or_default();
        post.cards.push(card);
        if line.counted {
            post.counts = true;
            post.counted += i128::from(line.amount.nok);
            post.name = post.name.or(line.name.as_deref());
        } else {
            post.shares += i128::from(line.amount.nok);
        }
    }
    if posts.is_empty() {
        return None;
    }
    let hidden = posts.len().saturating_sub(BARS);
    let sum = |income: bool| posts.iter().filter(|(key, post)| key.0 == income && post.counts).map(|(_, post)| post.counted).reduce(|a, b| a + b);
    let sums = [(Side::Expense, sum(false)), (Side::Income, sum(true))];
    let sums: Vec<String> =
        sums.iter().filter_map(|(side, sum)| sum.map(|sum| format!("{}: {}", words::side(*side).to_lowercase(), kroner(nok(sum))))).collect();
    let shown = posts.iter().take(BARS);
    let low = shown.clone().map(|(_, post)| post.counted.min(post.shares)).min().unwrap_or(0).min(0);
    let high = shown.clone().map(|(_, post)| post.counted.max(post.shares)).max().unwrap_or(0).max(1);
    let scale = Scale { low, range: high - low };

    let both = sums.len() > 1;
    let total = if sums.is_empty() { "ingen linjer er medregnet".to_owned() } else { sums.join(" · ") };
    let mut side = None;
    Some(html! {
        figure.chart {
            @for (&(income, kapittel, post), about) in shown {
                @if both && side.replace(income) != Some(income) {
                    p.side { (words::side(if income { Side::Income } else { Side::Expense })) }
                }
                div.row data-cards=(numbers(&about.cards)) {
                    p.label { strong { (kapittel) "." (format!("{post:02}")) } " " (about.name.unwrap_or_default()) }
                    @if about.counts {
                        p.value { (kroner(nok(about.counted))) }
                        (scale.bar(if about.counted < 0 { "counted less" } else { "counted" }, about.counted))
                    }
                    @if about.shares != 0 {
                        p.label.of { "hvorav øremerket" @if !about.counts { " (posten selv står ikke i brevet)" } }
                        p.value.of { (kroner(nok(about.shares))) }
                        (scale.bar("share", about.shares))
                    }
                }
            }
            figcaption {
                "Medregnet: " (total) "."
                @if left_out > 0 { " " (left_out) " linjer (gjentakelser, fullmakter, sitater) har ingen stolpe." }
                @if hidden > 0 { " " (hidden) " poster til står bare i listen." }
            }
        }
    })
}

/// From kroner to thousandths of the width.
struct Scale {
    low: i128,
    range: i128,
}

impl Scale {
    fn x(&self, sum: i128) -> i128 {
        (sum - self.low) * 1000 / self.range
    }

    /// A bar from nought to a sum; the words beside it say the same.
    fn bar(&self, class: &str, sum: i128) -> Markup {
        let (zero, end) = (self.x(0), self.x(sum));
        html! {
            svg class=(class) viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
                rect x=(zero.min(end)) y="0" width=((zero - end).abs().max(3)) height="10" {}
            }
        }
    }
}

/// Card numbers as the script reads them.
pub(super) fn numbers(cards: &[usize]) -> String {
    cards.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
}
