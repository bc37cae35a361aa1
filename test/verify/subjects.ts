// Transactions of every kind that tests of PingOne Verify ask for, made once for a file.
import { Person } from '../support/person.js';
import { TINY_JPEG } from '../support/published-example.js';
import type { TestSandbox } from '../support/sandbox.js';

/** A document on which everything stands that one can. */
export const FULL_DOCUMENT = {
  firstName: 'ALICE',
  middleName: 'MARIE',
  lastName: 'ANDERSON',
  fullName: 'ALICE MARIE ANDERSON',
  gender: 'F',
  birthDate: '1990-04-12',
  country: 'US',
  issuingCountry: 'US',
  nationality: 'USA',
  addressStreet: '4321 MAIN STREET #407',
  addressCity: 'HOLLYWOOD',
  addressState: 'CA',
  addressZip: '90027',
  idNumber: 'D4207711',
  documentNumber: 'D4207711',
  personalNumber: '077-11-4207',
  idType: '[DriversLicenseFront, DriversLicenseBack]',
  issueDate: '2022-05-03',
  expirationDate: '2032-04-12',
  weight: '132 lb',
  height: '5\'-06"',
  hairColor: 'BRO',
  eyeColor: 'GRN',
} as const;

export const REQUIREMENTS = {
  givenName: ['Alice'],
  familyName: ['Anderson'],
  name: ['Alice Anderson'],
  address: ['4321 Main Street #407, Hollywood, CA 90027'],
  birthDate: ['1990-04-12'],
  emails: ['alice@example.test'],
  phones: ['+14155552671'],
};

/** Any sound, in Base64. */
const SOUND = Buffer.from('RIFF a sound of the tests').toString('base64');

export interface Started {
  readonly id: string;
  readonly webVerificationUrl: string;
  readonly challenge: string;
}

/** Starts transactions of alice's by an operator who may ask for everything. */
export class Subjects {
  private readonly admin: Person;

  constructor(
    private readonly sandbox: TestSandbox,
    gateway: ConstructorParameters<typeof Person>[0]['gateway'],
  ) {
    this.admin = new Person({ gateway, token: sandbox.ready.tokens.admin, userId: null });
  }

  /** One that nobody has touched. */
  async open(policy = 'default'): Promise<Started> {
    const { id, webVerificationUrl, challenge } = await this.admin.startVerification({
      userId: this.sandbox.ready.users.alice,
      verifyPolicyId: this.sandbox.policies[policy] ?? '',
      notification: { email: 'alice@example.test', phone: '+14155552671' },
      requirements: REQUIREMENTS,
    });
    return { id, webVerificationUrl: webVerificationUrl ?? '', challenge: challenge ?? '' };
  }

  /** One that passed, with a piece of every kind of data, one of them unknown, and measurements of every shape. */
  async passed(): Promise<Started> {
    const { sandbox } = this;
    const transaction = await this.open();
    await sandbox.finish(transaction, 'SUCCESS');
    await sandbox.addEvidence(transaction, 'GOVERNMENT_ID', FULL_DOCUMENT, 2);
    await sandbox.addEvidence(transaction, 'VOICE_SAMPLE', { VOICE: SOUND });
    await sandbox.addEvidence(transaction, 'VOICE_INPUT', { VOICE: SOUND });
    await sandbox.addEvidence(transaction, 'IRIS_SCAN', { IRIS: TINY_JPEG });
    await sandbox.addMetadata(transaction, 'BIOGRAPHIC_MATCH', 'BABEL_STREET', {
      detailedResults: {
        given_name: { probeValue: 'Alice', galleryValue: 'ALICE', rawScore: 0.97, confidence: 'HIGH' },
      },
    });
    return transaction;
  }

  /** One that failed, with the provider's messages. */
  async failed(): Promise<Started> {
    const transaction = await this.open();
    await this.sandbox.finish(transaction, 'FAIL');
    return transaction;
  }

  /** One for which a selfie was handed in. @returns also the id of the selfie */
  async collecting(): Promise<Started & { readonly documentId: string }> {
    const transaction = await this.open();
    return { ...transaction, documentId: await this.handIn(transaction, 'SELFIE') };
  }

  /** Hands in a picture. @returns its id */
  async handIn({ id }: Pick<Started, 'id'>, type: string): Promise<string> {
    const { submitVerifyDocument: made } = await this.admin.ask<
      { submitVerifyDocument: { document: { id: string } | null; userErrors: object[] } },
      object
    >(
      `mutation ($input: SubmitVerifyDocumentInput!) {
        submitVerifyDocument(input: $input) { document { id } userErrors { code } }
      }`,
      { input: { transactionId: id, type, value: TINY_JPEG } },
    );
    if (!made.document) throw new Error(`Not taken: ${JSON.stringify(made.userErrors)}`);
    return made.document.id;
  }
}
