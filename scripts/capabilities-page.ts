// Writes the page of capabilities out of the tables that the tests prove row by row.
import { CAPABILITIES, type CapabilityId, SEED_FIELDS, VERIFY_CAPABILITIES } from '../test/verify/capabilities.js';
import { MFA_CAPABILITIES } from '../test/verify/capabilities-mfa.js';
import { MITEK_CAPABILITIES, REST_CAPABILITIES } from '../test/verify/capabilities-mitek.js';
import {
  type Capability,
  ENVELOPE,
  type InputProperties,
  type OutputFields,
  SHORT_FORMS,
} from '../test/verify/capability.js';
import { CREATE_INPUTS } from '../test/verify/inputs-create.js';
import { MFA_INPUTS } from '../test/verify/inputs-mfa.js';

const TESTS = ['capabilities', 'capabilities-mfa', 'capabilities-mitek'].map((name) => `test/verify/${name}.test.ts`);
const INPUTS: Readonly<Partial<Record<CapabilityId, InputProperties>>> = { ...CREATE_INPUTS, ...MFA_INPUTS };

/** @param generated who to tell readers to change instead of the page */
export function capabilitiesPage(generated: string): string {
  return [
    '# What PingOne Verify, PingOne MFA and Mitek can do, through GraphQL',
    '',
    generated,
    '',
    `There are ${Object.keys(CAPABILITIES).length} of them. Each row is proved by the test of the same name in ${codes(TESTS)}:`,
    'it asks through GraphQL, sees that exactly this call reached the sandbox, and finds every output field below in the answer. Calls that are',
    'marked `auth` go to PingOne’s host for authentication, `mitek` to Mitek’s; the one marked `gateway` comes from Mitek. All others go to',
    'PingOne’s API.',
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
    '## Mitek',
    '',
    'Path and names of Mitek’s call are those of the built-in profile for its request API 4.4; an operator can replace them.',
    '',
    ...overview(MITEK_CAPABILITIES),
    '',
    '## PingOne’s REST page',
    '',
    ...overview(REST_CAPABILITIES),
    '',
    '## Input properties',
    '',
    'Of everything that creates, and of PingOne MFA. Left: the properties that the page lists; in brackets, what it only labels or does not have.',
    'Then: where GraphQL takes them, and where they go: into the path, or into this property of the body.',
    ...Object.keys(CAPABILITIES).flatMap((id) => inputsOf(id as CapabilityId)),
    '',
    '## Output fields',
    '',
    `Left: the fields that the page lists. Right: where they are answered. Beside them every capability has ${codes(ENVELOPE)}:`,
    'bodies are not passed through, for they hold personal data; `extensions.upstream` of a response tells callers with SYSTEM_READ the status',
    'and the correlation id of each call.',
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
  return table(['Capability', 'GraphQL', 'Call', 'Content type', 'Test'], rows);
}

function callOf(upstream: Capability['upstream']): readonly [call: string, contentType: string] {
  if (upstream === null) return ['none', '–'];
  const { method, path, query, contentType, host } = upstream;
  const call = `\`${method} ${path}${query === undefined ? '' : `?${query}`}\`${host === undefined || host === 'api' ? '' : ` (${host})`}`;
  return [call, contentType === null ? '–' : `\`${contentType}\``];
}

function inputsOf(id: CapabilityId): readonly string[] {
  const inputs = INPUTS[id];
  if (!inputs) return [];
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
