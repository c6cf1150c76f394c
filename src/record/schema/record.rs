//! The macro that declares a record.

/// Declares a record, or a table inside one: the struct, how it is read and written, and its [`Schema`].
///
/// A field whose key is not its Rust name gives the key in brackets: `match_id ["match"]: Option<MatchId>`. Marks behind
/// the comment say more of it: `#[since(2)]`, the first version of the format that has it, and `#[words("needs")]`, the
/// list of the program's vocabulary that its words are from.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident {
        $(
            $(#[doc = $doc:literal])+
            $(#[since($since:literal)])?
            $(#[words($words:literal)])?
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
                    since: $crate::record::schema::since_of!($($since)?),
                    words: $crate::record::schema::words_of!($($words)?),
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

            fn words_within(
                &self,
                at: &$crate::record::schema::Path<'_>,
                visit: &mut $crate::record::schema::WordVisitor<'_>,
            ) {
                $( $crate::record::schema::Value::each_word(
                    &self.$field,
                    $crate::record::schema::words_of!($($words)?),
                    &$crate::record::schema::Path::Key(at, $crate::record::schema::key_of!($field $($key)?)),
                    visit,
                ); )*
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

            fn each_word(
                &self,
                _: Option<&'static str>,
                at: &$crate::record::schema::Path<'_>,
                visit: &mut $crate::record::schema::WordVisitor<'_>,
            ) {
                $crate::record::schema::Table::words_within(self, at, visit);
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

/// The first version of the format that has a field: the one given, else the first.
macro_rules! since_of {
    ($since:literal) => {
        $since
    };
    () => {
        1
    };
}

/// The list of the vocabulary that a field's words are from, where one is given.
macro_rules! words_of {
    ($words:literal) => {
        Some($words)
    };
    () => {
        None
    };
}

pub(crate) use {key_of, record, since_of, words_of};
