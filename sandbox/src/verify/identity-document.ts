/** What stands on a person's identity document, drawn from the directory profile; invented but steady where it is silent. */
import { createHash } from 'node:crypto';
import { seedDocument } from '../directory/people.js';
import { defined } from '../http/problems.js';
import type { DocumentKind, TransactionRecord, UserRecord } from '../state/state.js';

const ID_TYPES: { readonly [kind in DocumentKind]: string } = {
  driver_license: '[DriversLicenseFront, DriversLicenseBack]',
  passport: '[PassportPicturePage]',
  passport_card: '[PassportCardFront, PassportCardBack]',
  identity_card: '[IdentificationCardFront]',
};

/** Fields of GOVERNMENT_ID data, in the vendor's spelling. Fields that a document does not show are missing. */
export type GovernmentIdData = { readonly [field: string]: string };

/** Whose document it is when it is not the person's own. */
const STRANGER = {
  firstName: 'Quentin',
  middleName: undefined,
  lastName: 'Oyelaran',
  birthDate: '1961-12-31',
  gender: 'M',
};

/** Reads the document of `user` as the provider would, with whatever is wrong with it. */
export function readDocument(user: UserRecord | undefined, transaction: TransactionRecord): GovernmentIdData {
  const data = readOwnDocument(user, transaction);
  const { flaws, createdAt } = transaction;
  const { firstName, lastName } = STRANGER;
  const stranger = flaws.includes('DATA') ? { ...STRANGER, fullName: `${firstName} ${lastName}` } : {};
  const old = flaws.includes('EXPIRED_DOCUMENT') ? expiredBefore(createdAt) : {};
  return defined({ ...data, ...stranger, ...old });
}

/** Dates of a document that had expired half a year before. */
function expiredBefore(createdAt: string): { readonly issueDate: string; readonly expirationDate: string } {
  const at = new Date(Date.parse(createdAt) - 180 * 86_400_000);
  const expirationDate = at.toISOString().slice(0, 10);
  return { issueDate: `${at.getUTCFullYear() - 10}${expirationDate.slice(4)}`, expirationDate };
}

function readOwnDocument(user: UserRecord | undefined, transaction: TransactionRecord): GovernmentIdData {
  const kind = transaction.documentKind ?? 'driver_license';
  const digest = createHash('sha256').update(transaction.userId).digest();
  const number = String(digest.readUInt32BE(0)).padStart(10, '0').slice(0, 9);
  const profile = user?.profile;
  const { middleName, ...document } = seedDocument(profile?.username ?? '');
  const firstName = profile?.name?.given ?? required(transaction, 'given_name');
  const lastName = profile?.name?.family ?? required(transaction, 'family_name');
  const middle = profile?.name?.middle ?? middleName;
  const address = profile?.address;
  const country = address?.countryCode ?? 'US';
  const idNumber = document.idNumber ?? `D${number}`;
  const joined = [firstName, middle, lastName].filter((part) => part !== undefined).join(' ');
  return defined({
    firstName,
    middleName: middle,
    lastName,
    fullName: joined === '' ? (required(transaction, 'name') ?? 'Sample Person') : joined,
    gender: document.gender ?? ((digest[4] ?? 0) % 2 === 0 ? 'F' : 'M'),
    birthDate: document.birthDate ?? required(transaction, 'birth_date') ?? inventedBirthDate(digest),
    country,
    issuingCountry: country,
    nationality: country,
    addressStreet: address?.streetAddress,
    addressCity: address?.locality,
    addressState: address?.region,
    addressZip: address?.postalCode,
    idNumber,
    documentNumber: idNumber,
    personalNumber: kind === 'driver_license' ? undefined : number,
    idType: ID_TYPES[kind],
    issueDate: document.issueDate ?? '2021-03-15',
    expirationDate: document.expirationDate ?? '2031-03-14',
    weight: kind === 'driver_license' ? document.weight : undefined,
    height: document.height,
    hairColor: document.hairColor,
    eyeColor: document.eyeColor,
  });
}

/** The text in the barcode on the back of a licence, in the form licences in the USA use. */
export function barcodeText(data: GovernmentIdData): string {
  const usDate = (date = '') => date.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$2$3$1');
  const lines = [
    '@',
    'ANSI 636014080002DL00410278ZC03190024DL',
    `DAQ${data.idNumber ?? ''}`,
    `DCS${(data.lastName ?? '').toUpperCase()}`,
    `DAC${(data.firstName ?? '').toUpperCase()}`,
    `DBB${usDate(data.birthDate)}`,
    `DBA${usDate(data.expirationDate)}`,
    `DAG${(data.addressStreet ?? '').toUpperCase()}`,
    `DAI${(data.addressCity ?? '').toUpperCase()}`,
    `DAJ${data.addressState ?? ''}`,
    `DAK${data.addressZip ?? ''}`,
  ];
  return lines.join('\n');
}

function required(transaction: TransactionRecord, key: string): string | undefined {
  const requirement = transaction.request.requirements?.[key];
  return requirement?.value ?? requirement?.options?.[0];
}

function inventedBirthDate(digest: Buffer): string {
  const [year, month, day] = [1955 + ((digest[5] ?? 0) % 50), 1 + ((digest[6] ?? 0) % 12), 1 + ((digest[7] ?? 0) % 28)];
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
