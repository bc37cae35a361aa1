// Turns of many at one thing: each caller may be at it so many times at once and waits in a line of its own, so that none waits for another's.

interface Line {
  taken: number;
  readonly waiting: (() => void)[];
}

export class Turns {
  private readonly lines = new Map<string, Line>();

  /**
   * Waits for a turn of this caller.
   * @param most turns that it may have at once, at least 1
   * @returns gives the turn back; to be called once
   */
  async take(caller: string, most: number): Promise<() => void> {
    const line = this.lines.get(caller) ?? { taken: 0, waiting: [] };
    this.lines.set(caller, line);
    if (line.taken < most) line.taken += 1;
    else await new Promise<void>((resolve) => line.waiting.push(resolve));
    return () => this.handOn(caller, line);
  }

  /** The next in line takes over the turn itself: nobody who comes meanwhile is let in before it. */
  private handOn(caller: string, line: Line): void {
    const next = line.waiting.shift();
    if (next) {
      next();
      return;
    }
    line.taken -= 1;
    if (line.taken === 0) this.lines.delete(caller);
  }
}
