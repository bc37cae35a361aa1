// The calls that public integrations make of Mitek's request API, version 4.4, as far as anyone here may make them.
import type { DocumentedCall } from './pingone-contract.js';

export const MITEK_CONTRACT: readonly DocumentedCall[] = [
  {
    method: 'POST',
    path: '/api/4.4/request/create',
    contentType: 'application/json',
    body: {
      required: ['name', 'environment', 'reference', 'callback_uri'],
      optional: ['email', 'phone', 'scope', 'use_defaults', 'end_date', 'tabs_order', 'note', 'language'],
      // The way of the invitation is chosen by the contact that is there; defaults come in place of a scope.
      oneOf: [
        ['email', 'phone'],
        ['scope', 'use_defaults'],
      ],
    },
  },
];
