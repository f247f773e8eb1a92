/** Leaves out the first lines of a text that comes in pieces. */

export async function* skipLines(pieces: AsyncIterable<string>, count: number): AsyncGenerator<string> {
  let left = count;
  let held = '';
  for await (const piece of pieces) {
    if (left === 0) {
      yield piece;
      continue;
    }
    let text = held + piece;
    held = '';
    while (left > 0) {
      const end = /\r\n|\r|\n/.exec(text);
      // A carriage return at the end may be half of a pair.
      if (!end || (end[0] === '\r' && end.index === text.length - 1)) break;
      text = text.slice(end.index + end[0].length);
      left--;
    }
    if (left > 0) held = text;
    else if (text !== '') yield text;
  }
}
