// Builds the path of an upstream call so that no text can reach another resource than the one named; knows no host and no query.

/** A path ready to send, and the same path with names in place of values. */
export interface UpstreamPath {
  /** Encoded text, such as `/users/0e5b-22/devices`. */
  readonly text: string;
  /** Without values, such as `/users/{userId}/devices`: safe as a metric label and in logs. */
  readonly template: string;
  /** False when a part can be no path segment (empty, `.`, `..`, broken Unicode, too long): no such object can exist. */
  readonly addressable: boolean;
}

const MAX_PART_CHARACTERS = 256;

/**
 * Tagged template: encodes every part; a part that is a path itself is put in as it is.
 *
 * Never throws: ids come from callers, and one that cannot be written as a segment is simply the id of nothing (see `addressable`).
 */
export function path(literals: TemplateStringsArray, ...parts: readonly (string | UpstreamPath)[]): UpstreamPath {
  let text = literals[0] ?? '';
  let template = text;
  let addressable = true;
  parts.forEach((part, index) => {
    const literal = literals[index + 1] ?? '';
    const {
      text: partText,
      template: partTemplate,
      addressable: partAddressable,
    } = typeof part === 'string' ? segment(part, template) : part;
    text += partText + literal;
    template += partTemplate + literal;
    addressable &&= partAddressable;
  });
  return { text, template, addressable };
}

function segment(value: string, before: string): UpstreamPath {
  const template = `{${nameAfter(before)}}`;
  const usable = value !== '' && value !== '.' && value !== '..' && value.length <= MAX_PART_CHARACTERS;
  try {
    return { text: usable ? encodeURIComponent(value) : '', template, addressable: usable };
  } catch {
    return { text: '', template, addressable: false }; // a lone surrogate has no UTF-8 form
  }
}

/** `/users/` -> `userId`, `/verifyPolicies/` -> `verifyPolicyId`. */
function nameAfter(before: string): string {
  const collection = /([^/]+)\/$/.exec(before)?.[1];
  return collection === undefined ? 'id' : `${collection.replace(/ies$/, 'y').replace(/s$/, '')}Id`;
}

/** Query text with its `?`, or nothing; blanks become `%20`, which SCIM filters need. Undefined values are left out. */
export function queryText(query: Readonly<Record<string, string | number | undefined>> = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
