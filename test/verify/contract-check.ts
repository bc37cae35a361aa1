// Holds recorded calls against documented ones: what of them nothing documents.
import type { TrafficEntry } from '../../sandbox/src/http/traffic.js';
import { MITEK_CONTRACT } from './mitek-contract.js';
import { type DocumentedBody, type DocumentedCall, VERIFY_CONTRACT } from './pingone-contract.js';
import { MFA_CONTRACT } from './pingone-mfa-contract.js';

/** What a call looked like, and how it was answered. */
export type RecordedCall = Pick<TrafficEntry, 'method' | 'path' | 'queryKeys' | 'contentType' | 'bodyKeys' | 'status'>;

/** Everything that anyone here may send. */
export const CONTRACT: readonly DocumentedCall[] = [...VERIFY_CONTRACT, ...MFA_CONTRACT, ...MITEK_CONTRACT];

/** What a browser does with a QR code is none of ours. */
const OF_BROWSERS = /\/idValidations(?:\/|$)/;

const FIRST_REFUSAL = 400;

/** What is wrong with recorded calls, each told once: method and path without ids, and the fault. */
export function faultsOf(
  traffic: readonly RecordedCall[],
  contract: readonly DocumentedCall[] = CONTRACT,
): readonly string[] {
  const ours = traffic.filter(({ path }) => !OF_BROWSERS.test(path));
  return [...new Set(ours.flatMap((call) => faultsOfCall(call, contract)))];
}

/** The documented call that a recorded one is; undefined when there is none. */
export function documentedCallOf(
  call: RecordedCall,
  contract: readonly DocumentedCall[] = CONTRACT,
): DocumentedCall | undefined {
  const onPath = contract.filter(({ method, path }) => method === call.method && pattern(path).test(call.path));
  return onPath.find(({ contentType }) => contentType === mediaType(call));
}

function faultsOfCall(call: RecordedCall, contract: readonly DocumentedCall[]): readonly string[] {
  const name = `${call.method} ${call.path.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}')}`;
  const documented = documentedCallOf(call, contract);
  if (!documented) return [`${name} with ${mediaType(call) ?? 'no body'}: not documented`];
  const { query = [], body } = documented;
  const strange = call.queryKeys.filter((key) => !query.includes(key)).map((key) => `query ${key} is not documented`);
  // Null: the sandbox was told to break the call before it read the body.
  const faults = call.bodyKeys === null ? [] : faultsOfBody(call.bodyKeys, body ?? { required: [] });
  return [...strange, ...faults, ...faultsOfAnswer(call, documented)].map((fault) => `${name}: ${fault}`);
}

/** Answers that a test has put in the place of the sandbox's own are not judged. */
function faultsOfAnswer({ bodyKeys, status }: RecordedCall, documented: DocumentedCall): readonly string[] {
  if (bodyKeys === null || status === null || status >= FIRST_REFUSAL || documented.status === undefined) return [];
  return status === documented.status ? [] : [`answered with ${status} in place of ${documented.status}`];
}

function faultsOfBody(keys: readonly string[], body: DocumentedBody): readonly string[] {
  const { required, optional = [], needs = {}, oneOf = [] } = body;
  const known = [...required, ...optional].map(pattern);
  const missing = (names: readonly string[]) => names.filter((name) => !keys.includes(name));
  const needed = Object.entries(needs).flatMap(([name, others]) => (keys.includes(name) ? missing(others) : []));
  const ambiguous = oneOf.filter((names) => {
    const above = names[0]?.split('.').slice(0, -1).join('.') ?? '';
    return (above === '' || keys.includes(above)) && names.length - missing(names).length !== 1;
  });
  return [
    ...keys.filter((key) => !known.some((one) => one.test(key))).map((key) => `${key} is not documented`),
    ...[...missing(required), ...needed].map((name) => `${name} is missing`),
    ...ambiguous.map((names) => `there must be one of ${names.join(', ')}`),
  ];
}

function mediaType({ contentType }: RecordedCall): string | null {
  return contentType?.split(';')[0]?.trim() ?? null;
}

/** A path or property with names in braces, or `*`, for one part, and `**` for any number of them. */
function pattern(template: string): RegExp {
  const parts = template
    .split(/\{\w+\}/)
    .map((part) =>
      part.replaceAll(/[.[\]+?^$()|\\]/g, '\\$&').replaceAll(/\*+/g, (stars) => (stars === '*' ? '[^.]+' : '.+')),
    );
  return new RegExp(`^${parts.join('[^/]+')}$`);
}
