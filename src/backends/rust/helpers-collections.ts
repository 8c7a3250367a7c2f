import { helpers } from './helper';

/** Lists, bytes, and the dict that remembers its order. */
export const COLLECTION_HELPERS = helpers({
  at: {
    text: `/// The item at a position, from the end when negative.
fn at<T>(items: &[T], index: i64) -> &T {
    let position = if index < 0 { index + items.len() as i64 } else { index };
    items.get(usize::try_from(position).unwrap_or(usize::MAX)).expect("IndexError: index out of range")
}`,
  },
  slice: {
    text: `/// \`items[start:stop:step]\`
fn slice<T: Clone>(items: &[T], start: Option<i64>, stop: Option<i64>, step: i64) -> Vec<T> {
    let length = items.len() as i64;
    let place = |bound: i64, least: i64, most: i64| if bound < 0 { (bound + length).max(least) } else { bound.min(most) };
    if step == 0 {
        panic!("ValueError: slice step cannot be zero");
    }
    let by = usize::try_from(step.unsigned_abs()).unwrap_or(usize::MAX);
    if step > 0 {
        let (from, to) = (start.map_or(0, |s| place(s, 0, length)), stop.map_or(length, |s| place(s, 0, length)));
        return if from < to { items[from as usize..to as usize].iter().step_by(by).cloned().collect() } else { Vec::new() };
    }
    let (from, to) = (start.map_or(length - 1, |s| place(s, -1, length - 1)), stop.map_or(-1, |s| place(s, -1, length - 1)));
    if from > to { items[(to + 1) as usize..=from as usize].iter().rev().step_by(by).cloned().collect() } else { Vec::new() }
}`,
  },
  unpack: {
    text: `/// Items for exactly so many names.
fn unpack<T>(items: Vec<T>, count: usize) -> Vec<T> {
    if items.len() != count {
        panic!("ValueError: {} values for {count} names", items.len());
    }
    items
}`,
  },
  unpack_star: {
    text: `/// Items for so many names and a starred one.
fn unpack_star<T>(items: Vec<T>, count: usize) -> Vec<T> {
    if items.len() < count {
        panic!("ValueError: {} values for at least {count} names", items.len());
    }
    items
}`,
  },
  bytes_from_ints: {
    text: `/// bytes(items)
fn bytes_from_ints(items: &[i64]) -> Vec<u8> {
    items.iter().map(|&item| u8::try_from(item).expect("ValueError: bytes must be in range(0, 256)")).collect()
}`,
  },
  zeros: {
    text: `/// bytes(size)
fn zeros(size: i64) -> Vec<u8> {
    vec![0; usize::try_from(size).expect("ValueError: negative count")]
}`,
  },
  encode: {
    text: `/// One byte a character, for ASCII (below 128) and Latin-1 (below 256).
fn encode(s: &str, top: u32) -> Vec<u8> {
    s.chars().map(|c| if (c as u32) < top { c as u8 } else { panic!("UnicodeEncodeError: ordinal not in range({top})") }).collect()
}`,
  },
  decode_latin: {
    text: `fn decode_latin(data: &[u8]) -> String {
    data.iter().map(|&byte| byte as char).collect()
}`,
  },
  decode_ascii: {
    text: `fn decode_ascii(data: &[u8]) -> String {
    if !data.is_ascii() {
        panic!("UnicodeDecodeError: ordinal not in range(128)");
    }
    data.iter().map(|&byte| byte as char).collect()
}`,
  },
  decode_utf8: {
    text: `fn decode_utf8(data: &[u8]) -> String {
    String::from_utf8(data.to_vec()).expect("UnicodeDecodeError: invalid utf-8")
}`,
  },
  OrderedMap: {
    text: `/// A map that keeps the order in which its keys came, as Python's dict does.
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

    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.places.get(key).map(|&place| &self.entries[place].1)
    }

    pub fn contains_key<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K: std::borrow::Borrow<Q>,
    {
        self.places.contains_key(key)
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + ExactSizeIterator {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.entries.iter().map(|(key, _)| key)
    }

    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.entries.iter().map(|(_, value)| value)
    }
}

impl<K, V> Default for OrderedMap<K, V> {
    fn default() -> Self {
        OrderedMap { entries: Vec::new(), places: HashMap::new() }
    }
}

impl<K: Eq + Hash + Clone, V> Extend<(K, V)> for OrderedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, items: I) {
        items.into_iter().for_each(|(key, value)| self.insert(key, value));
    }
}

impl<K: Eq + Hash + Clone, V> FromIterator<(K, V)> for OrderedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(items: I) -> Self {
        let mut map = OrderedMap::default();
        map.extend(items);
        map
    }
}

impl<K, V> IntoIterator for OrderedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<K: Eq + Hash + Clone, V: PartialEq> PartialEq for OrderedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}`,
    uses: ['std::collections::HashMap', 'std::hash::Hash'],
  },
});
