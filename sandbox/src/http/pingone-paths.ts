/** Which paths of the sandbox's first origin are PingOne's, and not pages or the control API. */
import type { VendorPaths } from './vendor-hooks.js';

export function pingOnePaths(environmentId: string): VendorPaths {
  return {
    isVendor: (url) =>
      url.startsWith('/v1/') || url.startsWith(`/${environmentId}/as/`) || isAuthentication(url, environmentId),
    /** The calls of the web page to its own private part are not calls of a client of the API. */
    isListed(method, url) {
      const path = url.split('?')[0] ?? url;
      if (path.startsWith('/v1/idValidations/')) return path.endsWith('/qr');
      if (path.startsWith('/v1/') || isAuthentication(url, environmentId)) return true;
      return method === 'POST' && path === `/${environmentId}/as/token`;
    },
  };
}

/** The part of MFA that stands on the host of the issuer. */
function isAuthentication(url: string, environmentId: string): boolean {
  const [, first, second] = (url.split('?')[0] ?? url).split('/');
  return first === environmentId && (second === 'deviceAuthentications' || second === 'authenticationCodes');
}
