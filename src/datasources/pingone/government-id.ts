// Data read off an identity document, in the gateway's own words.
import { known, type OpenSet } from './open-set.js';
import { calendarDay, filledText, type OpenObject } from './values.js';

type IdPart =
  | 'DRIVERS_LICENSE_FRONT'
  | 'DRIVERS_LICENSE_BACK'
  | 'PASSPORT_PICTURE_PAGE'
  | 'IDENTIFICATION_CARD_FRONT'
  | 'RESIDENCE_PERMIT'
  | 'UNKNOWN';

export interface GovernmentId {
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly lastName: string | null;
  readonly fullName: string | null;
  readonly gender: string | null;
  /** `YYYY-MM-DD`, as all days here; null unless the document shows the whole day. */
  readonly birthDate: string | null;
  readonly country: string | null;
  readonly issuingCountry: string | null;
  readonly nationality: string | null;
  readonly addressStreet: string | null;
  readonly addressCity: string | null;
  readonly addressState: string | null;
  readonly addressZip: string | null;
  readonly idNumber: string | null;
  readonly documentNumber: string | null;
  readonly personalNumber: string | null;
  readonly idTypes: readonly IdPart[];
  readonly idTypesRaw: string | null;
  readonly issueDate: string | null;
  readonly expirationDate: string | null;
  readonly weight: string | null;
  readonly height: string | null;
  readonly hairColor: string | null;
  readonly eyeColor: string | null;
}

const idParts: OpenSet<Exclude<IdPart, 'UNKNOWN'>> = {
  DriversLicenseFront: 'DRIVERS_LICENSE_FRONT',
  DriversLicenseBack: 'DRIVERS_LICENSE_BACK',
  PassportPicturePage: 'PASSPORT_PICTURE_PAGE',
  IdentificationCardFront: 'IDENTIFICATION_CARD_FRONT',
  ResidencePermit: 'RESIDENCE_PERMIT',
};

/** @param data content of verified data of type GOVERNMENT_ID */
export function toGovernmentId(data: OpenObject): GovernmentId {
  const text = (name: string) => filledText(data[name]);
  return {
    firstName: text('firstName'),
    middleName: text('middleName'),
    lastName: text('lastName'),
    fullName: text('fullName'),
    gender: text('gender'),
    birthDate: calendarDay(data.birthDate),
    country: text('country'),
    issuingCountry: text('issuingCountry'),
    nationality: text('nationality'),
    // Older records have the address in one piece.
    addressStreet: text('addressStreet') ?? text('address'),
    addressCity: text('addressCity'),
    addressState: text('addressState'),
    addressZip: text('addressZip'),
    idNumber: text('idNumber'),
    documentNumber: text('documentNumber'),
    personalNumber: text('personalNumber'),
    ...toIdTypes(data.idType),
    issueDate: calendarDay(data.issueDate),
    expirationDate: calendarDay(data.expirationDate),
    weight: text('weight'),
    height: text('height'),
    hairColor: text('hairColor'),
    eyeColor: text('eyeColor'),
  };
}

/** Upstream sends a list as text, such as `[DriversLicenseFront, DriversLicenseBack]`. */
function toIdTypes(idType: unknown): Pick<GovernmentId, 'idTypes' | 'idTypesRaw'> {
  const raw = Array.isArray(idType) ? `[${idType.join(', ')}]` : filledText(idType);
  const names = raw?.replace(/^\s*\[|\]\s*$/g, '').split(',') ?? [];
  const idTypes = names.map((name) => name.trim().replace(/^"|"$/g, '')).filter((name) => name !== '');
  return { idTypes: idTypes.map((name) => known(idParts, name)), idTypesRaw: raw };
}
