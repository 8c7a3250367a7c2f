/** The type itself, and what every program needs of it. */
const BASE = `/// A map that keeps the order in which its keys came, as Python's dict does.
#[derive(Clone, Debug)]
pub struct OrderedMap<K, V> {
    entries: Vec<(K, V)>,
    places: HashMap<K, usize>,
}

impl<K: Eq + Hash + Clone, V> OrderedMap<K, V> {
    /// A new value for a key that is there already takes the old one's place.
    pub fn insert(&mut self, key: K, value: V) {
        match self.places.get(&key) {
            Some(&place) => self.entries[place].1 = value,
            None => {
                self.places.insert(key.clone(), self.entries.len());
                self.entries.push((key, value));
            }
        }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + ExactSizeIterator {
        self.entries.iter().map(|(key, value)| (key, value))
    }`;

const COLLECTING = `impl<K, V> Default for OrderedMap<K, V> {
    fn default() -> Self {
        OrderedMap { entries: Vec::new(), places: HashMap::new() }
    }
}

impl<K: Eq + Hash + Clone, V> FromIterator<(K, V)> for OrderedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(items: I) -> Self {
        let mut map = OrderedMap::default();
        items.into_iter().for_each(|(key, value)| map.insert(key, value));
        map
    }
}`;

const GET = `    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.places.get(key).map(|&place| &self.entries[place].1)
    }`;

/** Methods by what calls them. */
const METHODS: readonly (readonly [RegExp, string])[] = [
  [/\.get\(|[=!]=|\.contains\(|PartialEq/, GET],
  [
    /\.contains_key\(/,
    `    pub fn contains_key<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K: std::borrow::Borrow<Q>,
    {
        self.places.contains_key(key)
    }`,
  ],
  [
    /\.is_empty\(\)/,
    `    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }`,
  ],
  [
    /\.keys\(\)/,
    `    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.entries.iter().map(|(key, _)| key)
    }`,
  ],
  [
    /\.values\(\)/,
    `    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.entries.iter().map(|(_, value)| value)
    }`,
  ],
];

/** Traits by what needs them. */
const TRAITS: readonly (readonly [RegExp, string])[] = [
  [
    /\.extend\(/,
    `impl<K: Eq + Hash + Clone, V> Extend<(K, V)> for OrderedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, items: I) {
        items.into_iter().for_each(|(key, value)| self.insert(key, value));
    }
}`,
  ],
  [
    /into_iter\(\)|flat_map|\.extend\(/,
    `impl<K, V> IntoIterator for OrderedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}`,
  ],
  [
    /[=!]=|\.contains\(|PartialEq/,
    `impl<K: Eq + Hash + Clone, V: PartialEq> PartialEq for OrderedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}`,
  ],
];

export const ORDERED_MAP_USES = ['std::collections::HashMap', 'std::hash::Hash'] as const;

/** The insertion-ordered map with the methods and traits that a program's text can call. */
export function orderedMap(program: string): string {
  const chosen = (table: readonly (readonly [RegExp, string])[]) =>
    table.flatMap(([pattern, text]) => (pattern.test(program) ? [text] : []));
  const methods = chosen(METHODS).map((text) => `\n\n${text}`);
  return [`${BASE}${methods.join('')}\n}`, COLLECTING, ...chosen(TRAITS)].join('\n\n');
}
