//! Budget lines as bars, one for each kapittel and post.
//!
//! A bar is the sum of the lines that count. Shares of a post (*hvorav*) are a thin bar below it; repetitions, authorities and
//! quotations have none, and the caption says how many there are.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::card::shorten;
use super::words::{self, kroner};
use crate::model::{BudgetLine, Effect, Side};

const WIDTH: i128 = 640;
const ROW: usize = 40;
const SHARE: usize = 22;
const HEADING: usize = 30;
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

    let mut y = 0;
    let mut side = None;
    let both = sums.len() > 1;
    let bars = html! {
        @for (&(income, kapittel, post), about) in shown {
            @if both && side != Some(income) {
                @let () = { side = Some(income); y += HEADING; };
                text.side x="0" y=(y - 10) { (words::side(if income { Side::Income } else { Side::Expense })) }
            }
            g.bar data-cards=(numbers(&about.cards)) {
                @let name = about.name.unwrap_or_default();
                title { "Kap. " (kapittel) " post " (format!("{post:02}")) " " (name) }
                rect.hit x="0" y=(y) width=(WIDTH) height=(ROW) {}
                text.label x="0" y=(y + 15) { tspan.post { (kapittel) "." (format!("{post:02}")) } " " (shorten(name, 52)) }
                @if about.counts {
                    text.value x=(WIDTH) y=(y + 15) { (kroner(nok(about.counted))) }
                    (bar(&scale, if about.counted < 0 { "counted less" } else { "counted" }, about.counted, y + 21, 11))
                }
                @let () = { if about.counts { y += ROW; } };
                @if about.shares != 0 {
                    @let () = { if !about.counts { y += SHARE; } };
                    text.label.of x="12" y=(y + 8) { "hvorav øremerket" @if !about.counts { " (posten selv står ikke i brevet)" } }
                    text.value.of x=(WIDTH) y=(y + 8) { (kroner(nok(about.shares))) }
                    (bar(&scale, "share", about.shares, y + 12, 4))
                    @let () = { y += SHARE; };
                }
            }
        }
        @if low < 0 { line.zero x1=(scale.x(0)) x2=(scale.x(0)) y1="0" y2=(y) {} }
    };
    let total = if sums.is_empty() { "ingen linjer er medregnet".to_owned() } else { sums.join(" · ") };
    Some(html! {
        figure.chart {
            svg viewBox={ "0 0 " (WIDTH) " " (y.max(1)) } role="img" aria-label={ "Stolpediagram over " (posts.len()) " poster. Medregnet: " (total) } { (bars) }
            figcaption {
                "Medregnet: " (total) "."
                @if left_out > 0 { " " (left_out) " linjer (gjentakelser, fullmakter, sitater) har ingen stolpe." }
                @if hidden > 0 { " " (hidden) " poster til står bare i listen." }
            }
        }
    })
}

/// From kroner to places on the x axis.
struct Scale {
    low: i128,
    range: i128,
}

impl Scale {
    fn x(&self, sum: i128) -> i128 {
        (sum - self.low) * WIDTH / self.range
    }
}

fn bar(scale: &Scale, class: &str, sum: i128, y: usize, height: usize) -> Markup {
    let (zero, end) = (scale.x(0), scale.x(sum));
    html! { rect class=(class) x=(zero.min(end)) y=(y) width=((zero - end).abs().max(1)) height=(height) rx="1.5" {} }
}

/// Card numbers as the script reads them.
pub(super) fn numbers(cards: &[usize]) -> String {
    cards.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
}
