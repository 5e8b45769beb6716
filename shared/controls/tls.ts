import type { Control } from '../control';
import { tlsCaa } from './tls-caa';
import { tlsChain, tlsExpiry, tlsHostname, tlsKey, tlsValidity } from './tls-certificate';
import { tlsCiphers, tlsForwardSecrecy, tlsHttp2, tlsProtocols } from './tls-connection';
import { tlsOrigin } from './tls-origin';
import { tlsRedirect } from './tls-redirect';

/** Point 5, as seen from outside. */
export const tlsControls: readonly Control[] = [
  tlsChain,
  tlsHostname,
  tlsValidity,
  tlsExpiry,
  tlsKey,
  tlsProtocols,
  tlsCiphers,
  tlsForwardSecrecy,
  tlsRedirect,
  tlsHttp2,
  tlsOrigin,
  tlsCaa,
];
