// The request that PingOne's page "Create Verify Transaction" prints, as input of the GraphQL API. Every property of the page is in it.
import type { CreateVerifyTransactionInput } from '../generated/graphql.js';

/** A grey picture of one pixel: small, and a JPEG. */
export const TINY_JPEG =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=';

export const HEADER_VALUES = ['abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6', 'a value that only the receiver may see'];

export function publishedExample(userId: string, verifyPolicyId: string): CreateVerifyTransactionInput {
  const [environment = '', phone = ''] = HEADER_VALUES;
  return {
    userId,
    verifyPolicyId,
    notification: { phone: '+1 972-555-1234', email: 'user@example.com' },
    requirements: {
      referenceSelfie: TINY_JPEG,
      phones: ['+1 972-555-1234'],
      emails: ['user@example.com', 'test@mailinator.com'],
      givenName: ['Robert', 'Bob'],
      familyName: ['Redford'],
      name: ['Robert Redford'],
      address: ['4321 Main Street #407, Hollywood, CA 90027', '4321 Main Street Apt 407, Hollywood, CA 90027'],
      birthDate: ['1984-08-02'],
    },
    callback: {
      url: 'https://example.com/testUrl2',
      headers: [
        { name: 'x-environment-id', value: environment },
        { name: 'x-phone', value: phone },
      ],
    },
    redirect: { url: 'https://example.com', message: 'Redirect message' },
  };
}
