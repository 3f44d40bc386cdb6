/** A text with what the query looks for marked. */
export function Marked({ text, pattern }: { text: string; pattern: RegExp }) {
  let at = 0;
  // The pattern has one group, so every other piece is a match.
  return text.split(pattern).map((piece, index) => {
    const key = at;
    at += piece.length;
    return index % 2 === 1 ? <mark key={key}>{piece}</mark> : piece;
  });
}
