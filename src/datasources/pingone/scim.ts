// Writes SCIM filters for PingOne lists; the only place where a value becomes part of a filter.

/** A finished filter. A type of its own, so that no plain text is taken for one. */
export type ScimFilter = string & { readonly __brand: 'ScimFilter' };

/** `attribute eq "value"`. @param attribute a fixed name such as `username`, never a caller's text. */
export function eq(attribute: string, value: string | boolean): ScimFilter {
  return comparison(attribute, 'eq', value);
}

/** `attribute sw "value"`: starts with. @param attribute a fixed name such as `name.given`, never a caller's text. */
export function sw(attribute: string, value: string): ScimFilter {
  return comparison(attribute, 'sw', value);
}

/** All of them; null for none. */
export function and(...filters: readonly ScimFilter[]): ScimFilter | null {
  return joined(' and ', filters);
}

/** Any of them; null for none. */
export function or(...filters: readonly ScimFilter[]): ScimFilter | null {
  return joined(' or ', filters);
}

function comparison(attribute: string, operator: string, value: string | boolean): ScimFilter {
  const literal = typeof value === 'boolean' ? String(value) : `"${value.replace(/["\\]/g, '\\$&')}"`;
  return `${attribute} ${operator} ${literal}` as ScimFilter;
}

function joined(word: string, filters: readonly ScimFilter[]): ScimFilter | null {
  const [first] = filters;
  if (first === undefined) return null;
  return (filters.length === 1 ? first : `(${filters.join(word)})`) as ScimFilter;
}
