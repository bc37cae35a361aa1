// Paths of upstream calls: encoding, refusal of traversal, and names for metrics.
import { describe, expect, test } from 'vitest';
import { path, queryText } from './path.js';

describe('path', () => {
  test('encodes each part and names it after its collection', () => {
    expect(path`/users/${'a/b?c=1#d é'}/verifyTransactions/${'t1'}`).toEqual({
      text: '/users/a%2Fb%3Fc%3D1%23d%20%C3%A9/verifyTransactions/t1',
      template: '/users/{userId}/verifyTransactions/{verifyTransactionId}',
      addressable: true,
    });
    expect(path`/verifyPolicies/${'p'}`.template).toBe('/verifyPolicies/{verifyPolicyId}');
  });

  test('an encoded traversal is encoded once more', () => {
    expect(path`/users/${'%2e%2e'}`.text).toBe('/users/%252e%252e');
  });

  test('a path within a path is put in as it is', () => {
    const environment = path`/v1/environments/${'e 1'}`;
    expect(path`${environment}/users/${'u'}`).toEqual({
      text: '/v1/environments/e%201/users/u',
      template: '/v1/environments/{environmentId}/users/{userId}',
      addressable: true,
    });
  });

  test.each(['', '.', '..', '\ud800', 'x'.repeat(257)])('%j names nothing', (part) => {
    expect(path`${path`/users/${part}`}/devices`.addressable).toBe(false);
  });
});

test('a query keeps blanks as %20 and leaves out what is undefined', () => {
  expect(queryText({ filter: 'name eq "a&b"', limit: 5, cursor: undefined })).toBe(
    '?filter=name%20eq%20%22a%26b%22&limit=5',
  );
  expect(queryText({ limit: undefined })).toBe('');
});
