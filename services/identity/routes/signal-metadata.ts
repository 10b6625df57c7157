import { pollMethod, pushMethod } from '@zhiheng/contracts';
import type { App, Environment } from '@zhiheng/http';
import { Type } from 'typebox';
import { transmitterOf } from '../signals/security-event-token.ts';

const Metadata = Type.Object({
  spec_version: Type.String(),
  issuer: Type.String(),
  jwks_uri: Type.String(),
  delivery_methods_supported: Type.Array(Type.String()),
  configuration_endpoint: Type.String(),
  status_endpoint: Type.String(),
  add_subject_endpoint: Type.String(),
  remove_subject_endpoint: Type.String(),
  verification_endpoint: Type.String(),
  authorization_schemes: Type.Array(Type.Object({ spec_urn: Type.String() })),
  default_subjects: Type.String(),
});

/** SSF 1.0, 7. */
export function signalMetadataRoute(app: App, environment: Environment): void {
  const { origin } = environment;
  const metadata = {
    spec_version: '1_0',
    issuer: transmitterOf(environment),
    jwks_uri: `${origin}/oidc/jwks`,
    delivery_methods_supported: [pushMethod, pollMethod],
    configuration_endpoint: `${origin}/ssf/streams`,
    status_endpoint: `${origin}/ssf/status`,
    add_subject_endpoint: `${origin}/ssf/subjects/add`,
    remove_subject_endpoint: `${origin}/ssf/subjects/remove`,
    verification_endpoint: `${origin}/ssf/verify`,
    authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }],
    default_subjects: 'ALL',
  };
  app.get('/.well-known/ssf-configuration', {
    config: { access: 'public' },
    schema: {
      tags: ['signals'],
      summary: '安全事件发送方的元数据 / metadata of the Shared Signals transmitter',
      response: { 200: Metadata },
    },
    handler: async () => metadata,
  });
}
