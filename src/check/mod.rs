//! Stub.
use crate::record::{Day, Finding, Severity};
use crate::register::Register;
/// A rule.
pub struct Rule {
    /// Name.
    pub name: &'static str,
    /// Sev.
    pub severity: Severity,
    /// Summary.
    pub summary: &'static str,
}
/// Rules.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [].iter()
}
/// Check.
#[must_use]
pub fn check(_register: &Register, _today: Day) -> Vec<Finding> {
    Vec::new()
}
