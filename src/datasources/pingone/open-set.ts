// Reads values of upstream's enumerations, which may grow any day. The members themselves stand beside the models.

/** Upstream's spelling of each value that has a name here, and that name. */
export type OpenSet<Member extends string> = Readonly<Record<string, Member>>;

/** Members that upstream spells as they are spelled here. */
export function openSet<Member extends string>(...members: readonly Member[]): OpenSet<Member> {
  return Object.fromEntries(members.map((member) => [member, member]));
}

/** The member upstream named, UNKNOWN for one without a name here; null when upstream said nothing. Compares whole values, letter case included. */
export function known<Member extends string>(set: OpenSet<Member>, raw: string): Member | 'UNKNOWN';
export function known<Member extends string>(
  set: OpenSet<Member>,
  raw: string | null | undefined,
): Member | 'UNKNOWN' | null;
export function known<Member extends string>(
  set: OpenSet<Member>,
  raw: string | null | undefined,
): Member | 'UNKNOWN' | null {
  if (raw === null || raw === undefined) return null;
  return (Object.hasOwn(set, raw) ? set[raw] : undefined) ?? 'UNKNOWN';
}
