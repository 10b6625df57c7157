import { createHash } from 'node:crypto';
import type { DepartureReport } from '@zhiheng/contracts';
import type { Secret } from '@zhiheng/http';
import { canonicalJson } from '@zhiheng/ledger';
import { SignJWT } from 'jose';
import { type DeploymentKey, deploymentKey } from './deployment-key.ts';

/** Signs reports of departures (JWS, EdDSA), so that a copy shows that this deployment made it, and when. */
export class DepartureSeal {
  readonly #key: DeploymentKey;
  readonly #issuer: string;

  private constructor(key: DeploymentKey, issuer: string) {
    this.#key = key;
    this.#issuer = issuer;
  }

  static async open(secret: Secret, issuer: string): Promise<DepartureSeal> {
    return new DepartureSeal(await deploymentKey(secret, 'departure reports'), issuer);
  }

  /** The key by which anybody may verify a report. */
  get jwk(): object {
    return this.#key.jwk;
  }

  /** The digest is the SHA-256 of the report's canonical JSON (RFC 8785) without `digest` and `signature`. */
  async seal(centre: string, report: Omit<DepartureReport, 'digest' | 'signature'>): Promise<DepartureReport> {
    const digest = createHash('sha256').update(canonicalJson(report)).digest('hex');
    const signature = await new SignJWT({ centre, digest, entry: report.entry.id })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'departure-report+jwt', kid: this.#key.jwk.kid })
      .setIssuer(this.#issuer)
      .setSubject(report.departure.id)
      .setIssuedAt(Math.floor(Date.parse(report.madeAt) / 1000))
      .sign(this.#key.private);
    return { ...report, digest, signature };
  }
}
