import { helpers } from './helper';

const every = (name: string, doc: string, test: string) => `/// ${doc}
fn ${name}(s: &str) -> bool {
    !s.is_empty() && s.chars().all(${test})
}`;

/**
 * Character classes. Python's differ from Rust's in corners of Unicode: outside the blocks where both agree, or where
 * a table is written here, a character is reported instead of guessed.
 */
export const CHAR_HELPERS = helpers({
  is_space: {
    text: `/// White space as Python sees it: also the separators U+001C to U+001F.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\\x1c'..='\\x1f').contains(&c)
}`,
  },
  known: {
    text: `/// Scripts in which Rust's letters and digits are Python's.
fn known(c: char) -> char {
    match c {
        '\\0'..='\\u{344}' | '\\u{370}'..='\\u{377}' | '\\u{37b}'..='\\u{37f}' | '\\u{388}'..='\\u{38a}' | '\\u{38e}'..='\\u{3a1}'
        | '\\u{3a3}'..='\\u{482}' | '\\u{48a}'..='\\u{52f}' | '\\u{5d0}'..='\\u{5ea}' | '\\u{2010}'..='\\u{2027}'
        | '\\u{2030}'..='\\u{205e}' | '\\u{20a0}'..='\\u{20c0}' | '\\u{2190}'..='\\u{21ff}' | '\\u{2500}'..='\\u{25ff}'
        | '\\u{3041}'..='\\u{3096}' | '\\u{30a1}'..='\\u{30fa}' | '\\u{ac00}'..='\\u{d7a3}' | '\\u{fffd}'
        | '\\u{1f300}'..='\\u{1f64f}' | '\\u{1f680}'..='\\u{1f6c5}' | '\\u{1f900}'..='\\u{1f9ff}' => c,
        _ => panic!("outside: the class of U+{:04X}", c as u32),
    }
}`,
  },
  is_alpha: { text: every('is_alpha', 'str.isalpha', '|c| known(c).is_alphabetic()'), needs: ['known'] },
  is_alnum: { text: every('is_alnum', 'str.isalnum', '|c| known(c).is_alphanumeric()'), needs: ['known'] },
  is_decimal: {
    text: every('is_decimal', 'str.isdecimal', '|c| known(c).is_ascii_digit()'),
    needs: ['known'],
  },
  is_digit: {
    text: every(
      'is_digit',
      'str.isdigit: superscripts count',
      "|c| known(c).is_ascii_digit() || matches!(c, '²' | '³' | '¹')",
    ),
    needs: ['known'],
  },
  is_numeric: { text: every('is_numeric', 'str.isnumeric', '|c| known(c).is_numeric()'), needs: ['known'] },
  is_space_str: { text: every('is_space_str', 'str.isspace', 'is_space'), needs: ['is_space'] },
  is_title_case: {
    text: `/// The letters that are neither upper nor lower case.
fn is_title_case(c: char) -> bool {
    matches!(c, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ' | 'ᾈ'..='ᾏ' | 'ᾘ'..='ᾟ' | 'ᾨ'..='ᾯ' | 'ᾼ' | 'ῌ' | 'ῼ')
}`,
  },
  is_upper: {
    text: `/// str.isupper: at least one cased character, none of them lower or title case.
fn is_upper(s: &str) -> bool {
    s.chars().any(char::is_uppercase) && !s.chars().any(|c| c.is_lowercase() || is_title_case(c))
}`,
    needs: ['is_title_case'],
  },
  is_lower: {
    text: `/// str.islower: at least one cased character, none of them upper or title case.
fn is_lower(s: &str) -> bool {
    s.chars().any(char::is_lowercase) && !s.chars().any(|c| c.is_uppercase() || is_title_case(c))
}`,
    needs: ['is_title_case'],
  },
  is_title: {
    text: `/// str.istitle: upper case only at the start of words.
fn is_title(s: &str) -> bool {
    let (mut cased, mut inside) = (false, false);
    for c in s.chars() {
        let capital = c.is_uppercase() || is_title_case(c);
        if (capital && inside) || (c.is_lowercase() && !inside) {
            return false;
        }
        inside = capital || c.is_lowercase();
        cased |= inside;
    }
    cased
}`,
    needs: ['is_title_case'],
  },
  is_identifier: {
    text: `/// str.isidentifier
fn is_identifier(s: &str) -> bool {
    let start = |c: char| c == '_' || known(c).is_alphabetic();
    s.chars().next().map_or(false, start) && s.chars().skip(1).all(|c| start(c) || c.is_ascii_digit() || c == '·' || ('\\u{300}'..='\\u{344}').contains(&c))
}`,
    needs: ['known'],
  },
  is_printable: {
    text: `/// Whether repr shows the character as it is.
fn is_printable(c: char) -> bool {
    match known(c) {
        '\\0'..='\\x1f' | '\\x7f'..='\\u{a0}' | '\\u{ad}' | '\\u{2028}' | '\\u{2029}' | '\\u{202f}' => false,
        _ => true,
    }
}`,
    needs: ['known'],
  },
  is_printable_str: {
    text: `/// str.isprintable
fn is_printable_str(s: &str) -> bool {
    s.chars().all(is_printable)
}`,
    needs: ['is_printable'],
  },
  title_char: {
    text: `/// A character in title case.
fn title_char(c: char) -> String {
    match c {
        'ß' => "Ss".to_string(),
        _ if c.to_uppercase().count() > 1 || ('\\u{1c4}'..='\\u{1cc}').contains(&c) || ('\\u{1f1}'..='\\u{1f3}').contains(&c) || ('\\u{10d0}'..='\\u{10ff}').contains(&c) => {
            panic!("outside: the title case of U+{:04X}", c as u32)
        }
        _ => c.to_uppercase().to_string(),
    }
}`,
  },
  capitalize: {
    text: `/// str.capitalize
fn capitalize(s: &str) -> String {
    let mut chars = s.chars();
    match chars.next() {
        None => String::new(),
        // The final form of sigma depends on what comes before it: the whole is lowered.
        Some(first) => title_char(first) + s.to_lowercase().get(first.to_lowercase().map(char::len_utf8).sum::<usize>()..).unwrap_or_default(),
    }
}`,
    needs: ['title_char'],
  },
  title: {
    text: `/// str.title
fn title(s: &str) -> String {
    let mut inside = false;
    let mut result = String::new();
    for c in s.chars() {
        if inside && c == 'Σ' {
            panic!("outside: the form of a sigma in a title");
        }
        if inside {
            result.extend(c.to_lowercase());
        } else {
            result.push_str(&title_char(c));
        }
        inside = c.is_lowercase() || c.is_uppercase() || is_title_case(c);
    }
    result
}`,
    needs: ['title_char', 'is_title_case'],
  },
  swapcase: {
    text: `/// str.swapcase
fn swapcase(s: &str) -> String {
    let mut result = String::new();
    for c in s.chars() {
        if c == 'Σ' {
            panic!("outside: the form of a swapped sigma");
        }
        if c.is_uppercase() {
            result.extend(c.to_lowercase());
        } else if c.is_lowercase() {
            result.extend(c.to_uppercase());
        } else {
            result.push(c);
        }
    }
    result
}`,
  },
  casefold: {
    text: `/// str.casefold, for the characters whose fold is their lower case.
fn casefold(s: &str) -> String {
    let mut result = String::new();
    for c in s.chars() {
        match c {
            'ß' => result.push_str("ss"),
            'µ' => result.push('μ'),
            'ς' => result.push('σ'),
            '\\0'..='\\u{148}' | 'α'..='ω' | 'Α'..='Ω' | 'а'..='я' | 'А'..='Я' => result.extend(c.to_lowercase()),
            _ if known(c).is_alphabetic() => panic!("outside: the folded case of U+{:04X}", c as u32),
            _ => result.push(c),
        }
    }
    result
}`,
    needs: ['known'],
  },
  chr: {
    text: `/// The character of a code point; a surrogate is no Rust \`char\`.
fn chr(code: i64) -> String {
    if (0xd800..0xe000).contains(&code) {
        panic!("outside: a lone surrogate");
    }
    u32::try_from(code).ok().and_then(char::from_u32).expect("ValueError: chr() arg not in range(0x110000)").to_string()
}`,
  },
  ord: {
    text: `/// The code point of a string of one character.
fn ord(s: &str) -> i64 {
    let mut chars = s.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => c as i64,
        _ => panic!("TypeError: ord() expected a character"),
    }
}`,
  },
});
