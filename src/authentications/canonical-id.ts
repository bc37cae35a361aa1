// The one spelling of a PingOne id. What counts by id must not count anew for another spelling.

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id in lower case; null when it is none, so that nothing has it. */
export function canonicalId(id: string): string | null {
  const lower = id.toLowerCase();
  return UUID.test(lower) ? lower : null;
}
