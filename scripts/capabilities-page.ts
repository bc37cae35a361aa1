// Writes the page of capabilities out of the table that the tests prove row by row.
import { CAPABILITIES, type Capability, SHORT_FORMS } from '../test/verify/capabilities.js';
import { type CapabilityId, ENVELOPE, type OutputFields, SEED_FIELDS } from '../test/verify/seed-fields.js';

const TEST = 'test/verify/capabilities.test.ts';

/** @param generated who to tell readers to change instead of the page */
export function capabilitiesPage(generated: string): string {
  const rows = Object.entries(CAPABILITIES).map(([, { name, operations, upstream }]) => [
    name,
    codes(operations),
    ...callOf(upstream),
    `\`npm test -- capabilities -t "${name}"\``,
  ]);
  return [
    '# What PingOne Verify can do, through GraphQL',
    '',
    generated,
    '',
    `Each row is proved by the test of the same name in \`${TEST}\`: it asks through GraphQL, sees that exactly this call reached the`,
    'sandbox, and finds every output field below in the answer.',
    '',
    `In paths, ${Object.entries(SHORT_FORMS)
      .map(([short, path]) => `\`${short}\` is \`${path}\``)
      .join(', ')}.`,
    '',
    ...table(['Capability', 'GraphQL', 'Call at PingOne', 'Content type', 'Test'], rows),
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

function callOf(upstream: Capability['upstream']): readonly [call: string, contentType: string] {
  if (upstream === null) return ['none', '–'];
  const { method, path, query, contentType } = upstream;
  const call = `\`${method} ${path}${query === undefined ? '' : `?${query}`}\``;
  return [call, contentType === null ? '–' : `\`${contentType}\``];
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
