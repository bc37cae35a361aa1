// Writes the page of capabilities out of the tables that the tests prove row by row.
import { CAPABILITIES, type CapabilityId, SEED_FIELDS, VERIFY_CAPABILITIES } from '../test/verify/capabilities.js';
import { MFA_CAPABILITIES } from '../test/verify/capabilities-mfa.js';
import {
  type Capability,
  ENVELOPE,
  type InputProperties,
  type OutputFields,
  SHORT_FORMS,
} from '../test/verify/capability.js';
import { MFA_INPUTS } from '../test/verify/inputs-mfa.js';
import type { MfaCapabilityId } from '../test/verify/seed-fields-mfa.js';

const TESTS = ['test/verify/capabilities.test.ts', 'test/verify/capabilities-mfa.test.ts'];

/** @param generated who to tell readers to change instead of the page */
export function capabilitiesPage(generated: string): string {
  return [
    '# What PingOne Verify and PingOne MFA can do, through GraphQL',
    '',
    generated,
    '',
    `Each row is proved by the test of the same name in ${codes(TESTS)}: it asks through GraphQL, sees that exactly this`,
    'call reached the sandbox, and finds every output field below in the answer. Calls of MFA that are marked `auth` go to PingOne’s host for',
    'authentication, all others to its API.',
    '',
    'In paths:',
    '',
    ...Object.entries(SHORT_FORMS).map(([short, path]) => `- \`${short}\` is \`${path}\``),
    '',
    '## PingOne Verify',
    '',
    ...overview(VERIFY_CAPABILITIES),
    '',
    '## PingOne MFA',
    '',
    ...overview(MFA_CAPABILITIES),
    '',
    '## Input properties of PingOne MFA',
    '',
    'Left: the properties that the page of the connector lists; in brackets, what it only labels. Then: where GraphQL takes them, and where they',
    'go: into the path, or into this property of the body.',
    ...Object.keys(MFA_CAPABILITIES).flatMap((id) => inputsOf(id as MfaCapabilityId)),
    '',
    '## Output fields',
    '',
    `Left: the fields that the page of the connector lists. Right: where they are answered. Beside them every capability has`,
    `${codes(ENVELOPE)}: bodies are not passed through, for they hold personal data; \`extensions.upstream\` of a response tells callers`,
    'with SYSTEM_READ the status and the correlation id of each call.',
    ...Object.keys(CAPABILITIES).flatMap((id) => fieldsOf(id as CapabilityId)),
    '',
  ].join('\n');
}

function overview(capabilities: Readonly<Record<string, Capability>>): readonly string[] {
  const rows = Object.values(capabilities).map(({ name, operations, upstream }) => [
    name,
    codes(operations),
    ...callOf(upstream),
    `\`npm test -- capabilities -t "${name}"\``,
  ]);
  return table(['Capability', 'GraphQL', 'Call at PingOne', 'Content type', 'Test'], rows);
}

function callOf(upstream: Capability['upstream']): readonly [call: string, contentType: string] {
  if (upstream === null) return ['none', '–'];
  const { method, path, query, contentType, host } = upstream;
  const call = `\`${method} ${path}${query === undefined ? '' : `?${query}`}\`${host === 'auth' ? ' (auth)' : ''}`;
  return [call, contentType === null ? '–' : `\`${contentType}\``];
}

function inputsOf(id: MfaCapabilityId): readonly string[] {
  const inputs: InputProperties = MFA_INPUTS[id];
  const rows = Object.entries(inputs).map(([property, { graphql, wire, note }]) => [
    `\`${property}\``,
    graphql.length === 0 ? '–' : codes(graphql),
    wire === 'path' ? 'path' : wire === null ? (note ?? '–') : `\`${wire}\``,
  ]);
  return ['', `### ${CAPABILITIES[id].name}: input`, '', ...table(['Input property', 'GraphQL', 'Call'], rows)];
}

function fieldsOf(id: CapabilityId): readonly string[] {
  const fields: OutputFields = SEED_FIELDS[id];
  const rows = Object.entries(fields).map(([field, coordinates]) => [`\`${field}\``, codes(coordinates)]);
  return ['', `### ${CAPABILITIES[id].name}`, '', ...table(['Output field', 'GraphQL'], rows)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

function codes(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}
