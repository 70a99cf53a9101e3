import type { DtlsParameters } from 'mediasoup-client/types';

/** A DTLS certificate made ahead, so that the join can tell its fingerprint and the server need not be told later. */
export interface DtlsIdentity {
  readonly certificate: RTCCertificate;
  readonly dtlsParameters: DtlsParameters;
}

/** mediasoup's client side always takes the active role. */
const ROLE = 'client';

/** Null where no certificate can be made ahead or told by its fingerprints; then `connectTransport` tells them. */
export async function createDtlsIdentity(): Promise<DtlsIdentity | null> {
  // A Device that was given to the client needs no RTCPeerConnection.
  if (typeof RTCPeerConnection === 'undefined') return null;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const certificate = await RTCPeerConnection.generateCertificate(algorithm);
  if (typeof certificate.getFingerprints !== 'function') return null;
  const fingerprints = certificate.getFingerprints().flatMap(({ algorithm, value }) =>
    // The worker compares in upper case, as SDP has it.
    algorithm === 'sha-256' && value ? [{ algorithm: 'sha-256' as const, value: value.toUpperCase() }] : [],
  );
  return fingerprints.length > 0 ? { certificate, dtlsParameters: { role: ROLE, fingerprints } } : null;
}
