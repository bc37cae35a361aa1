// The QR pictures that the gateway draws, read as a phone reads them.
import { expect, send, test } from '../support/mfa.js';
import { readQrCode } from '../support/qr-reader.js';

test.for(['PNG', 'SVG'] as const)('the picture of a verification leads to its page (%s)', async (format, { alice }) => {
  const { id } = await alice.startVerification();
  const read = `query ($id: ID!) { verifyTransaction(id: $id) { webVerificationUrl qrCode(format: ${format}) } }`;
  interface Links {
    readonly verifyTransaction: { readonly webVerificationUrl: string; readonly qrCode: string };
  }
  const { verifyTransaction: links } = await alice.ask<Links, { id: string }>(read, { id });
  expect(links.qrCode).toMatch(format === 'PNG' ? /^data:image\/png;base64,/ : /^data:image\/svg\+xml;base64,/);
  expect(await readQrCode(links.qrCode)).toBe(links.webVerificationUrl);
});

test('the picture of an authentication code says what the app has to open', async ({ admin, sandbox }) => {
  interface Made {
    readonly authenticationCode: { readonly code: string; readonly uri: string; readonly qrCode: string };
  }
  const input = { applicationId: sandbox.ready.applicationId };
  const selection = 'authenticationCode { code uri qrCode }';
  const { authenticationCode } = await send<Made>(admin, 'createAuthenticationCode', input, selection);
  const said = await readQrCode(authenticationCode.qrCode);
  expect(said).toBe(authenticationCode.uri);
  expect(said).toContain(authenticationCode.code);
});
