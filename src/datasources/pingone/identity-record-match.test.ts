// Two records of a person compared: the question and the answer.
import { expect, test } from 'vitest';
import { toIdentityRecordMatch, toWireRecords } from './identity-record-match.js';
import { WireIdentityRecordMatch } from './wire.js';

const read = (wire: object) => toIdentityRecordMatch(WireIdentityRecordMatch.parse(wire));

test('the question', () => {
  const body = toWireRecords({
    probe: { givenName: 'Ana', birthDate: '1990-02-03', address: null, name: '' },
    gallery: { givenName: ['Anna', 'Ana'], familyName: [], birthDate: ['1990-02-03'] },
  });
  expect(JSON.parse(JSON.stringify(body))).toEqual({
    probe: { given_name: 'Ana', birth_date: '1990-02-03' },
    gallery: { given_name: { options: ['Anna', 'Ana'] }, birth_date: { value: '1990-02-03' } },
  });
});

test('the answer', () => {
  const match = read({
    detailedResults: {
      given_name: { probeValue: 'Ana', galleryValue: 'Anna', rawScore: 0.92, confidence: 'HIGH' },
      shoe_size: { rawScore: 'x', confidence: 'CERTAIN' },
    },
    overallWeightedScore: 0.9,
    overallConfidenceScore: 'MEDIUM',
  });
  expect(match).toEqual({
    detailedResults: [
      {
        field: 'GIVEN_NAME',
        fieldRaw: 'given_name',
        confidence: 'HIGH',
        confidenceRaw: 'HIGH',
        rawScore: 0.92,
        probeValue: 'Ana',
        galleryValue: 'Anna',
      },
      {
        field: 'UNKNOWN',
        fieldRaw: 'shoe_size',
        confidence: 'UNKNOWN',
        confidenceRaw: 'CERTAIN',
        rawScore: null,
        probeValue: null,
        galleryValue: null,
      },
    ],
    overallWeightedScore: 0.9,
    overallConfidence: 'MEDIUM',
    overallConfidenceRaw: 'MEDIUM',
  });
});

test.each<[string, object, object]>([
  [
    'nothing',
    {},
    { detailedResults: [], overallWeightedScore: null, overallConfidence: null, overallConfidenceRaw: null },
  ],
  [
    'a level added tomorrow',
    { overallConfidenceScore: 'SURE' },
    { overallConfidence: 'UNKNOWN', overallConfidenceRaw: 'SURE' },
  ],
  [
    'parts of a wrong form',
    { detailedResults: [], overallWeightedScore: '1' },
    { detailedResults: [], overallWeightedScore: null },
  ],
])('an answer with %s', (_, wire, expected) => {
  expect(read(wire)).toEqual(expect.objectContaining(expected));
});
