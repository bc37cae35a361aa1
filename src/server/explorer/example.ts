// What an example of the explorer is made of. The examples are beside.

export interface Example {
  /** What the menu shows. */
  readonly title: string;
  /** Heading it stands under in the menu. */
  readonly group: string;
  readonly query: string;
  /**
   * Values; the page fills in `$user` with the person in view, and `$transaction`, `$journey` and `$authentication` with what was started last.
   */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The demo people who may run it, staff all of them; the page changes to the first where another is chosen. Left out: anyone. */
  readonly as?: readonly string[];
  /** Opened as a tab on the first visit. */
  readonly firstVisit?: true;
}
