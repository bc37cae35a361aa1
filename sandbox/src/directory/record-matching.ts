/** Compares what somebody says about a person (the probe) with what is known (the gallery). */
import { isObject, type JsonObject, Problems } from '../http/problems.js';
import type { VendorCall, VendorRoutes } from '../http/vendor-routes.js';
import type { Sandbox } from '../sandbox.js';
import type { BiographicField } from '../state/state.js';
import { BIOGRAPHIC_FIELDS, type Comparison, compare, confidenceOf } from '../verify/likeness.js';
import { detailedResults } from '../verify/metadata.js';
import { findUser, userResource } from './routes.js';

/** What each field says about who somebody is. */
const WEIGHTS: { readonly [field in BiographicField]: number } = {
  given_name: 2,
  family_name: 3,
  name: 4,
  address: 2,
  birth_date: 4,
};

type Side = { readonly [field in BiographicField]?: readonly string[] };

/** Adds the route; `routes` stands below one environment. */
export function addRecordMatchingRoutes(routes: VendorRoutes, sandbox: Sandbox): void {
  routes.post('/users/:userId/identityRecordMatching', { 'application/json': (call) => match(call, sandbox) });
}

function match(call: VendorCall, sandbox: Sandbox): object {
  const user = findUser(sandbox, call.param('userId'));
  const problems = new Problems();
  const body: JsonObject = isObject(call.body) ? call.body : {};
  const record: JsonObject = { ...userResource(sandbox, user, false) };
  const probe = readSide(problems, body.probe, 'probe', (value, target) => {
    // Published examples give the probe as plain texts; the longer form is taken too.
    if (isObject(value)) return readField(problems, value, target, record);
    const text = problems.text(value, target);
    return text === undefined ? undefined : [text];
  });
  const gallery = readSide(problems, body.gallery, 'gallery', (value, target) =>
    readField(problems, value, target, record),
  );
  const fields = BIOGRAPHIC_FIELDS.filter((field) => probe[field] !== undefined);
  if (isObject(body.probe) && BIOGRAPHIC_FIELDS.every((field) => isMissing(body.probe, field))) problems.empty('probe');
  for (const field of fields) {
    if (isObject(body.gallery) && isMissing(body.gallery, field)) problems.required(`gallery.${field}`);
  }
  problems.throwIfAny();

  const compared = fields.map((field) => compare(field, probe[field] ?? [], gallery[field] ?? []));
  const overall = overallScore(compared);
  return {
    detailedResults: detailedResults(compared),
    overallWeightedScore: overall ?? 0,
    overallConfidenceScore: overall === undefined ? 'NOT_APPLICABLE' : confidenceOf(overall),
  };
}

function overallScore(compared: readonly Comparison[]): number | undefined {
  const counted = compared.filter(({ confidence }) => confidence !== 'NOT_APPLICABLE');
  const weight = counted.reduce((sum, { field }) => sum + WEIGHTS[field], 0);
  if (weight === 0) return undefined;
  const score = counted.reduce((sum, { field, rawScore }) => sum + WEIGHTS[field] * rawScore, 0);
  return Math.round((score / weight) * 1_000) / 1_000;
}

function readSide(
  problems: Problems,
  value: unknown,
  target: string,
  readValue: (value: unknown, target: string) => readonly string[] | undefined,
): Side {
  if (value === undefined || value === null) problems.required(target);
  const object = problems.object(value, target) ?? {};
  const side: { [field in BiographicField]?: readonly string[] } = {};
  for (const field of BIOGRAPHIC_FIELDS) {
    const values = isMissing(object, field) ? undefined : readValue(object[field], `${target}.${field}`);
    if (values !== undefined) side[field] = values;
  }
  return side;
}

function isMissing(object: unknown, field: BiographicField): boolean {
  return !isObject(object) || object[field] === undefined || object[field] === null;
}

/** Exactly one of value, options and expression. */
function readField(
  problems: Problems,
  given: unknown,
  target: string,
  record: JsonObject,
): readonly string[] | undefined {
  const object = problems.object(given, target);
  if (object === undefined) return undefined;
  const { value, options, expression } = object;
  const present = [value, options, expression].filter((part) => part !== undefined && part !== null);
  if (present.length === 0) problems.required(`${target}.value`);
  else if (present.length > 1) problems.invalid(target, 'must have exactly one of value, options and expression');
  else if (options !== undefined && options !== null) return readOptions(problems, options, `${target}.options`);
  else if (expression !== undefined && expression !== null) {
    return evaluate(problems, problems.text(expression, `${target}.expression`), `${target}.expression`, record);
  } else {
    const text = problems.text(value, `${target}.value`);
    return text === undefined ? undefined : [text];
  }
  return undefined;
}

function readOptions(problems: Problems, options: unknown, target: string): readonly string[] | undefined {
  if (!Array.isArray(options)) problems.invalid(target, 'must be an array of strings');
  else if (options.length === 0) problems.empty(target);
  else {
    return options
      .map((option, index) => problems.text(option, `${target}[${index}]`))
      .filter((option) => option !== undefined);
  }
  return undefined;
}

/** Understands attributes of the person and texts in quotes, joined by plus signs: `${user.name.given + ' ' + user.name.family}`. */
function evaluate(
  problems: Problems,
  expression: string | undefined,
  target: string,
  record: JsonObject,
): readonly string[] | undefined {
  if (expression === undefined) return undefined;
  const inner = /^\s*\$\{(.*)\}\s*$/s.exec(expression)?.[1] ?? expression;
  const parts =
    inner
      .match(/'[^']*'|"[^"]*"|[^+'"]+/g)
      ?.map((part) => part.trim())
      .filter(Boolean) ?? [];
  const texts = parts.map((part) => {
    if (/^['"]/.test(part)) return part.slice(1, -1);
    return /^user(?:\.\w+)+$/.test(part) ? attribute(record, part.split('.').slice(1)) : undefined;
  });
  const isWellFormed = parts.length > 0 && parts.every((part) => /^(?:['"].*['"]|user(?:\.\w+)+)$/s.test(part));
  if (!isWellFormed) {
    problems.invalid(target, 'must be an expression over attributes of the user');
    return undefined;
  }
  // An attribute that the person does not have cannot be compared, which is no mistake.
  return texts.some((text) => text === undefined) ? [] : [texts.join('')];
}

function attribute(record: JsonObject, path: readonly string[]): string | undefined {
  let value: unknown = record;
  for (const name of path) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
