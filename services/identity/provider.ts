import type { Environment, Secret } from '@zhiheng/http';
import { issuerOf } from '@zhiheng/http';
import { Provider } from 'oidc-provider';
import { ClientSecrets } from './clients.ts';
import { configure, type ProviderOptions } from './configuration.ts';
import { centreOfId, holderOf, newIdIn } from './holder.ts';

/** The OpenID provider over our database. */
export function createProvider(options: ProviderOptions & { environment: Environment; secret: Secret }): Provider {
  const provider = new Provider(issuerOf(options.environment), configure(options));
  // The mount says under which address people reach us; see `routes/provider.ts`.
  provider.proxy = true;
  compareSecretsByHash(provider, new ClientSecrets(options.secret));
  nameCentresInIds(provider);
  // The provider would send within the transaction and once; sessions end in other ways, too.
  provider.Client.prototype.backchannelLogout = async () => undefined;
  return provider;
}

/** The provider would compare a stored secret as text; we store its keyed hash only. */
function compareSecretsByHash(provider: Provider, secrets: ClientSecrets): void {
  provider.Client.prototype.compareClientSecret = function compareClientSecret(given: string) {
    const { clientId, clientSecret, centre } = this;
    if (typeof clientSecret !== 'string' || typeof centre !== 'string') return false;
    // After a rotation the one before stays good for a while.
    const good = [clientSecret, ...(typeof this.previous_secret === 'string' ? [this.previous_secret] : [])];
    return good.some((one) => secrets.matches({ centre, id: clientId, secret: Buffer.from(one, 'base64url') }, given));
  };
}

/** What is issued to a holder gets an id that leads to its centre's rows; the provider makes ids that know no centre. */
function nameCentresInIds({ AuthorizationCode, Grant, RefreshToken, Session }: Provider): void {
  for (const { prototype } of [AuthorizationCode, Grant, RefreshToken]) {
    Object.defineProperty(prototype, 'generateTokenId', {
      value(this: { accountId: string }) {
        return newIdIn(holderOf(this.accountId).centre);
      },
    });
  }
  const { loginAccount, resetIdentifier } = Session.prototype;
  Session.prototype.resetIdentifier = function () {
    resetIdentifier.call(this);
    if (this.accountId) this.jti = newIdIn(holderOf(this.accountId).centre);
  };
  Session.prototype.loginAccount = function (details) {
    loginAccount.call(this, details);
    const { centre } = holderOf(details.accountId);
    if (centreOfId(this.uid) !== centre) this.uid = newIdIn(centre);
    // A session that was kept before gets its new id from the provider's own change of ids at sign-in.
    if (this.exp === undefined) this.jti = newIdIn(centre);
  };
}
