import { helpers } from './helper';

/** Lists, bytes, and threads. */
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
  split_range: {
    text: `/// A range in parts of about the same length.
fn split_range(range: std::ops::Range<i64>, parts: i64) -> impl Iterator<Item = std::ops::Range<i64>> {
    let length = (range.end - range.start).max(0);
    let size = length / parts + i64::from(length % parts != 0);
    let bound = move |i: i64| range.start + (i * size).min(length);
    (0..parts).map(move |i| bound(i)..bound(i + 1))
}`,
  },
  join: {
    text: `/// What a thread came to; its panic goes on here.
fn join<T>(thread: std::thread::ScopedJoinHandle<T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}`,
  },
});
