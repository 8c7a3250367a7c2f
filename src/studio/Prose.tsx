/** A message of the compiler: what stands in backticks is set as code. */
export function Prose({ text }: { readonly text: string }) {
  const parts = text.split('`');
  // An odd backtick at the end is a character of the text, not a mark.
  if (parts.length % 2 === 0) return text;
  return parts.map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );
}
