/**
 * Puts a text between the marks `<!-- name:start -->` and `<!-- name:end -->` of another.
 * @throws {Error} when the marks are not there
 */
export function insertBetween(text: string, name: string, inner: string): string {
  const [first, last] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [start, end] = [text.indexOf(first), text.indexOf(last)];
  if (start < 0 || end < start) throw new Error(`the text has no ${first} … ${last}`);
  return `${text.slice(0, start + first.length)}\n${inner}\n${text.slice(end)}`;
}
