//! Who a person is. None of this may reach a report, an export, a file name, a log, or an error about another file.

use super::record::Record;
use crate::record::day::Day;
use crate::record::kind::Kind;
use crate::record::schema::{Prose, record};

record! {
    #[derive(Default)]
    /// Who a participant or mentor is, `identities/p-….toml` or `identities/m-….toml`, and what others call a case,
    /// `identities/c-….toml`.
    pub struct Identity {
        /// Given names.
        #[called("name first", "first names", "first name", "first", "given", "given name", "given names", "fname",
            "nombres", "nombre de pila", "primer nombre", "firstname")]
        pub given: Option<Box<str>>,
        /// Family names.
        #[called("name last", "last names", "last name", "last", "family", "family name", "surname", "lname",
            "apellido", "apellidos", "apellido paterno", "lastname")]
        pub family: Option<Box<str>>,
        /// Other names the person goes by.
        #[called("alias", "aliases", "aka", "nickname", "goes by", "preferred name", "other names", "also known as",
            "other name", "maiden name")]
        pub aliases: Vec<Box<str>>,
        /// The birth date.
        #[called("dob", "d o b", "date of birth", "birth date", "birthdate", "birthday", "born",
            "fecha de nacimiento", "parent dob", "birth", "nacimiento", "fecha nacimiento", "fecha de nac",
            "date of birth mm dd yyyy")]
        pub born: Option<Day>,
        /// The phone number.
        #[called("phone", "phone number", "cell", "cell phone", "mobile", "telephone", "tel", "telefono",
            "contact number", "home phone", "work phone", "other phone", "phone 1", "phone 2", "second phone",
            "alternate phone", "alt phone", "phone home", "phone cell", "mobile phone", "cell number", "phone no",
            "celular", "movil", "contact phone", "best phone", "best phone number", "best number", "other number",
            "other phone number", "alternate number", "alt number", "message phone",
            "ph", "ph number", "alt ph", "cell ph", "home ph", "work ph", "alt phone number", "alternate ph", "alt cell", "2nd phone", "ph 2",
            "phone number 1", "phone number 2", "home number", "work number")]
        pub phone: Option<Box<str>>,
        /// The e-mail address.
        #[called("email", "e mail", "email address", "e mail address", "correo", "mail", "correo electronico",
            "email 2")]
        pub email: Option<Box<str>>,
        /// Street and number.
        #[called("address", "street", "street address", "home address", "direccion", "street and number",
            "domicilio")]
        pub street: Option<Box<str>>,
        /// Town.
        #[called("city", "town", "ciudad")]
        pub city: Option<Box<str>>,
        /// Zip code.
        #[called("zip", "zip code", "zipcode", "postal code", "codigo postal", "zip postal code")]
        pub zip: Option<Box<str>>,
        /// Ids in other systems, each with the system before a colon, as `dcs:0042187`.
        #[called("id", "client id", "client number", "participant number", "parent number", "participant id",
            "person id", "dcs id", "hmis id", "external id", "id number", "ccid", "client no", "participant no",
            "numero de cliente", "record number", "hmis", "file number")]
        pub external_ids: Vec<Box<str>>,
        /// Docket numbers of a case, each with its court before a colon if that is not clear; only for cases.
        #[since(2)]
        #[by_hand]
        pub docket: Vec<Box<str>>,
        /// What the ids of a recipient of exports are made with; of recipients alone, `identities/r-….toml`.
        #[since(2)]
        #[by_hand]
        pub secret: Option<Box<str>>,
        /// Anything else.
        pub note: Option<Prose>,
    }
}

impl Record for Identity {}

impl Identity {
    /// Whether a record of that kind can have a key: a case has a docket and nothing else; no other kind has one.
    #[must_use]
    pub fn has_key(kind: Kind, key: &str) -> bool {
        let is_of_kind = kind.has_identity() && (key == "docket") == (kind == Kind::Case);
        key == "note" || key != "secret" && is_of_kind
    }

    /// The name people use, given names first; `None` when neither is on file.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        match (self.given.as_deref(), self.family.as_deref()) {
            (Some(given), Some(family)) => Some(format!("{given} {family}")),
            (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
            (None, None) => None,
        }
    }

    /// Removes everything but the birth date.
    pub fn keep_birth_date_alone(&mut self) {
        let born = self.born;
        *self = Self {
            born,
            ..Self::default()
        };
    }

    /// Every name the person goes by, the main one first.
    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.name()
            .into_iter()
            .chain(self.aliases.iter().map(ToString::to_string))
    }

    /// Every name by which the person is found: those they go by, and an alias of one word with the family name, as
    /// `Lupe Reyes` of Guadalupe Reyes, called Lupe.
    pub fn names_to_find(&self) -> impl Iterator<Item = String> + '_ {
        let with_family = self.aliases.iter().filter_map(|alias| {
            let alias = alias.to_string();
            let family = self.family.as_ref().filter(|_| !alias.contains(' '))?;
            Some(format!("{alias} {family}"))
        });
        self.names().chain(with_family)
    }
}
