// One watcher's own small buffer of states. Nothing is shared between watchers; what fills it is watched-object.ts.

/** Changes of status that may wait for a slow client. Few objects have as many in their whole life. */
const MAX_WAITING = 16;

export class Follower<State> {
  private waiting: State[] = [];
  private over = false;
  private wake: (() => void) | null = null;

  /** Takes in a state. Where the client has left too many unread the oldest makes room: what counts is where the object stands. */
  offer(state: State): void {
    if (this.over) return;
    if (this.waiting.length === MAX_WAITING) this.waiting.shift();
    this.waiting.push(state);
    this.wake?.();
  }

  /** Says that nothing more comes; what waits is still handed out. */
  end(): void {
    this.over = true;
    this.wake?.();
  }

  /** The client has gone: nothing is handed out any more. */
  leave(): void {
    this.waiting = [];
    this.end();
  }

  /** The next state as soon as there is one. */
  async next(): Promise<IteratorResult<State, undefined>> {
    for (;;) {
      const [state] = this.waiting.splice(0, 1);
      if (state !== undefined) return { done: false, value: state };
      if (this.over) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = null;
    }
  }
}
