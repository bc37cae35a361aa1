// Metadata from PingOne's words into ours.
import { expect, test } from 'vitest';
import { toMetadata } from './metadata.js';
import { WireMetadata } from './wire.js';

const read = (wire: object) => toMetadata(WireMetadata.parse({ id: 'm1', ...wire }));

test('faces', () => {
  const metadata = read({
    type: 'FACIAL_COMPARISON',
    provider: 'AMAZON',
    status: 'SUCCESS',
    data: { similarity: 97.5, quality: { brightness: 80, sharpness: 91.25 }, provider: 'x' },
    retry: { attempt: 2 },
    createdAt: '2026-03-01T10:05:00.000Z',
  });
  expect(metadata).toEqual({
    id: 'm1',
    type: 'FACIAL_COMPARISON',
    typeRaw: 'FACIAL_COMPARISON',
    provider: 'AMAZON',
    providerRaw: 'AMAZON',
    status: 'SUCCESS',
    statusRaw: 'SUCCESS',
    attempt: 2,
    createdAt: new Date('2026-03-01T10:05:00.000Z'),
    similarity: 97.5,
    probability: null,
    documentTests: [],
    biographicMatches: [],
    measurements: [
      { name: 'quality.brightness', value: 80 },
      { name: 'quality.sharpness', value: 91.25 },
    ],
  });
});

test.each<[string, object, object]>([
  [
    'a living person',
    { type: 'LIVENESS', provider: 'IDRND', data: { probability: 0.93, quality: 0.5 } },
    { probability: 0.93, measurements: [{ name: 'quality', value: 0.5 }] },
  ],
  [
    'a similarity that is not of faces',
    { type: 'AAMVA', data: { similarity: 3 } },
    { similarity: null, measurements: [{ name: 'similarity', value: 3 }] },
  ],
  [
    'a document',
    {
      type: 'DOCUMENT_AUTHENTICATION',
      provider: 'MITEK',
      status: 'FAIL',
      data: {
        mitekVerifications: [
          { name: 'Document Structure', judgement: 'AUTHENTIC', probability: 812 },
          { name: 'Barcode Analysis', judgement: 'NOT_AUTHENTIC' },
          { name: 'Field Validation', judgement: 'PROBABLY_AUTHENTIC' },
          { judgement: null },
          'odd',
        ],
      },
    },
    {
      status: 'FAIL',
      documentTests: [
        { name: 'Document Structure', judgement: 'AUTHENTIC', judgementRaw: 'AUTHENTIC' },
        { name: 'Barcode Analysis', judgement: 'NOT_AUTHENTIC' },
        { name: 'Field Validation', judgement: 'UNKNOWN', judgementRaw: 'PROBABLY_AUTHENTIC' },
        { name: '', judgement: 'UNKNOWN', judgementRaw: null },
      ],
      measurements: [{ name: 'mitekVerifications.0.probability', value: 812 }],
    },
  ],
  [
    "biographic data by PingOne's matcher",
    {
      type: 'BIOGRAPHIC_MATCH',
      provider: 'BIOGRAPHIC_MATCHER',
      data: {
        biographic_match_results: [
          { identifier: 'given_name', match: 'HIGH' },
          { identifier: 'birth_date', match: 'NOT_APPLICABLE' },
          { identifier: 'shoe_size', match: 'HIGHEST' },
        ],
      },
    },
    {
      biographicMatches: [
        {
          field: 'GIVEN_NAME',
          fieldRaw: 'given_name',
          confidence: 'HIGH',
          confidenceRaw: 'HIGH',
          rawScore: null,
          probeValue: null,
          galleryValue: null,
        },
        { field: 'BIRTH_DATE', confidence: 'NOT_APPLICABLE' },
        { field: 'UNKNOWN', fieldRaw: 'shoe_size', confidence: 'UNKNOWN', confidenceRaw: 'HIGHEST' },
      ],
      measurements: [],
    },
  ],
  [
    'biographic data by Babel Street',
    {
      type: 'BIOGRAPHIC_MATCH',
      provider: 'BABEL_STREET',
      data: {
        detailedResults: {
          family_name: { probeValue: 'SAMPLE', galleryValue: 'Sample', rawScore: 0.98, confidence: 'HIGH' },
          address: { probeValue: 12, rawScore: 'high' },
          name: null,
        },
        overallWeightedScore: 0.97,
      },
    },
    {
      biographicMatches: [
        { field: 'FAMILY_NAME', confidence: 'HIGH', rawScore: 0.98, probeValue: 'SAMPLE', galleryValue: 'Sample' },
        { field: 'ADDRESS', confidence: 'UNKNOWN', rawScore: null, probeValue: '12' },
        { field: 'NAME', confidence: 'UNKNOWN', confidenceRaw: null },
      ],
      measurements: [{ name: 'overallWeightedScore', value: 0.97 }],
    },
  ],
  [
    'values nobody knows yet',
    { type: 'AURA', provider: 'ORACLE', status: 'MAYBE', data: 'odd', retry: { attempt: 'first' } },
    {
      type: 'UNKNOWN',
      typeRaw: 'AURA',
      provider: 'UNKNOWN',
      providerRaw: 'ORACLE',
      status: 'UNKNOWN',
      statusRaw: 'MAYBE',
      attempt: null,
      measurements: [],
    },
  ],
  ['nothing', {}, { type: 'UNKNOWN', typeRaw: null, provider: 'UNKNOWN', status: 'UNKNOWN', createdAt: null }],
])('%s', (_, wire, expected) => {
  expect(read(wire)).toMatchObject(expected);
});
