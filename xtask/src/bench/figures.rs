//! How the tables of `bench` show a figure.

use serde_json::Value;

/// A figure, with its goal and whether it was missed.
pub fn beside_goal(figure: f64, goal: &Value, unit: &str) -> String {
    let text = if figure < 20.0 { format!("{figure:.2}{unit}") } else { format!("{figure:.0}{unit}") };
    match goal.as_f64() {
        None => text,
        Some(goal) if figure <= goal => format!("{text} (≤ {goal})"),
        Some(goal) => format!("{text} (≤ {goal}, missed)"),
    }
}

/// A value as text, without quotation marks.
pub fn say(value: &Value) -> String {
    value.to_string().trim_matches('"').to_owned()
}
