//! The macro that declares a record.

/// Declares a record, or a table inside one: the struct, how it is read and written, and its [`Schema`].
///
/// A field whose key is not its Rust name gives the key in brackets: `match_id ["match"]: Option<MatchId>`.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident {
        $( $(#[doc = $doc:literal])+ pub $field:ident $([$key:literal])? : $type:ty, )*
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
        }
    };
}

/// The key of a field: the one given, else its Rust name.
macro_rules! key_of {
    ($field:ident $key:literal) => {
        $key
    };
    ($field:ident) => {
        stringify!($field)
    };
}

pub(crate) use {key_of, record};
