//! Which spellings are joined: equal keys, long forms, family names.

use super::clusters::Clusters;
use super::places::At;
use super::shape::{Shape, Shapes};
use crate::model::{DocumentId, EntityId};
use crate::query::suggest::names::Kind;
use crate::query::suggest::names::keys::{bag, ends, plain as key_of};
use crate::query::suggest::names::learnt::last_word;
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

/// A spelling in a document.
struct Spelling {
    document: DocumentId,
    /// The number of its shape.
    shape: usize,
    kind: Kind,
    entity: Option<EntityId>,
    /// The state whose body it is, where the text says so and the name does not.
    owner: Option<&'static str>,
    short_for: Option<String>,
    /// One word in capitals.
    acronym: bool,
    /// Only a capital says that it is a name, and nothing of what.
    doubtful: bool,
}

/// All spellings, and which of them stands at each place.
pub struct Spellings {
    all: Vec<Spelling>,
    shapes: Shapes,
    /// For each place, its spelling.
    pub of_place: Vec<usize>,
}

impl Spellings {
    /// One spelling for each document and name, people apart from what has the same name.
    pub fn read(places: &[At<'_>]) -> Self {
        let mut numbers: HashMap<(DocumentId, usize, Option<&str>, bool), usize> = HashMap::new();
        let mut read =
            Self { all: Vec::new(), shapes: Shapes::default(), of_place: Vec::with_capacity(places.len()) };
        for at in places {
            let shape = read.shapes.number(&at.plain);
            let generic = at.kind == Kind::Organisation && read.shapes.get(shape).is_some_and(|shape| shape.generic);
            let owner = at.found.and_then(|found| found.of).filter(|_| generic);
            let person = at.kind == Kind::Person && !at.plain.contains(' ');
            let next = read.all.len();
            let number = *numbers.entry((at.document, shape, owner, person)).or_insert(next);
            if number == next {
                read.all.push(Spelling::new(at, shape, owner));
            }
            if let Some(spelling) = read.all.get_mut(number) {
                spelling.meet(at);
            }
            read.of_place.push(number);
        }
        read
    }

    /// The plain forms and entities, by number.
    pub fn keys(&self) -> Vec<(&str, Option<EntityId>)> {
        self.all.iter().map(|spelling| (self.plain(spelling), spelling.entity)).collect()
    }

    /// Joins what belongs together, the surest reasons first.
    pub fn join(&self, clusters: &mut Clusters) {
        self.join_equal(clusters, |spelling, _| spelling.entity);
        self.join_owned(clusters);
        self.join_equal(clusters, own_key);
        self.join_long_forms(clusters);
        self.join_first_letters(clusters);
        self.join_equal(clusters, |spelling, shape| {
            let body = spelling.kind == Kind::Organisation && shape.words > 1;
            body.then(|| (shape.bag.as_str(), own_scope(spelling, shape)))
        });
        self.join_equal(clusters, |spelling, shape| shape.sound.as_deref().filter(|_| spelling.kind == Kind::Person));
        self.join_unique(clusters);
        self.join_initials(clusters);
        self.join_tails(clusters);
        self.join_family_names(clusters);
        self.join_doubtful(clusters);
    }

    fn plain(&self, spelling: &Spelling) -> &str {
        self.shapes.get(spelling.shape).map_or("", |shape| shape.plain.as_str())
    }

    /// Every spelling with its number and shape.
    fn shaped(&self) -> impl Iterator<Item = (usize, &Spelling, &Shape)> {
        self.all
            .iter()
            .enumerate()
            .filter_map(|(at, spelling)| Some((at, spelling, self.shapes.get(spelling.shape)?)))
    }

    fn people(&self) -> impl Iterator<Item = (usize, &Spelling, &Shape)> {
        self.shaped().filter(|(_, spelling, _)| spelling.kind == Kind::Person)
    }

    fn join_equal<'s, K: Eq + Hash>(
        &'s self,
        clusters: &mut Clusters,
        key: impl Fn(&'s Spelling, &'s Shape) -> Option<K>,
    ) {
        let mut first: HashMap<K, usize> = HashMap::new();
        for (at, spelling, shape) in self.shaped() {
            if let Some(key) = key(spelling, shape) {
                clusters.join(*first.entry(key).or_insert(at), at);
            }
        }
    }

    /// “The Interior Ministry” is that of the only state whose ministry the same document names.
    fn join_owned(&self, clusters: &mut Clusters) {
        let mut owners: HashMap<(DocumentId, &str), BTreeSet<usize>> = HashMap::new();
        for (at, spelling, shape) in self.shaped().filter(|(_, spelling, _)| spelling.owner.is_some()) {
            owners.entry((spelling.document, &shape.bag)).or_default().insert(at);
        }
        for (at, spelling, shape) in self.shaped() {
            if spelling.owner.is_none() && spelling.kind == Kind::Organisation && shape.generic {
                let owner = only(owners.get(&(spelling.document, shape.bag.as_str())));
                owner.into_iter().for_each(|owner| clusters.join(owner, at));
            }
        }
    }

    /// Acronyms: with their long form in the same document; elsewhere too, if they have only one.
    fn join_long_forms(&self, clusters: &mut Clusters) {
        let by_name: HashMap<(DocumentId, &str), usize> =
            self.shaped().map(|(at, spelling, shape)| ((spelling.document, shape.plain.as_str()), at)).collect();
        let mut meanings: HashMap<&str, BTreeSet<String>> = HashMap::new();
        for (at, spelling, shape) in self.shaped() {
            let Some(long) = spelling.short_for.as_deref() else { continue };
            // “DGSN-DGST” in brackets: each of the two may stand alone later.
            let parts = shape.plain.split(' ').filter_map(|part| by_name.get(&(spelling.document, part)));
            for short in parts.chain([&at]) {
                meanings
                    .entry(self.all.get(*short).map_or("", |short| self.plain(short)))
                    .or_default()
                    .insert(bag(long));
                by_name.get(&(spelling.document, long)).into_iter().for_each(|long| clusters.join(*long, *short));
            }
        }
        self.join_equal(clusters, |spelling, shape| {
            let several = meanings.get(shape.plain.as_str()).is_some_and(|meanings| meanings.len() > 1);
            (spelling.acronym && !several && spelling.kind != Kind::Place).then_some(shape.plain.as_str())
        });
    }

    /// An acronym is the only body of its first letters in the same document; if it has three letters and more, the
    /// only one in all.
    fn join_first_letters(&self, clusters: &mut Clusters) {
        let mut here: HashMap<(DocumentId, &str), BTreeSet<usize>> = HashMap::new();
        let mut anywhere: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        for (at, spelling, shape) in self.shaped().filter(|(_, spelling, _)| spelling.kind == Kind::Organisation) {
            let Some(letters) = shape.initials.as_deref().filter(|letters| letters.len() > 1) else { continue };
            let root = clusters.root(at);
            here.entry((spelling.document, letters)).or_default().insert(root);
            anywhere.entry(letters).or_default().insert(root);
        }
        for (at, spelling, shape) in self.shaped() {
            if !spelling.acronym || spelling.kind != Kind::Organisation {
                continue;
            }
            let letters = shape.plain.as_str();
            let long = match here.get(&(spelling.document, letters)) {
                None if letters.len() < 3 => None,
                None => only(anywhere.get(letters)),
                bodies => only(bodies),
            };
            long.into_iter().for_each(|long| clusters.join(long, at));
        }
    }

    /// Joins people of equal first and last names only if those of three and more words agree with one another.
    fn join_unique(&self, clusters: &mut Clusters) {
        let mut longer: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        let people = || self.people().filter_map(|(at, _, shape)| Some((at, shape.words, shape.ends.as_deref()?)));
        for (at, _, key) in people().filter(|(_, words, _)| *words > 2) {
            longer.entry(key).or_default().insert(clusters.root(at));
        }
        for (at, _, key) in people() {
            only(longer.get(key)).into_iter().for_each(|long| clusters.join(long, at));
        }
    }

    /// “J. Smith” is the only person in these documents whose name is J… Smith.
    fn join_initials(&self, clusters: &mut Clusters) {
        let short = |shape: &Shape| {
            let (first, last) = ends(&shape.plain)?;
            Some((format!("{} {last}", first.chars().next()?), first.chars().count() == 1))
        };
        let mut full: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for (at, _, shape) in self.people() {
            if let Some((key, false)) = short(shape) {
                full.entry(key).or_default().insert(clusters.root(at));
            }
        }
        for (at, _, shape) in self.people() {
            let Some((key, true)) = short(shape) else { continue };
            only(full.get(&key)).into_iter().for_each(|person| clusters.join(person, at));
        }
    }

    /// “Suu Kyi” is the only person whose longer name ends so: in the same document, else in all.
    fn join_tails(&self, clusters: &mut Clusters) {
        let mut here: HashMap<(DocumentId, &str), BTreeSet<usize>> = HashMap::new();
        let mut anywhere: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        for (at, spelling, shape) in self.people().filter(|(_, _, shape)| shape.words > 2) {
            let root = clusters.root(at);
            for (cut, _) in shape.plain.match_indices(' ').take(shape.words.saturating_sub(2)) {
                let tail = shape.plain.get(cut + 1..).unwrap_or_default();
                here.entry((spelling.document, tail)).or_default().insert(root);
                anywhere.entry(tail).or_default().insert(root);
            }
        }
        for (at, spelling, shape) in self.people().filter(|(_, _, shape)| shape.words > 1) {
            let name = shape.plain.as_str();
            let person = match here.get(&(spelling.document, name)) {
                None => only(anywhere.get(name)),
                people => only(people),
            };
            person.into_iter().for_each(|person| clusters.join(person, at));
        }
    }

    /// A family name alone: the only person of that name in the same document, else the only one in all.
    fn join_family_names(&self, clusters: &mut Clusters) {
        let mut here: HashMap<(DocumentId, &str), BTreeSet<usize>> = HashMap::new();
        let mut anywhere: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        for (at, spelling, shape) in self.people().filter(|(_, _, shape)| shape.words > 1) {
            let (root, name) = (clusters.root(at), last_word(&shape.plain));
            here.entry((spelling.document, name)).or_default().insert(root);
            anywhere.entry(name).or_default().insert(root);
        }
        let mut alone: HashMap<&str, usize> = HashMap::new();
        for (at, spelling, shape) in self.people().filter(|(_, _, shape)| shape.words == 1) {
            let name = shape.plain.as_str();
            let person = match here.get(&(spelling.document, name)) {
                None => only(anywhere.get(name)),
                people => only(people),
            };
            match person {
                Some(person) => clusters.join(person, at),
                // Nobody is named in full anywhere: the same name is taken for the same person.
                None if !anywhere.contains_key(name) => clusters.join(*alone.entry(name).or_insert(at), at),
                None => {}
            }
        }
    }

    /// A single word of which only its capital is known is what the same word is elsewhere, and a word in capitals
    /// what it is in small letters in the same document.
    fn join_doubtful(&self, clusters: &mut Clusters) {
        let mut here: HashMap<(DocumentId, usize), usize> = HashMap::new();
        let mut places: HashMap<usize, usize> = HashMap::new();
        let families: BTreeSet<&str> = self
            .people()
            .filter(|(_, _, shape)| shape.words > 1)
            .map(|(_, _, shape)| last_word(&shape.plain))
            .collect();
        for (at, spelling, _) in self.shaped().filter(|(_, spelling, _)| !spelling.doubtful && !spelling.acronym) {
            here.entry((spelling.document, spelling.shape)).or_insert(at);
            if spelling.kind == Kind::Place {
                places.entry(spelling.shape).or_insert(at);
            }
        }
        for (at, spelling, shape) in self.shaped().filter(|(_, _, shape)| shape.words == 1) {
            let doubtful = spelling.doubtful && !families.contains(shape.plain.as_str());
            let shouted = spelling.acronym && shape.plain.len() > 3;
            let same = here.get(&(spelling.document, spelling.shape)).filter(|_| doubtful || shouted);
            let same = same.or_else(|| places.get(&spelling.shape).filter(|_| doubtful));
            same.into_iter().for_each(|same| clusters.join(*same, at));
        }
    }
}

impl Spelling {
    fn new(at: &At<'_>, shape: usize, owner: Option<&'static str>) -> Self {
        let acronym = !at.text.contains(' ') && !at.text.chars().any(char::is_lowercase);
        let (document, kind) = (at.document, at.kind);
        Self { document, shape, kind, entity: None, owner, short_for: None, acronym, doubtful: true }
    }

    /// Takes in what one of its places says.
    fn meet(&mut self, at: &At<'_>) {
        self.entity = self.entity.or(at.entity);
        self.doubtful &= at.is_doubtful();
        let short_for = at.found.and_then(|found| found.short_for.as_ref());
        self.short_for = self.short_for.take().or(short_for.map(|long| key_of(long)));
    }
}

/// A key that says all: the state, or the name. Family names and acronyms with several meanings have none.
fn own_key<'s>(spelling: &'s Spelling, shape: &'s Shape) -> Option<(&'s str, Scope)> {
    if spelling.kind == Kind::Place {
        return Some((shape.place.as_str(), Scope::Everywhere));
    }
    let family = spelling.kind == Kind::Person && shape.words == 1;
    (!family && !spelling.acronym).then(|| (shape.plain.as_str(), own_scope(spelling, shape)))
}

/// How far a name means one and the same body.
#[derive(PartialEq, Eq, Hash)]
enum Scope {
    Everywhere,
    /// That of a state, in whatever document.
    Of(&'static str),
    /// “Ministry of Justice”: nobody says whose, so another document may mean another one.
    In(DocumentId),
}

fn own_scope(spelling: &Spelling, shape: &Shape) -> Scope {
    match spelling.owner {
        Some(state) => Scope::Of(state),
        None if spelling.kind == Kind::Organisation && shape.generic => Scope::In(spelling.document),
        None => Scope::Everywhere,
    }
}

/// The only one of a set.
fn only(set: Option<&BTreeSet<usize>>) -> Option<usize> {
    set.filter(|set| set.len() == 1).and_then(BTreeSet::first).copied()
}
