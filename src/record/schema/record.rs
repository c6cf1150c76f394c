//! The macro that declares a record.

/// Declares a record, or a table in one: the struct, how it is read and written, and its [`Schema`].
///
/// A field whose key differs from its Rust name gives the key in brackets: `match_id ["match"]: Option<MatchId>`. Marks
/// after the comment describe it further, in this order:
///
/// - `#[since(2)]`: the first version of the format that has it;
/// - `#[heading]`: its text may head the rows of a report, as an area does; any other text stays in the records;
/// - `#[words("needs")]`: the list of the program's vocabulary that its words are from;
/// - `#[ahead]`: its day may be in the future, unlike other days; `#[ahead(is_planned)]`: if the record says so;
/// - `#[after(began, proposed)]`: its day is not before the first of these that is set;
/// - `#[own]`: it belongs to the record alone, not to the person, and is not united with that of another record;
/// - `#[only("mentoring")]`: the kinds of session that have it;
/// - `#[counted]`: reports add up its values in sessions: a number, or how many of those that say so say yes;
/// - `#[entry(on)]`: it names its entry, so that a column of a sheet may be `event.petition`, the day `on` of such an
///   entry;
/// - `#[by_hand]`: no column of a sheet fills it;
/// - `#[called("dob", "birth date")]`: what such columns are called, besides its own name.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident {
        $(
            $(#[doc = $doc:literal])+
            $(#[since($since:literal)])?
            $(#[heading $($heading:ident)?])?
            $(#[words($words:literal)])?
            $(#[ahead $(($ahead:ident))?])?
            $(#[after($($after:ident),+)])?
            $(#[own $($own:ident)?])?
            $(#[only($($only:literal),+)])?
            $(#[counted $($counted:ident)?])?
            $(#[entry($entry:ident)])?
            $(#[by_hand $($by_hand:ident)?])?
            $(#[called($($called:literal),+)])?
            pub $field:ident $([$key:literal])? : $type:ty,
        )*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $( $(#[doc = $doc])+ pub $field: $type, )*
        }

        impl $crate::record::schema::Table for $name {
            const SCHEMA: &'static $crate::record::schema::Schema = &$crate::record::schema::Schema {
                fields: &[ $( $crate::record::schema::Field {
                    name: $crate::record::schema::key_of!($field $($key)?),
                    shape: <$type as $crate::record::schema::Value>::SHAPE,
                    required: <$type as $crate::record::schema::Value>::REQUIRED,
                    since: $crate::record::word::one_of!($($since,)? 1),
                    heading: $crate::record::schema::is_marked!($(heading $($heading)?)?),
                    words: $crate::record::word::one_of!($(Some($words),)? None),
                    only: &[ $($($only,)+)? ],
                    counted: $crate::record::schema::is_marked!($(counted $($counted)?)?),
                    entry: $crate::record::word::one_of!($(Some(stringify!($entry)),)? None),
                    by_hand: $crate::record::schema::is_marked!($(by_hand $($by_hand)?)?),
                    called: &[ $($($called,)+)? ],
                    doc: concat!($($doc, "\n",)+),
                }, )* ],
            };

            fn read_table(
                node: &$crate::record::schema::Node<'_>,
                reader: &mut $crate::record::schema::Reader,
            ) -> Option<Self> {
                use $crate::record::schema::{key_of, Value};
                let table = reader.table(node, &$crate::record::schema::Shape::Table(Self::SCHEMA))?;
                let mut whole = true;
                $( let mut $field: Option<$type> = None; )*
                for (key, value) in table.iter() {
                    let name = reader.name(key);
                    $( if name == key_of!($field $($key)?) {
                        $( reader.since(key, $since); )?
                        $field = <$type as Value>::read(value, reader);
                        whole &= $field.is_some();
                        continue;
                    } )*
                    reader.unknown_key(key, Self::SCHEMA);
                    whole = false;
                }
                $( if $field.is_none() {
                    $field = <$type as Value>::absent();
                    if $field.is_none() && table.get(key_of!($field $($key)?)).is_none() {
                        reader.missing_key(node, Self::SCHEMA, key_of!($field $($key)?));
                    }
                } )*
                let record = Self { $( $field: $field?, )* };
                whole.then_some(record)
            }

            fn fields(&self) -> $crate::record::schema::Fields {
                let mut fields = $crate::record::schema::Fields::new();
                $( if let Some(value) = $crate::record::schema::Value::datum(&self.$field) {
                    fields.push(($crate::record::schema::key_of!($field $($key)?), value));
                } )*
                fields
            }

            fn is_void(&self) -> bool {
                false $( || $crate::record::schema::Value::voids(&self.$field) )*
            }

            fn has_void(&self) -> bool {
                false $( || $crate::record::schema::Value::has_void(&self.$field) )*
            }

            fn leave_out_void(&mut self) {
                $( $crate::record::schema::Value::leave_out_void(&mut self.$field); )*
            }

            fn unite_fields(&mut self, other: &Self) {
                $( $crate::record::schema::unite_of!(self, other, $field $(, own $($own)?)?); )*
            }

            fn visit_fields(
                &self,
                path: &$crate::record::schema::Path<'_>,
                above: Option<&$crate::record::schema::Spot<'_>>,
                see: &mut $crate::record::schema::Visitor<'_>,
            ) {
                use $crate::record::schema::{Path, Spot, Value, key_of};
                if $crate::record::schema::Table::is_void(self) {
                    return;
                }
                let mut fields = Self::SCHEMA.fields.iter();
                $( if let Some(field) = fields.next()
                    && see.wants(&<$type as Value>::SHAPE)
                {
                    let after = above.and_then(|spot| spot.after);
                    $( let after = after $( .or_else(|| Some((stringify!($after), Value::day(&self.$after)?))) )+; )?
                    let spot = Spot {
                        path: Path::Key(path, key_of!($field $($key)?)),
                        field,
                        is_ahead: $crate::record::schema::is_ahead_of!(self $(, yes $($ahead)?)?),
                        after,
                    };
                    Value::visit(&self.$field, &spot, see);
                } )*
            }
        }

        impl $crate::record::schema::Value for $name {
            const SHAPE: $crate::record::schema::Shape =
                $crate::record::schema::Shape::Table(<Self as $crate::record::schema::Table>::SCHEMA);

            fn read(
                node: &$crate::record::schema::Node<'_>,
                reader: &mut $crate::record::schema::Reader,
            ) -> Option<Self> {
                <Self as $crate::record::schema::Table>::read_table(node, reader)
            }

            fn datum(&self) -> Option<$crate::record::schema::Datum> {
                Some($crate::record::schema::Datum::Table($crate::record::schema::Table::fields(self)))
            }

            fn visit(
                &self,
                spot: &$crate::record::schema::Spot<'_>,
                see: &mut $crate::record::schema::Visitor<'_>,
            ) {
                // The table itself exists, whatever is in it.
                see.show(spot, $crate::record::schema::Leaf::Other);
                $crate::record::schema::Table::visit_fields(self, &spot.path, Some(spot), see);
            }

            fn is_void(&self) -> bool {
                $crate::record::schema::Table::is_void(self)
            }
        }
    };
}

/// The key of a field: the given one, otherwise its Rust name.
macro_rules! key_of {
    ($field:ident $key:literal) => {
        $key
    };
    ($field:ident) => {
        stringify!($field)
    };
}

/// Whether there is a mark.
macro_rules! is_marked {
    () => {
        false
    };
    ($mark:ident) => {
        true
    };
}

/// Whether the day of a field may be in the future: never, always, or if the record says so.
macro_rules! is_ahead_of {
    ($record:ident) => {
        false
    };
    ($record:ident, yes) => {
        true
    };
    ($record:ident, yes $is_ahead:ident) => {
        $record.$is_ahead()
    };
}

/// Unites a field with that of another record of the same person, unless it belongs to the record alone.
macro_rules! unite_of {
    ($record:ident, $other:ident, $field:ident) => {
        $crate::record::schema::Value::unite(&mut $record.$field, &$other.$field)
    };
    ($record:ident, $other:ident, $field:ident, own) => {};
}

pub(crate) use {is_ahead_of, is_marked, key_of, record, unite_of};
