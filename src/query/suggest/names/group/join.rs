//! Which spellings are joined: equal keys, long forms, family names.

use super::clusters::Clusters;
use super::places::At;
use crate::model::{DocumentId, EntityId};
use crate::query::suggest::names::Kind;
use crate::query::suggest::names::keys::{bag, ends, is_generic, plain as key_of, sound, sound_of_word};
use crate::query::suggest::names::learnt::last_word;
use crate::query::suggest::names::lists::{Traits, lists};
use std::collections::{BTreeSet, HashMap};

/// A spelling in a document.
struct Spelling {
    document: DocumentId,
    plain: String,
    kind: Kind,
    entity: Option<EntityId>,
    /// The state whose body it is, where the text says so and the name does not.
    owner: Option<&'static str>,
    short_for: Option<String>,
    /// One word in capitals.
    acronym: bool,
}

/// All spellings, and which of them stands at each place.
pub struct Spellings {
    all: Vec<Spelling>,
    /// For each place, its spelling.
    pub of_place: Vec<usize>,
}

impl Spellings {
    /// One spelling for each document and name, people apart from what has the same name.
    pub fn read(places: &[At<'_>]) -> Self {
        let mut numbers: HashMap<(DocumentId, String, Option<&str>, bool), usize> = HashMap::new();
        let mut all: Vec<Spelling> = Vec::new();
        let mut of_place = Vec::with_capacity(places.len());
        for at in places {
            let plain = key_of(&at.text);
            let generic = at.kind == Kind::Organisation && is_generic(&plain);
            let owner = at.found.and_then(|found| found.of).filter(|_| generic);
            let person = at.kind == Kind::Person && !plain.contains(' ');
            let next = all.len();
            let number = *numbers.entry((at.document, plain.clone(), owner, person)).or_insert(next);
            if number == next {
                let acronym = !at.text.contains(' ') && !at.text.chars().any(char::is_lowercase);
                all.push(Spelling {
                    document: at.document,
                    plain,
                    kind: at.kind,
                    entity: None,
                    owner,
                    short_for: None,
                    acronym,
                });
            }
            if let Some(spelling) = all.get_mut(number) {
                spelling.entity = spelling.entity.or(at.entity);
                let short_for = at.found.and_then(|found| found.short_for.as_ref());
                spelling.short_for = spelling.short_for.take().or(short_for.map(|long| key_of(long)));
            }
            of_place.push(number);
        }
        Self { all, of_place }
    }

    /// The plain forms and entities, by number.
    pub fn keys(&self) -> Vec<(&str, Option<EntityId>)> {
        self.all.iter().map(|spelling| (spelling.plain.as_str(), spelling.entity)).collect()
    }

    /// Joins what belongs together, the surest reasons first.
    pub fn join(&self, clusters: &mut Clusters) {
        self.join_equal(clusters, |spelling| spelling.entity.map(|id| id.to_string()));
        self.join_owned(clusters);
        self.join_equal(clusters, own_key);
        self.join_long_forms(clusters);
        self.join_equal(clusters, |spelling| {
            let body = spelling.kind == Kind::Organisation && spelling.plain.contains(' ');
            body.then(|| format!("{} {}", bag(&spelling.plain), owner_key(spelling)))
        });
        self.join_equal(clusters, |spelling| sound(&spelling.plain).filter(|_| spelling.kind == Kind::Person));
        self.join_unique(clusters, |spelling| {
            let (first, last) = ends(&spelling.plain).filter(|_| spelling.kind == Kind::Person)?;
            Some(sound(&format!("{first} {last}")).unwrap_or_else(|| format!("{first} {last}")))
        });
        self.join_initials(clusters);
        self.join_family_names(clusters);
    }

    fn join_equal(&self, clusters: &mut Clusters, key: impl Fn(&Spelling) -> Option<String>) {
        let mut first: HashMap<String, usize> = HashMap::new();
        for (at, spelling) in self.all.iter().enumerate() {
            if let Some(key) = key(spelling) {
                clusters.join(*first.entry(key).or_insert(at), at);
            }
        }
    }

    /// “The Interior Ministry” is that of the only state whose ministry the same document names.
    fn join_owned(&self, clusters: &mut Clusters) {
        let mut owners: HashMap<(DocumentId, String), BTreeSet<usize>> = HashMap::new();
        for (at, spelling) in self.all.iter().enumerate().filter(|(_, spelling)| spelling.owner.is_some()) {
            owners.entry((spelling.document, bag(&spelling.plain))).or_default().insert(at);
        }
        for (at, spelling) in self.all.iter().enumerate() {
            let open = spelling.owner.is_none() && spelling.kind == Kind::Organisation && is_generic(&spelling.plain);
            let known =
                owners.get(&(spelling.document, bag(&spelling.plain))).filter(|known| open && known.len() == 1);
            known.into_iter().flatten().for_each(|owner| clusters.join(*owner, at));
        }
    }

    /// Acronyms: with their long form in the same document; elsewhere too, if they have only one.
    fn join_long_forms(&self, clusters: &mut Clusters) {
        let by_name: HashMap<(DocumentId, &str), usize> = self
            .all
            .iter()
            .enumerate()
            .map(|(at, spelling)| ((spelling.document, spelling.plain.as_str()), at))
            .collect();
        let mut meanings: HashMap<&str, BTreeSet<String>> = HashMap::new();
        for (at, spelling) in self.all.iter().enumerate() {
            let Some(long) = spelling.short_for.as_deref() else { continue };
            meanings.entry(&spelling.plain).or_default().insert(bag(long));
            if let Some(long) = by_name.get(&(spelling.document, long)) {
                clusters.join(*long, at);
            }
        }
        self.join_equal(clusters, |spelling| {
            let several = meanings.get(spelling.plain.as_str()).is_some_and(|meanings| meanings.len() > 1);
            (spelling.acronym && !several && spelling.kind != Kind::Place).then(|| spelling.plain.clone())
        });
    }

    /// Joins spellings with equal keys only if those of three and more words agree with one another.
    fn join_unique(&self, clusters: &mut Clusters, key: impl Fn(&Spelling) -> Option<String>) {
        let mut longer: HashMap<String, BTreeSet<usize>> = HashMap::new();
        let mut with_key: Vec<(usize, String)> = Vec::new();
        for (at, spelling) in self.all.iter().enumerate() {
            let Some(key) = key(spelling) else { continue };
            if spelling.plain.split(' ').count() > 2 {
                longer.entry(key.clone()).or_default().insert(clusters.root(at));
            }
            with_key.push((at, key));
        }
        for (at, key) in with_key {
            let long = longer.get(&key).filter(|long| long.len() == 1).and_then(BTreeSet::first);
            if let Some(long) = long {
                clusters.join(*long, at);
            }
        }
    }

    /// “J. Smith” is the only person in these documents whose name is J… Smith.
    fn join_initials(&self, clusters: &mut Clusters) {
        let short = |plain: &str| {
            let (first, last) = ends(plain)?;
            Some((format!("{} {last}", first.chars().next()?), first.chars().count() == 1))
        };
        let mut full: HashMap<String, BTreeSet<usize>> = HashMap::new();
        let people = || self.all.iter().enumerate().filter(|(_, spelling)| spelling.kind == Kind::Person);
        for (at, spelling) in people() {
            if let Some((key, false)) = short(&spelling.plain) {
                full.entry(key).or_default().insert(clusters.root(at));
            }
        }
        for (at, spelling) in people() {
            let Some((key, true)) = short(&spelling.plain) else { continue };
            if let Some(only) = full.get(&key).filter(|full| full.len() == 1).and_then(BTreeSet::first) {
                clusters.join(*only, at);
            }
        }
    }

    /// A family name alone: the only person of that name in the same document, else the only one in all.
    fn join_family_names(&self, clusters: &mut Clusters) {
        let mut here: HashMap<(DocumentId, &str), BTreeSet<usize>> = HashMap::new();
        let mut anywhere: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        let people = || self.all.iter().enumerate().filter(|(_, spelling)| spelling.kind == Kind::Person);
        for (at, spelling) in people().filter(|(_, spelling)| spelling.plain.contains(' ')) {
            let (root, name) = (clusters.root(at), last_word(&spelling.plain));
            here.entry((spelling.document, name)).or_default().insert(root);
            anywhere.entry(name).or_default().insert(root);
        }
        let mut alone: HashMap<&str, usize> = HashMap::new();
        for (at, spelling) in people().filter(|(_, spelling)| !spelling.plain.contains(' ')) {
            let name = spelling.plain.as_str();
            let in_document = here.get(&(spelling.document, name));
            let only = |people: Option<&BTreeSet<usize>>| {
                people.filter(|people| people.len() == 1).and_then(BTreeSet::first).copied()
            };
            let person = match in_document {
                Some(_) => only(in_document),
                None => only(anywhere.get(name)),
            };
            match person {
                Some(person) => clusters.join(person, at),
                // Nobody is named in full anywhere: the same name is taken for the same person.
                None if !anywhere.contains_key(name) => clusters.join(*alone.entry(name).or_insert(at), at),
                None => {}
            }
        }
    }
}

/// “Marrakesh” and “Marrakech” are one town: both are long, and both in the list.
fn key_of_place(plain: &str) -> String {
    let listed = lists().traits(plain).has(Traits::BEGINS) && plain.len() > 5 && !plain.contains(' ');
    if listed { format!("~{}", sound_of_word(plain.trim_end_matches('s'))) } else { plain.to_owned() }
}

fn owner_key(spelling: &Spelling) -> &'static str {
    spelling.owner.unwrap_or_default()
}

/// A key that says all: the state, or the name. Family names and acronyms with several meanings have none.
fn own_key(spelling: &Spelling) -> Option<String> {
    if spelling.kind == Kind::Place {
        let state = lists().state_of_plain(&spelling.plain);
        return Some(state.map_or_else(|| key_of_place(&spelling.plain), key_of));
    }
    let family = spelling.kind == Kind::Person && !spelling.plain.contains(' ');
    (!family && !spelling.acronym).then(|| format!("{}\u{0}{}", spelling.plain, owner_key(spelling)))
}
