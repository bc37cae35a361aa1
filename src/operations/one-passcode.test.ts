// Which operations check more than one passcode: by aliases, fragments, literals, variables and their defaults.
import { type GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { requireOnePasscode } from './one-passcode.js';

function codeOf(text: string, variables?: Record<string, unknown>): unknown {
  const document = parse(text);
  const operation = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error('There is an operation.');
  try {
    requireOnePasscode(document, operation, variables);
    return null;
  } catch (error) {
    return (error as GraphQLError).extensions.code;
  }
}

const check = 'checkOtp(input: { otp: "1" }) { userErrors { code } }';

describe('two passcodes are refused', () => {
  test.each<[string, string, Record<string, unknown>?]>([
    ['by alias', `mutation { ${check} a: ${check} }`],
    ['in fragments', `mutation { ...F ... { a: ${check} } } fragment F on Mutation { ${check} }`],
    [
      'that may be left out',
      `mutation ($no: Boolean!) { ${check} a: ${check.replace(') {', ') @include(if: $no) {')} }`,
    ],
    ['of several mutations', `mutation { ${check} activateDevice(input: { otp: "1" }) { x } }`],
    [
      'in variables',
      'mutation ($a: I!, $b: I!) { activateDevice(input: $a) { x } createDeviceAuthentication(input: $b) { x } }',
      { a: { otp: '1' }, b: { otp: '2' } },
    ],
    [
      'in defaults of variables, and inside of inputs',
      'mutation ($a: I = { otp: "1" }, $b: String) { a: activateDevice(input: $a) { x } b: activateDevice(input: { otp: $b }) { x } }',
      { b: '2' },
    ],
  ])('%s', (_, text, variables) => {
    expect(codeOf(text, variables)).toBe('OPERATION_NOT_ALLOWED');
  });
});

describe('allowed is', () => {
  test.each<[string, string, Record<string, unknown>?]>([
    ['one', `mutation { ${check} }`],
    ['the same field again', `mutation { ${check} ${check} }`],
    ['one in a fragment that is spread twice', `mutation { ...F ...F } fragment F on Mutation { ${check} }`],
    [
      'starting twice without a passcode',
      'mutation { a: createDeviceAuthentication(input: { userId: "1" }) { x } b: createDeviceAuthentication(input: { userId: "1", otp: null }) { x } }',
    ],
    [
      'activating twice with attestations',
      'mutation ($a: I!) { a: activateDevice(input: $a) { x } b: activateDevice(input: $a) { x } }',
      { a: { attestation: {} } },
    ],
    ['anything else', '{ a: checkOtp b: checkOtp }'],
  ])('%s', (_, text, variables) => {
    expect(codeOf(text, variables)).toBeNull();
  });
});
