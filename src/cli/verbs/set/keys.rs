//! The keys of records, as they are typed.

use crate::cli::failure::Failure;
use crate::cli::own::ValueChange;
use crate::record::read::nearest;
use crate::record::schema::key_called;
use crate::record::{Field, Identity, Kind, Program, Schema, Shape};

/// The key that a typed one means: `languages` for `language`.
pub(super) fn meant(kind: Kind, key: &str) -> String {
    let keys = |kind: Kind| kind.schema().fields.iter().map(|field| field.name);
    let own: Vec<_> = keys(kind).collect();
    let people: Vec<_> = keys(Kind::Identity)
        .filter(|key| Identity::has_key(kind, key))
        .collect();
    let (root, rest) = key.split_at(root_of(key).len());
    match key_called(root, &own).or_else(|| key_called(root, &people)) {
        Some(known) => format!("{known}{rest}"),
        None => key.to_owned(),
    }
}

/// The first part of a key with a dot.
pub(super) fn root_of(key: &str) -> &str {
    key.split('.').next().unwrap_or(key)
}

/// The field of a key.
///
/// # Errors
/// There is none; the help names the nearest one.
pub(super) fn field_of(
    schema: &'static Schema,
    key: &str,
    program: &Program,
) -> Result<&'static Field, Failure> {
    schema.field(key).ok_or_else(|| {
        let own = program.fact.iter().map(|fact| fact.name.0);
        let about = program.fact.iter().map(|fact| fact.about.kind().schema());
        let own = own
            .zip(about)
            .filter(|(_, about)| std::ptr::eq(*about, schema));
        let names: Vec<&'static str> = schema
            .fields
            .iter()
            .map(|field| field.name)
            .chain(own.map(|(name, _)| name))
            .collect();
        let inner = schema.fields.iter().find_map(|field| match field.shape {
            Shape::Table(inner) => Some(format!("{}.{}", field.name, inner.field(key)?.name)),
            _ => None,
        });
        let near = || nearest(key, &names).map(str::to_owned);
        let help = match inner.or_else(near) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys are {}", names.join(", ")),
        };
        Failure::new(format!("this record has no field `{key}`")).help(help)
    })
}

/// Why a key with more than one value is not changed here, and which command changes it.
pub(super) fn entries(verb: ValueChange, key: &str, field: &Field) -> Failure {
    let failure = Failure::new(format!("`{key}` has more than one value"));
    match (key, field.shape) {
        ("event", _) if verb == ValueChange::Exclude => failure.help(
            "to mark one as wrong: the same `peer event` again, with `--void`; to change one: `peer edit`",
        ),
        ("consent" | "goal" | "leave" | "mentor_request" | "training", _)
            if verb == ValueChange::Exclude =>
        {
            let noun = key.trim_start_matches("mentor_");
            failure.help(format!(
                "to mark one as wrong: the same `peer add {noun}` again, with `--void`; to change one: `peer edit`"
            ))
        }
        ("event", _) => failure.help("add one with `peer event`"),
        ("enrollment", _) => failure.help(
            "to enroll: `peer enroll`; to end an enrollment: `peer exit`; to correct its first day: `peer enroll WHO --on DAY --now-on DAY`",
        ),
        ("mentor_request", _) => failure.help("add one with `peer add request`"),
        ("goal" | "consent" | "training" | "leave", _) => failure.help(format!(
            "add one with `peer add {key}`; change one with `peer edit`"
        )),
        (_, Shape::Table(_) | Shape::Open) => {
            failure.help(format!("name a key of it, as {key}.KEY=VALUE"))
        }
        _ => failure.help("change it with `peer edit`"),
    }
}
