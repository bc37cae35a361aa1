// Where a text stops being JSON, for whoever wrote it: the parser of Node tells that of some mistakes and not of others.

const SPACE = /\s*/y;
const SCALAR =
  /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const NAME = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

/** The line, from 1, in which a text that is not JSON goes wrong; that of its end when something is missing there. */
export function lineOfFault(text: string): number {
  const reader = new Reader(text);
  reader.takeValue();
  reader.takes(SPACE);
  return text.slice(0, reader.at).split('\n').length;
}

/** Goes forward as long as the text is JSON; false: not any further. */
class Reader {
  at = 0;

  constructor(private readonly text: string) {}

  takeValue(): boolean {
    if (this.takesSign('{'))
      return this.takeParts('}', () => this.takesPart(NAME) && this.takesSign(':') && this.takeValue());
    if (this.takesSign('[')) return this.takeParts(']', () => this.takeValue());
    return this.takesPart(SCALAR);
  }

  takes(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at += found[0].length;
    return found !== null;
  }

  private takeParts(end: string, takePart: () => boolean): boolean {
    if (this.takesSign(end)) return true;
    do {
      if (!takePart()) return false;
    } while (this.takesSign(','));
    return this.takesSign(end);
  }

  private takesPart(pattern: RegExp): boolean {
    return this.takes(SPACE) && this.takes(pattern);
  }

  private takesSign(sign: string): boolean {
    this.takes(SPACE);
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }
}
